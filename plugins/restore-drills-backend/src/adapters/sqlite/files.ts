import { createHash } from 'node:crypto';
import { FileHandle, open } from 'node:fs/promises';
import { DrillProblem } from '../../service/ports';

const CHUNK = 1 << 20;

/** How a file is gone through. */
export interface ReadOptions {
  signal?: AbortSignal;
  /** Bytes of one more part. */
  onBytes?(bytes: number): void;
}

/** SHA-256 of a file, hexadecimal. */
export async function hashFile(
  path: string,
  options: ReadOptions = {},
): Promise<string> {
  const hash = createHash('sha256');
  const file = await open(path, 'r');
  try {
    await eachChunk(file, options, async chunk => {
      hash.update(chunk);
    });
  } finally {
    await file.close();
  }
  return hash.digest('hex');
}

/** Copies a file to where none is, for its owner alone, and writes it through to the disk. */
export async function copyThrough(
  from: string,
  to: string,
  options: ReadOptions,
): Promise<void> {
  const source = await open(from, 'r');
  try {
    const target = await open(to, 'wx', 0o600);
    try {
      await eachChunk(source, options, async chunk => {
        await target.writeFile(chunk);
      });
      await target.sync();
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

/** Writes a file or the list of a folder through to the disk. */
export async function syncPath(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

/**
 * Gives errors of the file system a name of ours; others stay as they are.
 *
 * @param subject - what could not be read, for people.
 * @param absent - the code when nothing is there.
 */
export function problemOfFile(
  error: unknown,
  subject: string,
  absent: 'backup-incomplete' | 'source-unreachable',
): unknown {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new DrillProblem({ code: absent, subject });
    case 'EACCES':
    case 'EPERM':
      return new DrillProblem({ code: 'denied', subject });
    case 'EISDIR':
    case 'EIO':
      return new DrillProblem({ code: 'backup-damaged', subject });
    default:
      return error;
  }
}

async function eachChunk(
  file: FileHandle,
  { signal, onBytes }: ReadOptions,
  act: (chunk: Buffer) => Promise<void>,
): Promise<void> {
  for (;;) {
    signal?.throwIfAborted();
    const { bytesRead, buffer } = await file.read(
      Buffer.allocUnsafe(CHUNK),
      0,
      CHUNK,
      null,
    );
    if (bytesRead === 0) {
      return;
    }
    await act(buffer.subarray(0, bytesRead));
    onBytes?.(bytesRead);
  }
}
