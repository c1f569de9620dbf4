import { z } from 'zod';
import {
  FINDINGS,
  ProblemCode,
  REFUSALS,
  STEPS,
  TROUBLES,
} from '../domain/steps';
import { NEGATIVE_CONTROLS, SCENARIOS, STORE_KINDS } from '../domain/store';

/** Text of a file that a stranger may have made: bounded. */
export const text = z.string().max(10_000);
export const name = z.string().max(300);
export const hash = z.string().regex(/^[0-9a-f]{64}$/);
export const time = z.number().int().nonnegative();
export const amount = z.number().nonnegative();
export const whole = z.number().int();
export const list = <T extends z.ZodType>(item: T, max: number) =>
  z.array(item).max(max);
export const facts = z
  .record(name, z.union([text, z.number()]))
  .refine(record => Object.keys(record).length <= 200);

export const step = z.enum(STEPS);
export const control = z.enum(NEGATIVE_CONTROLS);
const scenario = z.enum(SCENARIOS);
const actor = z.enum(['machine', 'human', 'waiting']);
const code: z.ZodType<ProblemCode> = z.enum([
  ...REFUSALS,
  ...FINDINGS,
  ...TROUBLES,
]);

export const problem = z.object({
  code,
  subject: text.optional(),
  expected: text.optional(),
  actual: text.optional(),
});
export const problems = list(problem, 1_000);

export const target = z.object({ rtoMs: amount, rpoMs: amount });

export const store = z.object({
  id: name,
  title: name,
  kind: z.enum(STORE_KINDS),
  entity: name.optional(),
  owner: name.optional(),
  priority: z.enum(['P0', 'P1', 'P2']),
  targets: z.partialRecord(scenario, target),
  heartbeatMs: amount.optional(),
});

const recoveryTarget = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('latest') }),
  z.object({ kind: z.literal('time'), at: time }),
  z.object({ kind: z.literal('name'), name }),
  z.object({ kind: z.literal('lsn'), lsn: name }),
]);

const schedule = z.discriminatedUnion('every', [
  z.object({ every: z.literal('month'), day: whole, hour: whole }),
  z.object({ every: z.literal('week'), weekday: whole, hour: whole }),
  z.object({ every: z.literal('day'), hour: whole }),
]);

export const plan = z.object({
  id: name,
  store: name,
  scenario,
  target: recoveryTarget,
  control: control.optional(),
  schedule,
  timeLimitMs: amount,
  assumed: z.object({
    detectionMs: amount,
    responseMs: amount,
    switchMs: amount,
  }),
});

export const bytes = z.object({ done: amount, total: amount.optional() });

export const stepRun = z.object({
  step,
  attempt: whole.positive(),
  state: z.enum(['running', 'passed', 'failed', 'interrupted', 'skipped']),
  actor,
  startedAt: time,
  endedAt: time.optional(),
  durationMs: amount.optional(),
  bytes: bytes.optional(),
  problem: problem.optional(),
});

const phase = z.object({
  name: z.enum([...STEPS, 'detection', 'response', 'switch']),
  actor,
  ms: amount,
  source: z.enum(['monotonic', 'wall', 'assumed']),
});

export const rta = z.object({
  technicalMs: amount,
  declaredMs: amount,
  fullMs: amount,
  phases: list(phase, 500),
  byActor: z.object({ machine: amount, human: amount, waiting: amount }),
  pollingMs: amount,
});

export const rpa = z.object({
  method: z.enum(['markers', 'restore-point', 'copy-time']),
  lastSeq: whole.optional(),
  lowerMs: amount,
  upperMs: amount,
  expectedSeq: whole.optional(),
  derivation: z.object({
    failedAt: time,
    lastSentAt: time.optional(),
    nextAckedAt: time.optional(),
    restorePointAt: time.optional(),
  }),
});
