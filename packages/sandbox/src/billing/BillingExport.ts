import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { Decimal } from '@textloom/kernel';
import { billOf, Disturbances, doubledMonth, usageOf } from './bill';
import {
  addDays,
  addMonths,
  dayOf,
  daysOf,
  monthOf,
  monthsBetween,
} from './calendar';
import { changesOn } from './changes';
import { headerOf, linesOf } from './csv';
import { AWS_COLUMNS, awsRow, FOCUS_1_0_COLUMNS } from './focus';
import { BillingWorld, tasksOn, videosOn } from './load';
import { dataPath, manifestOf, manifestPath } from './manifest';
import { capacityOn, UsageRow, usageOn } from './usage';
import { contractsOn, VendorContract, vendorRows } from './vendors';

/** Where bills are, and what the portal's configuration has to say of vendors. */
export interface BillingFacts {
  directory: string;
  contracts: VendorContract[];
}

/** What is kept beside the bills. */
interface Kept extends BillingWorld, Disturbances {
  /** Changes when the same world is to give another bill. */
  edition: number;
  /** Last day that was written. */
  through: string;
}

const EDITION = 1;
/** Full months before the one that is under way. */
const MONTHS = 12;
const STATE = 'export.json';

const CAPACITY_COLUMNS = [
  'day',
  'cluster',
  'node_group',
  'cpu_core_hours',
  'memory_gib_hours',
] as const;
const USAGE_COLUMNS = [
  'day',
  'cluster',
  'node_group',
  'namespace',
  'component',
  'environment',
  'role',
  'cpu_core_hours',
  'memory_gib_hours',
] as const;

/** Where and for which world bills are written. */
export interface BillingOptions {
  directory: string;
  seed: number;
  /** Milliseconds since the epoch. */
  now(): number;
  /** What services that the world was not built with have asked for. */
  added?: { rowsOn(day: string): UsageRow[] };
  /** Told what went wrong while nobody waited for it. */
  log(line: string): void;
}

/**
 * Writes bills as AWS Data Exports and vendors deliver them, with what pods asked for and what the product made: every
 * day until yesterday, more each day. What was written is not written again unless it changes.
 */
export class BillingExport {
  private disturbances: Disturbances = {};
  /** Day until which writing was asked for. */
  private asked: string | undefined;
  private work: Promise<void> = Promise.resolve();
  private closed = false;
  /** What months were billed at without support and tax. */
  private readonly usage = new Map<string, Decimal>();

  private constructor(
    private readonly options: BillingOptions,
    private readonly world: BillingWorld,
    /** What an earlier run has left; undefined when it is of no use. */
    private left: Kept | undefined,
  ) {}

  /** Reads what was written before; writes nothing yet. */
  static async open(options: BillingOptions): Promise<BillingExport> {
    const { directory, seed, now } = options;
    const kept = await readFile(join(directory, STATE), 'utf8').then(
      text => JSON.parse(text) as Kept,
      () => undefined,
    );
    const anchor = kept?.anchor ?? dayOf(now());
    const usable = kept?.edition === EDITION && kept.seed === seed;
    return new BillingExport(
      options,
      { seed, anchor },
      usable ? kept : undefined,
    );
  }

  /** Where the bills are, and the contracts of today. */
  get facts(): BillingFacts {
    const contracts = contractsOn(this.world, this.yesterday());
    return { directory: this.options.directory, contracts };
  }

  /** Writes what is missing, and takes back what scenarios had changed when the sandbox was ended. */
  start(): void {
    const { spikeOn, correctedMonth } = this.left ?? {};
    this.asked = this.yesterday();
    this.write([spikeOn && monthOf(spikeOn), correctedMonth]);
  }

  /** Writes the days that have passed since; cheap when there is none. */
  refresh(): void {
    if (this.asked !== undefined && this.asked < this.yesterday()) {
      this.asked = this.yesterday();
      this.write([]);
    }
  }

  /** Lets a component's costs of yesterday jump, or takes that back; the day is returned. */
  spike(on: boolean): string {
    const day = this.disturbances.spikeOn ?? this.yesterday();
    this.disturbances.spikeOn = on ? day : undefined;
    this.write([monthOf(day)]);
    return day;
  }

  /** Restates a closed month, or brings its first figures back; the month is returned. */
  restate(on: boolean): string {
    const month = doubledMonth(this.world);
    this.disturbances.correctedMonth = on ? month : undefined;
    this.write([month]);
    return month;
  }

  /** Resolves when everything that was asked for is written, or was found not to be writable. */
  async settled(): Promise<void> {
    await this.work;
  }

  /** Ends with the month that is being written; the next start writes the others. */
  async close(): Promise<void> {
    this.closed = true;
    await this.work;
  }

  private yesterday(): string {
    return addDays(dayOf(this.options.now()), -1);
  }

  /** One after the other: two writers of a month could leave a manifest that names another's data. */
  private write(changed: (string | undefined)[]): void {
    this.work = this.work
      .then(() => this.writeMonths(changed))
      .catch(error => this.options.log(`Sandbox bills: ${error.message}`));
  }

  private async writeMonths(changed: (string | undefined)[]): Promise<void> {
    const last = this.yesterday();
    const months = new Set(monthsBetween(this.firstMonth(), monthOf(last)));
    changed.forEach(month => month && months.add(month));
    if (this.left) {
      // Before anything is changed, so that who is killed in between knows what to take back.
      await this.keep(this.left.through);
    }
    for (const month of [...months].sort()) {
      if (this.closed) {
        return;
      }
      await this.writeMonth(month, last);
    }
    await this.keep(last);
  }

  private async keep(through: string): Promise<void> {
    const { world, disturbances } = this;
    this.left = { ...world, ...disturbances, edition: EDITION, through };
    await this.replace(STATE, JSON.stringify(this.left));
  }

  private firstMonth(): string {
    return this.left
      ? monthOf(this.left.through)
      : addMonths(monthOf(dayOf(this.options.now())), -MONTHS);
  }

  private async writeMonth(month: string, last: string): Promise<void> {
    const { world } = this;
    const days = daysOf(month, last);
    await this.writeAws(month, last);
    await this.writeTable(
      `vendors/${month}.csv`,
      FOCUS_1_0_COLUMNS,
      vendorRows(world, month, last),
    );
    await this.writeTable(
      `usage/${month}.csv`,
      USAGE_COLUMNS,
      days.flatMap(day => [
        ...usageOn(world, day),
        ...(this.options.added?.rowsOn(day) ?? []),
      ]),
    );
    await this.writeTable(
      `capacity/${month}.csv`,
      CAPACITY_COLUMNS,
      days.flatMap(day => capacityOn(world, day)),
    );
    await this.writeTable(
      `units/${month}.csv`,
      ['day', 'metric', 'count'],
      days.flatMap(day => [
        { day, metric: 'videos', count: videosOn(world, day) },
        { day, metric: 'tasks', count: tasksOn(world, day) },
      ]),
    );
    await this.writeTable(
      `changes/${month}.csv`,
      ['at', 'kind', 'label', 'component'],
      changesOn(world, days),
    );
  }

  private async writeAws(month: string, last: string): Promise<void> {
    const target = this.pathOf(`aws/${dataPath(month)}`);
    await mkdir(dirname(target), { recursive: true });
    const hash = createHash('sha256');
    await pipeline(
      this.awsLines(month, last),
      async function* told(lines) {
        for await (const text of lines) {
          hash.update(text);
          yield text;
        }
      },
      createGzip(),
      createWriteStream(`${target}.part`),
    );
    const manifest = manifestOf(month, hash.digest('hex'));
    if (await this.isWhole(month, manifest)) {
      await rm(`${target}.part`);
      return;
    }
    await rename(`${target}.part`, target);
    await this.replace(`aws/${manifestPath(month)}`, manifest);
  }

  /** Whether a month was delivered with this manifest and nothing came after it. */
  private async isWhole(month: string, manifest: string): Promise<boolean> {
    const path = `aws/${manifestPath(month)}`;
    const [text, before, after] = await Promise.all([
      this.read(path),
      this.changedAt(`aws/${dataPath(month)}`),
      this.changedAt(path),
    ]);
    const whole =
      before !== undefined && after !== undefined && before <= after;
    return whole && text === manifest;
  }

  private changedAt(path: string): Promise<number | undefined> {
    return stat(this.pathOf(path)).then(
      ({ mtimeMs }) => mtimeMs,
      () => undefined,
    );
  }

  private *awsLines(month: string, last: string): Generator<string> {
    const open = month === monthOf(dayOf(this.options.now()));
    const invoice = open ? undefined : `SGIN-${month.replace('-', '')}`;
    yield headerOf(AWS_COLUMNS);
    const usageBefore = this.usageBefore(month);
    const options = { ...this.disturbances, last, usageBefore };
    for (const charges of billOf(this.world, month, options)) {
      const rows = charges.map(charge => awsRow(charge, invoice));
      yield linesOf(AWS_COLUMNS, rows);
    }
  }

  /** As it was billed first: what scenarios change has no effect on the support of the next month. */
  private usageBefore(month: string): Decimal {
    const before = addMonths(month, -1);
    const usage = this.usage.get(before) ?? usageOf(this.world, before);
    this.usage.set(before, usage);
    return usage;
  }

  private async writeTable<C extends string>(
    path: string,
    columns: readonly C[],
    rows: readonly Partial<Record<C, string | number>>[],
  ): Promise<void> {
    const text = `${headerOf(columns)}${linesOf(columns, rows)}`;
    if (text !== (await this.read(path))) {
      await this.replace(path, text);
    }
  }

  private pathOf(path: string): string {
    return join(this.options.directory, path);
  }

  private read(path: string): Promise<string | undefined> {
    return readFile(this.pathOf(path), 'utf8').catch(() => undefined);
  }

  /** Whoever reads the file meanwhile gets what was there before, whole. */
  private async replace(path: string, content: string): Promise<void> {
    const target = this.pathOf(path);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(`${target}.part`, content);
    await rename(`${target}.part`, target);
  }
}
