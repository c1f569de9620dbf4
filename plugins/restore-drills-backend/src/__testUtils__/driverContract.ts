import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  CONTROL_FINDS,
  DrillPlan,
  LedgerEntry,
  NegativeControl,
  Problem,
  Store,
} from '@textloom/plugin-restore-drills-common';
import { findProcesses } from '../adapters/process';
import { DrillDriver, MarkerWriter } from '../service/ports';
import { newContext, runDrill, Step, writeMarkers } from './drills';

/** A source that a driver is tested against. */
export interface DriverWorld {
  store: Store;
  /** Its target is `latest`. */
  plan: DrillPlan;
  /** Holds nothing but drills of this world. */
  workDirectory: string;
  /** A new guarded driver, as a backend has after a restart: it knows nothing of earlier drills. */
  connect(): DrillDriver;
  markers?: MarkerWriter;
  /** Brings everything that was written so far into the repository, by the store's own means. */
  archive(): Promise<void>;
  /** Changes when the source is touched: names and hashes of backups and archive, identity of the server. */
  fingerprint(): Promise<string>;
  close(): Promise<void>;
}

/** What of the contract applies. */
export interface ContractOptions {
  /** Damages that the driver makes in its own copy. */
  controls: readonly NegativeControl[];
  /** How often the healthy drill is run, one after another; once by default. */
  repetitions?: number;
  /** Of one test, in milliseconds; two minutes by default. */
  timeoutMs?: number;
  /** So many markers are written before the drills; 20 by default. */
  markers?: number;
  /** Why it cannot be tested on this machine, e.g. `redis-server is not installed`; in CI it must be. */
  missing?: string;
}

const SLOW_STEPS: readonly Step[] = ['provision', 'restore', 'recover'];

/**
 * What every driver must do, against a source that `start` makes once: a healthy drill is green; every step may be
 * run again, by another process too; teardown proves itself; a drill that is cancelled anywhere leaves nothing; every
 * negative control is found and named; and the source is never touched.
 */
export function describeDriverContract(
  name: string,
  start: () => Promise<DriverWorld>,
  options: ContractOptions,
): void {
  const { controls, repetitions = 1, timeoutMs = 120_000, missing } = options;
  const { describe: suite, it: example } = globalThis;
  const describeIt = missing && !process.env.CI ? suite.skip : suite;
  const reason = missing ? `: ${missing}` : '';
  describeIt(`${name} keeps the contract of a driver${reason}`, () => {
    let world: DriverWorld;
    let archived: LedgerEntry[] = [];
    let before: string;

    beforeAll(async () => {
      world = await start();
      const entries = await writeMarkers(world, options.markers ?? 20);
      await world.archive();
      const newest = await world.markers?.archived([...entries].reverse());
      archived = entries.filter(({ seq }) => seq <= (newest?.seq ?? 0));
      if (archived.length < entries.length) {
        throw new Error('Markers have not reached the repository');
      }
      before = await world.fingerprint();
    }, timeoutMs);
    afterAll(() => world?.close(), timeoutMs);

    /** No folder, no process, and the source as before. */
    async function expectNothingLeft() {
      const driver = world.connect();
      expect((await driver.leftovers()).map(({ what }) => what)).toEqual([]);
      expect(await readdir(world.workDirectory)).toEqual([]);
      expect(await findProcesses(world.workDirectory)).toEqual([]);
      expect(await world.fingerprint()).toBe(before);
    }

    const healthy = async (run: Parameters<typeof runDrill>[1] = {}) => {
      const result = await runDrill(world, { ledger: archived, ...run });
      expect(result.problems).toEqual([]);
      expect(result.dryRun?.refusals).toEqual([]);
      expect(result.dryRun?.commands.length).toBeGreaterThan(0);
      const failed = result.verifications.filter(
        ({ state }) => state === 'failed',
      );
      expect(failed).toEqual([]);
      expect(
        result.verifications.some(
          ({ state, blocking }) => state === 'passed' && blocking,
        ),
      ).toBe(true);
      expect(result.smoke?.state).toBe('passed');
      if (world.markers) {
        expect(result.markers).toMatchObject({
          min: archived[0].seq,
          max: archived.at(-1)!.seq,
          count: archived.length,
        });
      }
      expect(result.removed).not.toEqual([]);
      return result;
    };

    example.each(Array.from({ length: repetitions }, (_, index) => index + 1))(
      'restores everything, and takes it down again (%i)',
      async () => {
        await healthy();
        await expectNothingLeft();
      },
      timeoutMs,
    );

    example(
      'runs every step twice with the same result',
      async () => {
        await healthy({ times: 2 });
        await expectNothingLeft();
      },
      timeoutMs,
    );

    example(
      'goes on after a restart of the backend at any step',
      async () => {
        await healthy({ driverOf: () => world.connect() });
        await expectNothingLeft();
      },
      timeoutMs,
    );

    example(
      'takes down twice, and what never was',
      async () => {
        const { context } = await runDrill(world, { until: 'recover' });
        const driver = world.connect();
        expect(await driver.teardown(context)).toEqual([]);
        expect(await driver.teardown(newContext(world))).toEqual([]);
        await expectNothingLeft();
      },
      timeoutMs,
    );

    example(
      'names what a dead backend has left, and removes it',
      async () => {
        const { context } = await runDrill(world, {
          until: 'recover',
          teardown: false,
        });
        const left = await world.connect().leftovers();
        expect(left.map(({ drill }) => drill)).toEqual(
          left.map(() => context.drill),
        );
        expect(left).not.toEqual([]);
        for (const leftover of left) {
          await leftover.remove();
        }
        await expectNothingLeft();
      },
      timeoutMs,
    );

    example.each(SLOW_STEPS)(
      'ends at once when it is cancelled before %s',
      async step => {
        const abort = new AbortController();
        const driver = world.connect();
        const result = await runDrill(world, {
          signal: abort.signal,
          driverOf: act => {
            if (act === step) {
              abort.abort(new Error('cancelled'));
            }
            return driver;
          },
        });
        expect(result.failedIn).toBe(step);
        await expectNothingLeft();
      },
      timeoutMs,
    );

    example.each(['restore', 'recover'] satisfies Step[])(
      'leaves nothing when it is cancelled in the middle of %s',
      async step => {
        const abort = new AbortController();
        const result = await runDrill(world, {
          until: step,
          signal: abort.signal,
          onSign: at => {
            if (at === step) {
              abort.abort(new Error('cancelled'));
            }
          },
        });
        expect(abort.signal.aborted).toBe(true);
        expect([undefined, step]).toContain(result.failedIn);
        await expectNothingLeft();
      },
      timeoutMs,
    );

    // What a control damages may depend on the drill's name: both kinds of names are tried for a flipped byte.
    const damages = controls.flatMap((control): [NegativeControl, string][] =>
      control === 'flipped-byte'
        ? [
            [control, '0'],
            [control, '1'],
          ]
        : [[control, '']],
    );
    example.each(damages)(
      'finds and names the damage %s %s',
      async (control, ending) => {
        const { drill } = newContext(world);
        const named = drill.slice(0, drill.length - ending.length) + ending;
        const { problems } = await runDrill(world, {
          control,
          ledger: archived,
          overrides: {
            drill: named,
            directory: join(world.workDirectory, named),
          },
        });
        expect(namesOf(problems)).toEqual(
          expect.arrayContaining([expect.stringMatching(oneOf(control))]),
        );
        await expectNothingLeft();
      },
      timeoutMs,
    );

    example(
      'refuses a folder that is not in its work directory, before anything is touched',
      async () => {
        const context = newContext(world);
        const outside = { ...context, directory: `/var/tmp/${context.drill}` };
        await expect(world.connect().probe(outside)).rejects.toMatchObject({
          problem: { code: 'invalid-target' },
        });
        await expectNothingLeft();
      },
    );
  });
}

function namesOf(problems: readonly Problem[]): string[] {
  return problems.map(({ code }) => code);
}

function oneOf(control: NegativeControl): RegExp {
  return new RegExp(`^(?:${CONTROL_FINDS[control].join('|')})$`);
}
