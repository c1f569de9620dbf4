import { createHash, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { canonicalJson } from '@textloom/kernel';
import {
  DryRun,
  FrozenEvidence,
  LedgerEntry,
  NegativeControl,
  Problem,
  ProbeFacts,
  RecoveredMarkers,
  Verification,
} from '@textloom/plugin-restore-drills-common';
import { DrillContext, DrillDriver, DrillProblem } from '../service/ports';
import type { DriverWorld } from './driverContract';

/** What a drill has found out, step by step. */
export interface DrillResult {
  context: DrillContext;
  /** The step that has thrown. */
  failedIn?: string;
  problems: Problem[];
  lines: string[];
  probe?: ProbeFacts;
  frozen?: FrozenEvidence;
  dryRun?: Omit<DryRun, 'expectedMs'>;
  verifications: Verification[];
  smoke?: Verification;
  markers?: RecoveredMarkers;
  removed: string[];
}

/** How a drill of a test is run. */
export interface DrillRun {
  driver?: DrillDriver;
  /** The driver that runs a step; a new one stands for a restarted backend. */
  driverOf?: (step: Step) => DrillDriver;
  control?: NegativeControl;
  /** Each step is run so often. */
  times?: number;
  /** The last step before teardown; all without. */
  until?: Step;
  signal?: AbortSignal;
  /** Called with each line and each progress, with the step that runs. */
  onSign?: (step: string) => void;
  /** Called before a step. */
  onStep?: (step: Step, context: DrillContext) => Promise<void> | void;
  /** Markers that must come back. */
  ledger?: readonly LedgerEntry[];
  /** False leaves everything where it is. */
  teardown?: boolean;
  /** What the context has instead. */
  overrides?: Partial<DrillContext>;
}

/** What a driver is asked, in order. */
export const ACTS = [
  'probe',
  'freeze',
  'plan',
  'provision',
  'restore',
  'recover',
  'verify',
  'smoke',
  'markers',
] as const;
export type Step = (typeof ACTS)[number];

/** A context with a new name. */
export function newContext(
  world: Pick<DriverWorld, 'store' | 'plan' | 'workDirectory'>,
  overrides: Partial<DrillContext> = {},
): DrillContext {
  const drill = overrides.drill ?? `drill-${randomBytes(4).toString('hex')}`;
  return {
    drill,
    store: world.store,
    plan: world.plan,
    directory: join(world.workDirectory, drill),
    target: {},
    signal: new AbortController().signal,
    log: () => {},
    progress: () => {},
    now: Date.now,
    ...overrides,
  };
}

/** Runs a drill in the order of the real machine: a step that fails ends it, and teardown always runs. */
export async function runDrill(
  world: DriverWorld,
  options: DrillRun = {},
): Promise<DrillResult> {
  const driver = options.driver ?? world.connect();
  const driverOf = options.driverOf ?? (() => driver);
  let step = '';
  const lines: string[] = [];
  const context = newContext(world, {
    control: options.control,
    log: line => {
      lines.push(`${step}: ${line}`);
      options.onSign?.(step);
    },
    progress: () => options.onSign?.(step),
    ...(options.signal && { signal: options.signal }),
    ...options.overrides,
  });
  const result: DrillResult = {
    context,
    lines,
    problems: [],
    verifications: [],
    removed: [],
  };
  const last = options.until ? ACTS.indexOf(options.until) : ACTS.length - 1;
  try {
    for (const act of ACTS.slice(0, last + 1)) {
      step = act;
      await options.onStep?.(act, result.context);
      const runs = driverOf(act);
      for (let time = 0; time < (options.times ?? 1); time += 1) {
        await takeStep(act, runs, result, options.ledger ?? []);
      }
    }
  } catch (error) {
    result.failedIn = step;
    if (error instanceof DrillProblem) {
      result.problems.push(error.problem);
    } else if (!context.signal.aborted) {
      throw error;
    }
  } finally {
    if (options.teardown !== false) {
      result.removed = await driver.teardown(result.context);
    }
  }
  return result;
}

async function takeStep(
  act: Step,
  driver: DrillDriver,
  result: DrillResult,
  ledger: readonly LedgerEntry[],
): Promise<void> {
  const { context } = result;
  switch (act) {
    case 'probe':
      result.probe = await driver.probe(context);
      result.context = { ...result.context, probe: result.probe };
      break;
    case 'freeze': {
      const frozen = await driver.freeze(context);
      const digest = createHash('sha256').update(canonicalJson(frozen));
      result.frozen = { ...frozen, digest: digest.digest('hex') };
      result.context = { ...result.context, frozen: result.frozen };
      break;
    }
    case 'plan':
      result.dryRun = await driver.plan(context);
      break;
    case 'provision':
    case 'restore':
    case 'recover': {
      const facts = await driver[act](context);
      result.context = {
        ...result.context,
        target: { ...result.context.target, ...facts },
      };
      break;
    }
    case 'verify':
      result.verifications = await driver.verify(context);
      noteFailures(result, result.verifications);
      break;
    case 'smoke':
      result.smoke = await driver.smoke(context);
      noteFailures(result, [result.smoke]);
      break;
    default:
      result.markers = await driver.markers(context);
      judgeMarkers(result, ledger);
  }
}

function noteFailures(
  { problems }: DrillResult,
  checks: readonly Verification[],
): void {
  for (const { name, state, problem } of checks) {
    if (state === 'failed') {
      problems.push(problem ?? { code: 'check-failed', subject: name });
    }
  }
}

function judgeMarkers(
  { markers, problems }: DrillResult,
  ledger: readonly LedgerEntry[],
): void {
  const expected = ledger.at(-1)?.seq;
  if (expected === undefined) {
    return;
  }
  if (markers?.firstHole !== undefined) {
    problems.push({ code: 'markers-not-contiguous' });
  }
  if ((markers?.max ?? 0) < expected) {
    problems.push({
      code: 'markers-lost',
      expected: String(expected),
      actual: String(markers?.max ?? 0),
    });
  }
}

/** Writes markers as the portal does; gives their entries of the ledger. */
export async function writeMarkers(
  { markers, store }: Pick<DriverWorld, 'markers' | 'store'>,
  count: number,
): Promise<LedgerEntry[]> {
  if (!markers) {
    return [];
  }
  const first = (await markers.prepare()) + 1;
  const entries: LedgerEntry[] = [];
  for (let seq = first; seq < first + count; seq += 1) {
    const sentAt = Date.now();
    const { position } = await markers.write(seq);
    entries.push({
      store: store.id,
      seq,
      sentAt,
      ackedAt: Date.now(),
      ...(position !== undefined && { position }),
    });
  }
  return entries;
}
