import { z } from 'zod';
import { NEGATIVE_CONTROLS } from '../domain/store';

const slug = z
  .string()
  .max(63, 'must have at most 63 characters')
  .regex(
    /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/,
    'must be lower-case letters, digits and hyphens',
  );
const drill = z
  .string()
  .regex(/^drill-[0-9a-f]{8}$/, 'must be drill- and 8 hexadecimal digits');
const reason = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  .max(1000, 'must have at most 1000 characters');

/** Path parameter of one store. */
export const storeParamsSchema = z.object({ store: slug });
/** Path parameter of one plan. */
export const planParamsSchema = z.object({ plan: slug });
/** Path parameter of one drill. */
export const drillParamsSchema = z.object({ drill });

/** Which stores an overview is of. */
export const overviewQuerySchema = z.object({
  /** Entity reference; all stores without. */
  entity: z.string().max(300).optional(),
});

/** Which drills; newest first. */
export const drillsQuerySchema = z.object({
  store: slug.optional(),
  plan: slug.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(100).optional(),
});

/** Lines of a log after a number. */
export const logQuerySchema = z.object({
  after: z.coerce.number().int().min(0).default(0),
});

/** A drill that is to start. */
export const startRequestSchema = z.object({
  control: z.enum(NEGATIVE_CONTROLS).optional(),
  reason: reason.optional(),
});

/** Why a drill is to end. */
export const cancelRequestSchema = z.object({ reason: reason.optional() });

/** What is done about a failure. */
export const acknowledgeRequestSchema = z.object({ reason });

/** Key of a write: letters, digits and what a UUID has. */
export const idempotencyKeySchema = z
  .string()
  .regex(/^[A-Za-z0-9_-]{8,100}$/, 'must be 8 to 100 letters, digits, - or _');

export type OverviewQuery = z.input<typeof overviewQuerySchema>;
export type DrillsQuery = z.input<typeof drillsQuerySchema>;
export type StartRequest = z.output<typeof startRequestSchema>;
export type CancelRequest = z.output<typeof cancelRequestSchema>;
export type AcknowledgeRequest = z.output<typeof acknowledgeRequestSchema>;
