import { stripVTControlCharacters } from 'node:util';

/**
 * A failure that a person can act on: its message is one sentence, shown
 * without a stack. `details` are the last lines of a log, shown under it.
 */
export class Sentence extends Error {
  readonly details: readonly string[];

  constructor(message: string, details: readonly string[] = []) {
    super(message);
    this.name = 'Sentence';
    this.details = details;
  }
}

/** What the terminal shows for a failure: never a stack for a Sentence. */
export function describeFailure(error: unknown): string {
  if (error instanceof Sentence) {
    const lines = error.details.map(line => `  | ${line}`);
    return [error.message, ...lines].join('\n');
  }
  return error instanceof Error ? error.stack ?? error.message : String(error);
}

/** The last non-empty lines of a text, without colours. */
export function lastLines(text: string, count: number): string[] {
  return stripVTControlCharacters(text)
    .split(/\r?\n/)
    .filter(line => line.trim() !== '')
    .slice(-count);
}
