import {
  Drill,
  Findings,
  Problem,
  ProbeFacts,
  StepName,
} from '@textloom/plugin-restore-drills-common';
import { DrillContext, DrillProblem, StoreConnection } from '../service/ports';
import { freeze } from './freezing';
import { measure } from './measuring';

/** More than this, and times of two clocks say nothing of each other. */
const MAX_OFFSET_MS = 1_000;

/** What a step has found out, and why it does not do what it should. */
export interface StepResult {
  findings: Findings;
  problem?: Problem;
}

/** One step of a drill. @throws DrillProblem and whatever the driver throws. */
export async function performStep(
  step: StepName,
  connection: StoreConnection,
  context: DrillContext,
  drill: Drill,
  expectedMs: () => Promise<number | undefined>,
): Promise<StepResult> {
  const { driver } = connection;
  switch (step) {
    case 'probe':
      return probed(await driver.probe(context));
    case 'freeze':
      return { findings: { frozen: await freeze(connection, context) } };
    case 'plan':
      return planned(connection, context, await expectedMs());
    case 'provision':
      return { findings: { target: await driver.provision(context) } };
    case 'restore':
      return { findings: { target: await driver.restore(context) } };
    case 'recover':
      return { findings: { recovery: await driver.recover(context) } };
    case 'verify':
      return { findings: { verifications: await driver.verify(context) } };
    case 'smoke':
      return { findings: { smoke: await driver.smoke(context) } };
    case 'measure':
      return { findings: await measure(connection, context, drill) };
    case 'teardown':
      return { findings: { removed: await driver.teardown(context) } };
    default:
      return swept(connection, context);
  }
}

function probed(probe: ProbeFacts): StepResult {
  const { clock, neededBytes, freeBytes } = probe;
  const findings = { probe };
  if (clock && Math.abs(clock.offsetMs) > MAX_OFFSET_MS) {
    return {
      findings,
      problem: {
        code: 'clock-offset',
        expected: String(MAX_OFFSET_MS),
        actual: String(Math.round(clock.offsetMs)),
      },
    };
  }
  return neededBytes > freeBytes
    ? {
        findings,
        problem: {
          code: 'not-enough-space',
          expected: String(neededBytes),
          actual: String(freeBytes),
        },
      }
    : { findings };
}

/** The evidence has a gap before the point that is to be reached: no drill is needed to know that. */
async function planned(
  { driver }: StoreConnection,
  context: DrillContext,
  expectedMs: number | undefined,
): Promise<StepResult> {
  const dryRun = {
    ...(await driver.plan(context)),
    ...(expectedMs !== undefined && { expectedMs }),
  };
  const { gap } = context.frozen ?? {};
  const [refusal] = dryRun.refusals;
  const problem =
    gap !== undefined && context.plan.target.kind === 'latest'
      ? ({ code: 'wal-segment-missing', subject: gap } as const)
      : refusal;
  return { findings: { dryRun }, ...(problem && { problem }) };
}

/** What is left after teardown is named, and removed all the same. */
async function swept(
  { driver }: StoreConnection,
  { drill, log }: DrillContext,
): Promise<StepResult> {
  const found = await driver.leftovers();
  const left = found.filter(leftover => leftover.drill === drill);
  for (const { what, remove } of left) {
    log(`left behind: ${what}`);
    await remove();
  }
  return { findings: { leftovers: left.map(({ what }) => what) } };
}

/** What a failure means for the drill; anything unforeseen is told to the log alone. */
export function problemOf(
  step: StepName,
  error: unknown,
  signal: AbortSignal,
): Problem {
  if (signal.aborted && signal.reason instanceof DrillProblem) {
    return signal.reason.problem;
  }
  return error instanceof DrillProblem
    ? error.problem
    : { code: 'errored', subject: step };
}
