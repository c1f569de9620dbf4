import {
  mkdir,
  open,
  readFile,
  rename,
  stat,
  writeFile,
} from 'node:fs/promises';
import { dirname } from 'node:path';
import { LedgerEntry } from '@textloom/plugin-restore-drills-common';
import { z } from 'zod';
import { Ledger } from '../../service/ports';
import { syncPath } from './files';

const KEPT_MS = 8 * 86_400_000;
/** It is written anew, without what is too old, once so many lines more than needed are in it. */
const SLACK = 1_000;

const entrySchema = z.object({
  store: z.string(),
  seq: z.number().int(),
  sentAt: z.number(),
  ackedAt: z.number(),
  position: z.string().optional(),
});

/**
 * A ledger in a file, a line for each marker: for the store in which the portal's own database lies, as a ledger in
 * there would be lost with it. One process writes; others see what it has written.
 */
export class FileLedger implements Ledger {
  readonly #path: string;
  readonly #clock: () => number;
  /** By store and number, in order of the file. */
  #entries = new Map<string, LedgerEntry>();
  #lines = 0;
  /** Size and time of the file as it was last read or written here. */
  #known = '';
  /** What is done now; everything is done one after another. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(path: string, clock: () => number) {
    this.#path = path;
    this.#clock = clock;
  }

  append(entry: LedgerEntry): Promise<void> {
    return this.#inTurn(async () => {
      const key = keyOf(entry);
      if (this.#entries.has(key)) {
        return;
      }
      await this.#write(entry);
      this.#entries.set(key, entry);
      await this.#trim();
      this.#known = await this.#state();
    });
  }

  between(store: string, from: number, to: number): Promise<LedgerEntry[]> {
    return this.#inTurn(async () =>
      this.#of(store).filter(({ seq }) => seq >= from && seq <= to),
    );
  }

  newest(store: string, limit: number): Promise<LedgerEntry[]> {
    return this.#inTurn(async () => this.#of(store).reverse().slice(0, limit));
  }

  #of(name: string): LedgerEntry[] {
    const since = this.#clock() - KEPT_MS;
    return [...this.#entries.values()]
      .filter(({ store, ackedAt }) => store === name && ackedAt >= since)
      .sort((a, b) => a.seq - b.seq);
  }

  #inTurn<T>(act: () => Promise<T>): Promise<T> {
    const result = this.#last.then(async () => {
      await this.#refresh();
      return act();
    });
    this.#last = result.catch(() => {});
    return result;
  }

  async #refresh(): Promise<void> {
    const state = await this.#state();
    if (state === this.#known) {
      return;
    }
    const text = state === '' ? '' : await readFile(this.#path, 'utf8');
    const lines = text.split('\n').filter(line => line !== '');
    this.#entries = new Map();
    for (const line of lines) {
      const entry = parseLine(line);
      if (entry && !this.#entries.has(keyOf(entry))) {
        this.#entries.set(keyOf(entry), entry);
      }
    }
    this.#lines = lines.length;
    this.#known = state;
  }

  /** Empty when there is no file. */
  async #state(): Promise<string> {
    try {
      const { size, mtimeMs, ino } = await stat(this.#path);
      return `${ino} ${size} ${mtimeMs}`;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
        return '';
      }
      throw error;
    }
  }

  async #write(entry: LedgerEntry): Promise<void> {
    await mkdir(dirname(this.#path), { recursive: true, mode: 0o700 });
    const file = await open(this.#path, 'a+', 0o600);
    try {
      const { size } = await file.stat();
      const torn = size > 0 && (await lastByte(file, size)) !== '\n';
      await file.appendFile(`${torn ? '\n' : ''}${JSON.stringify(entry)}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
    this.#lines += 1;
  }

  async #trim(): Promise<void> {
    const since = this.#clock() - KEPT_MS;
    const kept = [...this.#entries].filter(
      ([, { ackedAt }]) => ackedAt >= since,
    );
    if (this.#lines - kept.length <= SLACK) {
      return;
    }
    const draft = `${this.#path}.new`;
    const lines = kept.map(([, entry]) => `${JSON.stringify(entry)}\n`);
    await writeFile(draft, lines.join(''), { mode: 0o600 });
    await syncPath(draft);
    await rename(draft, this.#path);
    this.#entries = new Map(kept);
    this.#lines = kept.length;
  }
}

function keyOf({ store, seq }: LedgerEntry): string {
  return `${store} ${seq}`;
}

/** Undefined for the end of a line that was broken off. */
function parseLine(line: string): LedgerEntry | undefined {
  try {
    return entrySchema.parse(JSON.parse(line));
  } catch {
    return undefined;
  }
}

async function lastByte(
  file: Awaited<ReturnType<typeof open>>,
  size: number,
): Promise<string> {
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
  return buffer.toString();
}
