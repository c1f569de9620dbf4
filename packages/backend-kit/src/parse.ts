import { InputError } from '@backstage/errors';
import { z } from 'zod';

/**
 * Reads input by its schema.
 * @throws InputError that names each wrong field and says why, without repeating its value.
 */
export function parse<TSchema extends z.ZodType>(
  schema: TSchema,
  input: unknown,
): z.output<TSchema> {
  const result = schema.safeParse(input);
  if (result.success) {
    return result.data;
  }
  const reasons = result.error.issues.map(({ path, message }) =>
    path.length > 0 ? `${path.join('.')}: ${message}` : message,
  );
  throw new InputError(reasons.join('; '));
}
