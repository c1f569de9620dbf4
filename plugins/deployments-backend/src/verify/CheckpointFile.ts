import { createHash } from 'node:crypto';
import { FileHandle, mkdir, open, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { canonicalJson, CHAIN_START } from '@textloom/kernel';
import { z } from 'zod';

const NAME = 'deployments.jsonl';
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const checkpointSchema = z.object({
  at: z.number(),
  heads: z.array(z.tuple([z.string(), z.number().int().min(1), hash])),
  previous: hash,
  root: hash,
});

/** Newest event of a proposal: id of the proposal, sequence and hash of the event. */
export type Head = Checkpoint['heads'][number];

/** What the log of all proposals was at a moment, as far as it changed since the checkpoint before. */
export type Checkpoint = z.output<typeof checkpointSchema>;

/** The checkpoints of a file, and the numbers of its lines that are not what was written. */
export interface ReadCheckpoints {
  checkpoints: Checkpoint[];
  brokenLines: number[];
}

/**
 * Checkpoints of the log in a file outside the database: whoever can write the database, but not the file, cannot
 * change what has a checkpoint without being found out. One line of JSON each, linked by hashes, only ever appended.
 */
export class CheckpointFile {
  readonly path: string;
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
    this.path = join(directory, NAME);
  }

  /** Everything that is in the file; nothing when there is none. */
  async read(): Promise<ReadCheckpoints> {
    return parse((await readFile(this.path, 'utf8').catch(absent)) ?? '');
  }

  /** Bytes of the file; 0 when there is none. */
  async size(): Promise<number> {
    const found = await stat(this.path).catch(absent);
    return found ? found.size : 0;
  }

  /** Appends a checkpoint and waits until it is on the disk. */
  async append({
    at,
    heads,
    previous,
  }: Omit<Checkpoint, 'root'>): Promise<Checkpoint> {
    await mkdir(this.#directory, { recursive: true });
    const checkpoint = {
      at,
      heads: [...heads],
      previous,
      root: rootOf({ at, heads, previous }),
    };
    const file = await open(this.path, 'a+', 0o640);
    try {
      // A line that a crash has cut short must not take this one with it.
      const begin = (await endsInLine(file)) ? '' : '\n';
      await file.appendFile(`${begin}${JSON.stringify(checkpoint)}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
    return checkpoint;
  }
}

function absent(error: unknown): undefined {
  if ((error as { code?: string }).code !== 'ENOENT') {
    throw error;
  }
}

async function endsInLine(file: FileHandle): Promise<boolean> {
  const { size } = await file.stat();
  if (size === 0) {
    return true;
  }
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
  return buffer.toString() === '\n';
}

function parse(text: string): ReadCheckpoints {
  const checkpoints: Checkpoint[] = [];
  const brokenLines: number[] = [];
  let previous = CHAIN_START;
  for (const [index, line] of text.split('\n').entries()) {
    const checkpoint = line === '' ? undefined : parseLine(line);
    if (
      checkpoint &&
      checkpoint.previous === previous &&
      checkpoint.root === rootOf(checkpoint)
    ) {
      checkpoints.push(checkpoint);
      previous = checkpoint.root;
    } else if (checkpoint) {
      brokenLines.push(index + 1);
      // What follows is judged by itself, so that one line is named and not all after it.
      previous = checkpoint.root;
    }
  }
  return { checkpoints, brokenLines };
}

/** Undefined for a line that a crash has cut short: it says nothing, and the link over it still holds. */
function parseLine(line: string): Checkpoint | undefined {
  try {
    return checkpointSchema.parse(JSON.parse(line));
  } catch {
    return undefined;
  }
}

function rootOf({ at, heads, previous }: Omit<Checkpoint, 'root'>): string {
  return createHash('sha256')
    .update(`${previous}\n${canonicalJson({ at, heads })}`)
    .digest('hex');
}
