import { z } from 'zod';

const MAX_RANGE_MS = 31 * 86_400_000;
const instant = z.iso.datetime({
  offset: true,
  error: 'must be a time such as 2026-03-02T12:00:00Z',
});
const resourceName = z
  .string()
  .max(253, 'must not be longer than 253 characters')
  .regex(
    /^[A-Za-z0-9](?:[-A-Za-z0-9_.:]*[A-Za-z0-9])?$/,
    'must be a Kubernetes name',
  );

/** Kinds of workload that have pages. */
export const workloadKindSchema = z.enum([
  'Deployment',
  'StatefulSet',
  'DaemonSet',
]);

/** Query of `/clusters/:cluster/workloads`. */
export const workloadsQuerySchema = z.strictObject({
  /** Part of name, namespace, component or image. */
  query: z.string().max(253).optional(),
  namespace: resourceName.optional(),
  kind: workloadKindSchema.optional(),
  /** Only those that are not healthy. */
  unhealthy: z.stringbool().or(z.boolean()).optional(),
  offset: z.coerce.number().int().min(0).max(1_000_000).optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
});
export type WorkloadsQuery = z.infer<typeof workloadsQuerySchema>;

/** Query of `/clusters/:cluster/headroom`: a workload, or a request. */
export const headroomQuerySchema = z.union([
  z.strictObject({
    kind: workloadKindSchema,
    namespace: resourceName,
    name: resourceName,
  }),
  z.strictObject({
    /** Millicores of one pod. */
    cpuMillis: z.coerce.number().min(0).max(1_000_000),
    /** Bytes of one pod. */
    memoryBytes: z.coerce
      .number()
      .min(0)
      .max(2 ** 50),
  }),
]);
export type HeadroomQuery = z.infer<typeof headroomQuerySchema>;

/** A range of time, at most 31 days. */
const rangeFields = { from: instant, to: instant };
const inOrder = ({ from, to }: { from: string; to: string }) =>
  Date.parse(from) < Date.parse(to) &&
  Date.parse(to) - Date.parse(from) <= MAX_RANGE_MS;
const rangeError = { error: 'from must be before to, by at most 31 days' };

/** Query of `/clusters/:cluster/charts/:chart`. */
export const chartQuerySchema = z
  .strictObject({
    ...rangeFields,
    group: z.string().max(63).optional(),
    /** Points that fit on the screen. */
    points: z.coerce.number().int().min(10).max(400).optional(),
  })
  .refine(inOrder, rangeError);
export type ChartQuery = z.infer<typeof chartQuerySchema>;

/** Query of `/clusters/:cluster/history`. */
export const historyQuerySchema = z
  .strictObject({ ...rangeFields, group: z.string().max(63).optional() })
  .refine(inOrder, rangeError);
export type HistoryQuery = z.infer<typeof historyQuerySchema>;

/** Body of `POST /clusters/:cluster/silences`. */
export const silenceRequestSchema = z.strictObject({
  matchers: z
    .array(
      z.strictObject({
        name: z
          .string()
          .regex(/^[a-zA-Z_][a-zA-Z0-9_]*$/, 'must be a label name')
          .max(253),
        value: z.string().max(1_000),
        isRegex: z.boolean(),
        isEqual: z.boolean(),
      }),
    )
    .min(1, 'at least one matcher is needed')
    .max(20),
  /** Minutes from now: 5 minutes to 7 days. */
  minutes: z.number().int().min(5).max(10_080),
  comment: z.string().trim().min(3, 'say why').max(500),
});
export type SilenceRequest = z.infer<typeof silenceRequestSchema>;

/** Query of `/search`. */
export const searchQuerySchema = z.strictObject({
  query: z.string().trim().min(2, 'at least two characters').max(253),
});
