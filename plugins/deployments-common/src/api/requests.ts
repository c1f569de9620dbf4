import { z } from 'zod';

const NAME = /^[a-z0-9]([a-z0-9._-]*[a-z0-9])?$/;
const name = z
  .string()
  .max(63, 'must have at most 63 characters')
  .regex(NAME, 'must be lower-case letters, digits, dots and hyphens');
const text = (max: number) =>
  z
    .string()
    .trim()
    .min(1, 'must not be empty')
    .max(max, `must have at most ${max} characters`);
const moment = z.number().int().min(0);

/** Path parameter of one proposal. */
export const proposalParamsSchema = z.object({ proposal: z.uuid() });
/** Path parameters of one vote. */
export const voteParamsSchema = z.object({
  proposal: z.uuid(),
  decision: z.uuid(),
});
/** Path parameter of one service. */
export const serviceParamsSchema = z.object({ service: name });
/** Path parameters of a preview. */
export const previewParamsSchema = z.object({
  release: z.uuid(),
  environment: name,
});

const digest = z
  .string()
  .regex(/^sha256:[0-9a-f]{64}$/, 'must be sha256: and 64 hexadecimal digits');
const identity = z.string().trim().toLowerCase().min(1).max(254);

/** A release as CI reports it. */
export const releaseRequestSchema = z.object({
  service: name,
  version: z
    .string()
    .max(100)
    .regex(
      /^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$/,
      'must be a semantic version such as 1.8.0',
    ),
  images: z
    .array(z.object({ repository: text(300), digest }))
    .min(1)
    .max(20),
  chart: z.object({ name: text(100), version: text(100), digest }).optional(),
  commit: z.string().regex(/^[0-9a-f]{40}$/, 'must be a Git commit'),
  ref: z
    .string()
    .max(300)
    .regex(/^refs\/(heads|tags)\/\S+$/, 'must be refs/heads/… or refs/tags/…'),
  commits: z
    .array(
      z.object({
        sha: z.string().regex(/^[0-9a-f]{40}$/),
        title: text(300),
        author: identity,
        files: z.array(z.string().max(500)).max(50).default([]),
      }),
    )
    .max(500)
    .default([]),
  builder: identity,
  sponsor: identity.optional(),
  evidence: z
    .array(
      z.object({
        kind: z.enum(['ci', 'coverage', 'image-scan', 'provenance']),
        outcome: z.enum(['passed', 'failed']),
        source: text(100),
        at: moment,
        value: z.number().optional(),
        summary: text(300).optional(),
        url: z
          .url({ protocol: /^https?$/ })
          .max(2000)
          .optional(),
      }),
    )
    .max(20)
    .default([]),
});

/** The wish to run a release somewhere. */
export const proposeRequestSchema = z.object({
  release: z.uuid(),
  environment: name,
  reason: text(2000).optional(),
});

/** A vote for exactly one fingerprint. */
export const voteRequestSchema = z.object({
  verdict: z.enum(['approve', 'reject']),
  /** φ that the person saw. */
  fingerprint: z.string().regex(/^[0-9a-f]{64}$/),
  /** Level by index; by default the one that keeps the others satisfiable. */
  level: z.number().int().min(0).max(20).optional(),
  comment: text(2000).optional(),
});

/** Something said. */
export const commentRequestSchema = z.object({ text: text(4000) });
/** Why a proposal is taken back. */
export const withdrawRequestSchema = z.object({ reason: text(2000) });
/** Why a running deployment is rolled back. */
export const abortRequestSchema = z.object({ reason: text(2000) });
/** Emergency use. */
export const breakGlassRequestSchema = z.object({
  incident: text(200),
  reason: text(2000),
});
/** What runs past the portal is taken for what is to run. */
export const adoptRequestSchema = z.object({
  /** Images that the person saw running. */
  running: z
    .array(
      z
        .string()
        .max(400)
        .regex(/^\S+@sha256:[0-9a-f]{64}$/),
    )
    .max(100),
  reason: text(2000),
});
/** Why what was approved is to run again. */
export const revertRequestSchema = z.object({ reason: text(2000) });
/** The review that an emergency use owes. */
export const reviewRequestSchema = z.object({ comment: text(4000) });

/** Which proposals. */
export const proposalsQuerySchema = z.object({
  service: name.optional(),
  environment: name.optional(),
  open: z.enum(['true', 'false']).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
/** Which deployments of the past. */
export const historyQuerySchema = z.object({
  service: name.optional(),
  environment: name.optional(),
  days: z.coerce.number().int().min(1).max(365).default(30),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
/** Header of a write that may be repeated. */
export const idempotencyKeySchema = z
  .string()
  .regex(
    /^[A-Za-z0-9_-]{16,128}$/,
    'Idempotency-Key must be 16 to 128 letters, digits, - and _',
  );

export type ReleaseRequest = z.input<typeof releaseRequestSchema>;
export type ProposeRequest = z.input<typeof proposeRequestSchema>;
export type VoteRequest = z.input<typeof voteRequestSchema>;
export type WithdrawRequest = z.input<typeof withdrawRequestSchema>;
export type AbortRequest = z.input<typeof abortRequestSchema>;
export type BreakGlassRequest = z.input<typeof breakGlassRequestSchema>;
export type AdoptRequest = z.input<typeof adoptRequestSchema>;
export type RevertRequest = z.input<typeof revertRequestSchema>;
export type ReviewRequest = z.input<typeof reviewRequestSchema>;
export type ProposalsQuery = Partial<z.input<typeof proposalsQuerySchema>>;
export type HistoryQuery = Partial<z.input<typeof historyQuerySchema>>;
