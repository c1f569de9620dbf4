import {
  closeSync,
  fsyncSync,
  openSync,
  readFileSync,
  writeSync,
} from 'node:fs';
import { Operation } from './operations';

/** What a worker knows of an operation. */
export interface JournalEntry {
  operation: Operation;
  /** `unknown`: it was asked, and the worker was killed before it heard. */
  answer: Answer['answer'] | 'unknown';
  /** Of the proposal, by an acknowledgement. */
  version?: number;
}

/** What the store has answered; whatever else comes of a call is no answer. */
export type Answer =
  | { answer: 'acked'; version: number }
  | { answer: 'refused' };

/** A worker's own record, on the disk before the next thing happens. */
export class WorkerJournal {
  readonly #file: number;

  constructor(path: string) {
    this.#file = openSync(path, 'a');
  }

  sent(operation: Operation): void {
    this.#write({ operation });
  }

  answered(id: string, answer: Answer): void {
    this.#write({ id, ...answer });
  }

  close(): void {
    closeSync(this.#file);
  }

  #write(line: object): void {
    writeSync(this.#file, `${JSON.stringify(line)}\n`);
    fsyncSync(this.#file);
  }
}

/** What the workers knew. A line that a kill has cut short was never on the way to the store. */
export function readJournals(paths: readonly string[]): JournalEntry[] {
  const entries = new Map<string, JournalEntry>();
  const lines = paths.flatMap(path => readFileSync(path, 'utf8').split('\n'));
  for (const line of lines.filter(text => text.endsWith('}'))) {
    const { operation, id, ...answer } = JSON.parse(line);
    if (operation) {
      entries.set(operation.id, { operation, answer: 'unknown' });
    } else {
      const entry = entries.get(id);
      if (entry) {
        // Asked twice, it has one answer: a refusal beside an acknowledgement contradicts its effect.
        const isFirst = entry.answer !== 'refused';
        Object.assign(entry, isFirst && answer);
      }
    }
  }
  return [...entries.values()];
}
