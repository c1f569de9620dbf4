import { isAbsolute, resolve } from 'node:path';
import { z } from 'zod';

/** Lower-case letters, digits and hyphens; it becomes part of file names and addresses. */
export const slug = z
  .string()
  .regex(
    /^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/,
    'must be lower-case letters, digits and hyphens',
  );

export const title = z.string().trim().min(1, 'must not be empty').max(120);

/** A folder or file; relative ones start where the backend was started. */
export const path = z
  .string()
  .min(1, 'must not be empty')
  .transform(text => (isAbsolute(text) ? text : resolve(text)));

export const currency = z
  .string()
  .regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code as USD');

export const entityRef = z
  .string()
  .regex(
    /^[a-z]+:[a-z0-9._-]+\/[a-z0-9._-]+$/,
    'must be a full entity reference as group:default/media',
  );

export const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, 'must be a day as 2026-11-21')
  .refine(
    text => new Date(`${text}T00:00:00Z`).toJSON()?.startsWith(text) ?? false,
    'must be a day of the calendar',
  );

/** An amount of money; numbers of YAML are taken by their decimal notation. */
export const amount = z
  .union([z.string(), z.number()])
  .transform(String)
  .pipe(
    z
      .string()
      .regex(/^\d{1,15}(\.\d{1,6})?$/, 'must be an amount as 1200 or 1200.50'),
  );

/** A whole number, also as the text that an environment variable gives. */
export function wholeNumber(min: number, max: number) {
  return z.coerce
    .number()
    .int('must be a whole number')
    .min(min, `must be at least ${min}`)
    .max(max, `must be at most ${max}`);
}

/** A list in which no two have the same id. */
export function listById<T extends z.ZodType<{ id: string }>>(item: T) {
  return z.array(item).superRefine((all, context) => {
    const seen = new Set<string>();
    all.forEach(({ id }, index) => {
      if (seen.has(id)) {
        context.addIssue({
          code: 'custom',
          path: [index, 'id'],
          message: `${id} is named twice`,
        });
      }
      seen.add(id);
    });
  });
}

/** What is wrong, each with its path. */
export function problemsOf(error: z.ZodError, at = ''): string[] {
  return error.issues.map(issue => {
    const where = [...(at ? [at] : []), ...issue.path.map(String)].join('.');
    return `${where}: ${issue.message}`;
  });
}
