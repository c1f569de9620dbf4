import { z } from 'zod';
import { Drill, Findings, Outcome } from '../domain/drill';
import { DrillEvent } from '../domain/events';
import { EvidenceFile } from '../domain/evidence';
import {
  amount,
  bytes,
  control,
  facts,
  hash,
  list,
  name,
  plan,
  problem,
  problems,
  rpa,
  rta,
  step,
  stepRun,
  store,
  target,
  text,
  time,
  whole,
} from './partSchemas';

const probe = z.object({
  tools: list(z.object({ name, version: text }), 100),
  missing: list(name, 100),
  sourceIdentity: text,
  sourceVersion: text,
  clock: z.object({ offsetMs: z.number(), uncertaintyMs: amount }).optional(),
  neededBytes: amount,
  freeBytes: amount,
});

const backup = z.object({ id: name, completedAt: time, bytes: amount });

const frozen = z.object({
  failedAt: time,
  backup,
  archive: list(
    z.object({ name: text, bytes: amount, modifiedAt: z.number() }),
    200_000,
  ),
  recoverableUntil: text.optional(),
  gap: text.optional(),
  expectedSeq: whole.optional(),
  digest: hash,
});

const dryRun = z.object({
  commands: list(text, 1_000),
  backup,
  archiveFiles: amount,
  archiveBytes: amount,
  expectedMs: amount.optional(),
  checks: list(text, 1_000),
  refusals: problems,
});

const verification = z.object({
  name,
  state: z.enum(['passed', 'failed', 'skipped']),
  blocking: z.boolean(),
  method: text,
  expected: text.optional(),
  actual: text.optional(),
  problem: problem.optional(),
});

const findings: z.ZodType<Findings> = z.object({
  probe: probe.optional(),
  frozen: frozen.optional(),
  dryRun: dryRun.optional(),
  target: facts.optional(),
  recovery: facts.optional(),
  verifications: list(verification, 1_000).optional(),
  smoke: verification.optional(),
  markers: z
    .object({
      min: whole,
      max: whole,
      count: whole,
      firstHole: whole.optional(),
    })
    .optional(),
  rpa: rpa.optional(),
  rta: rta.optional(),
  removed: list(text, 10_000).optional(),
  leftovers: list(text, 10_000).optional(),
});

const outcome: z.ZodType<Outcome> = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('verdict'),
    verdict: z.enum(['PASS', 'PARTIAL', 'FAIL', 'INVALID']),
    problems,
  }),
  z.object({ kind: z.literal('refused'), problems }),
  z.object({ kind: z.literal('cancelled'), by: name }),
]);

const drill: z.ZodType<Drill> = z.object({
  id: name,
  version: whole.nonnegative(),
  plan,
  store,
  target: target.optional(),
  control: control.optional(),
  state: z.enum(['Queued', 'Running', 'Cancelling', 'Finished']),
  startedBy: name,
  queuedAt: time,
  startedAt: time.optional(),
  endedAt: time.optional(),
  token: whole.optional(),
  steps: list(stepRun, 1_000),
  step,
  findings,
  problems,
  cancelledBy: name.optional(),
  outcome: outcome.optional(),
  acknowledged: z.object({ by: name, at: time, reason: text }).optional(),
});

const event: z.ZodType<DrillEvent> = z.discriminatedUnion('type', [
  z.object({ type: z.literal('queued'), drill }),
  z.object({ type: z.literal('claimed'), token: whole }),
  z.object({ type: z.literal('step-started'), step, attempt: whole }),
  z.object({
    type: z.literal('step-passed'),
    step,
    durationMs: amount.optional(),
    bytes: bytes.optional(),
    findings,
  }),
  z.object({
    type: z.literal('step-failed'),
    step,
    durationMs: amount.optional(),
    problem,
    findings,
  }),
  z.object({ type: z.literal('step-interrupted'), step }),
  z.object({ type: z.literal('step-skipped'), step }),
  z.object({
    type: z.literal('cancel-requested'),
    reason: text.optional(),
  }),
  z.object({ type: z.literal('finished'), outcome }),
  z.object({ type: z.literal('acknowledged'), reason: text }),
]);

/** An evidence file, as anybody may hand it in: every list and text has its bound. */
export const evidenceFileSchema: z.ZodType<EvidenceFile> = z.object({
  document: z.object({
    format: z.literal('textloom-drill-evidence/1'),
    number: whole.positive(),
    previousHash: hash,
    issuedAt: time,
    environment: z.enum(['production', 'sandbox']),
    drill,
    events: list(
      z.object({
        drill: name,
        sequence: whole,
        event,
        actor: name,
        at: time,
        previousHash: hash,
        hash,
      }),
      2_000,
    ).min(1),
    log: list(z.object({ line: whole, at: time, step: name, text }), 20_000),
  }),
  hash,
  signature: z.object({
    algorithm: z.literal('Ed25519'),
    publicKey: z.string().max(500),
    value: z.string().max(500),
  }),
});
