import { inspect } from 'node:util';
import { StartRefusedError } from './guard';

/** What to print when the start fails: the sentence alone for a refusal, else everything known. */
export function explainStartFailure(error: unknown): string {
  for (let at = error; at instanceof Error; at = at.cause) {
    if (at instanceof StartRefusedError) return at.message;
  }
  return inspect(error);
}
