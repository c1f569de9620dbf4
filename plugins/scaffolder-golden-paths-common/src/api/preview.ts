import { z } from 'zod';
import { COST_ITEMS } from '../domain/cost/estimate';
import { RULE_IDS } from '../domain/rules';

/** Text of a file that a preview still carries, bytes. */
export const MAX_CONTENT = 64 * 1024;

/** What is asked: the template and the answers of its form. */
export const previewRequestSchema = z.strictObject({
  templateRef: z
    .string()
    .max(200)
    .regex(
      /^template:[\w.-]+\/[\w.-]+$/i,
      'must be template:<namespace>/<name>',
    ),
  values: z.record(z.string(), z.unknown()),
});

/** See {@link previewRequestSchema}. */
export type PreviewRequest = z.infer<typeof previewRequestSchema>;

const findingSchema = z.object({
  rule: z.enum(RULE_IDS),
  severity: z.enum(['error', 'warning']),
  file: z.string(),
  line: z.number().int().optional(),
  subject: z.string().optional(),
  message: z.string(),
  fix: z.string(),
});

const fileSchema = z.object({
  path: z.string(),
  /** Bytes. */
  size: z.number().int(),
  /** Absent for binary files and for those beyond {@link MAX_CONTENT}. */
  content: z.string().optional(),
  binary: z.boolean(),
});

const amount = z.string().regex(/^-?\d+(?:\.\d+)?$/);

const costLineSchema = z.object({
  item: z.enum(COST_ITEMS),
  name: z.string().optional(),
  quantity: amount.optional(),
  unit: z.enum(['hours', 'GiB', 'pieces']),
  price: amount.optional(),
  monthly: amount.optional(),
  how: z.string(),
});

const comparisonSchema = z.object({ against: amount, difference: amount });

const environmentCostsSchema = z.object({
  environment: z.string(),
  region: z.string(),
  /** Sum of what is priced; absent where nothing is. */
  monthly: amount.optional(),
  /** Lines without a price. */
  unpriced: z.number().int(),
  lines: z.array(costLineSchema),
  /** Beside the estate of the architecture document, in the same region. */
  seed: comparisonSchema.optional(),
  budget: comparisonSchema.optional(),
});

/** What the platform that a template makes would cost in a month. */
export const costsSchema = z.object({
  currency: z.literal('USD'),
  /** Day of the prices. */
  asOf: z.iso.date(),
  source: z.string(),
  environments: z.array(environmentCostsSchema),
  /** Absent where an environment is not priced. */
  total: z
    .object({
      monthly: amount,
      unpriced: z.number().int(),
      seed: comparisonSchema,
      budget: comparisonSchema,
    })
    .optional(),
});

/** See {@link costsSchema}. */
export type Costs = z.infer<typeof costsSchema>;

/** What one environment costs. */
export type EnvironmentCosts = z.infer<typeof environmentCostsSchema>;

/** What a template would emit, and what the policy says about it. Nothing has been made. */
export const previewSchema = z.object({
  files: z.array(fileSchema),
  findings: z.array(findingSchema),
  /** What the steps said while rendering. */
  log: z.array(z.string()),
  /** Absent where no settings of a platform are emitted. */
  costs: costsSchema.optional(),
});

/** See {@link previewSchema}. */
export type Preview = z.infer<typeof previewSchema>;

/** A file of a preview. */
export type PreviewFile = z.infer<typeof fileSchema>;
