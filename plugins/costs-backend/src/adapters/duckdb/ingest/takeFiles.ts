import { constants, createReadStream, createWriteStream } from 'node:fs';
import { copyFile, mkdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { BillProblem, shown } from '../../bills/BillProblem';
import { BillFile } from './readRaw';

/**
 * Copies a bill's files to names of ours, so that nothing can be read but them, no name of theirs reaches a statement,
 * and they do not change while they are read. What is compressed is unpacked here: DuckDB takes half a file for a
 * whole one.
 * @param maxBytes - of all together, unpacked
 * @throws BillProblem when they are too large, of no known kind, damaged, or written at this moment
 */
export async function takeFiles(
  paths: readonly string[],
  target: string,
  maxBytes: number,
): Promise<BillFile[]> {
  await mkdir(target, { recursive: true });
  const files: BillFile[] = [];
  let left = maxBytes;
  for (const [index, path] of paths.entries()) {
    const name = shown(basename(path));
    const [, kind, zipped] =
      /\.(csv|parquet)(\.gz)?$/i.exec(basename(path).toLowerCase()) ?? [];
    if (!kind || (zipped && kind === 'parquet')) {
      throw new BillProblem('unreadable', { file: name, why: 'kind' });
    }
    const before = await stat(path);
    const copy = join(target, `${index}.${kind}`);
    const tooLarge = () => new BillProblem('too-large', { max: `${maxBytes}` });
    if (before.size > left) {
      throw tooLarge();
    }
    await (zipped
      ? unpack(path, copy, name, bounded(left, tooLarge))
      : copyFile(path, copy, constants.COPYFILE_FICLONE));
    const [after, copied] = await Promise.all([stat(path), stat(copy)]);
    if (after.size !== before.size || after.mtimeMs !== before.mtimeMs) {
      throw new BillProblem('still-written', { file: name });
    }
    left -= copied.size;
    files.push({ path: copy, name, kind: kind as BillFile['kind'] });
  }
  if (files.length === 0) {
    throw new BillProblem('no-data');
  }
  return files;
}

async function unpack(
  path: string,
  target: string,
  file: string,
  bound: Transform,
): Promise<void> {
  try {
    await pipeline(
      createReadStream(path),
      createGunzip(),
      bound,
      createWriteStream(target),
    );
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    throw code.startsWith('Z_')
      ? new BillProblem(
          'unreadable',
          { file, why: 'damaged' },
          { cause: error },
        )
      : error;
  }
}

/** Passes bytes on, and fails beyond the bound: a small file may unpack to a huge one. */
function bounded(max: number, tooLarge: () => Error): Transform {
  let size = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      done(size > max ? tooLarge() : null, chunk);
    },
  });
}
