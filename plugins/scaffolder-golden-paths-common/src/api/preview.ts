import { z } from 'zod';
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

/** What a template would emit, and what the policy says about it. Nothing has been made. */
export const previewSchema = z.object({
  files: z.array(fileSchema),
  findings: z.array(findingSchema),
  /** What the steps said while rendering. */
  log: z.array(z.string()),
});

/** See {@link previewSchema}. */
export type Preview = z.infer<typeof previewSchema>;

/** A file of a preview. */
export type PreviewFile = z.infer<typeof fileSchema>;
