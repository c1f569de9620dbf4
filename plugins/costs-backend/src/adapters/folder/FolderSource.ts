import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { BillSource, OfferedPartition } from '../../service/ports';
import { BillProblem } from '../bills/BillProblem';
import { readLayout, SourceObject } from '../bills/exportLayout';

/** Levels of `<prefix>/<export>/data/BILLING_PERIOD=…/<execution>/<file>`, and two more. */
const MAX_DEPTH = 7;
const MAX_FILES = 50_000;

/**
 * Bills in a local folder: the layout of AWS Data Exports, or flat files `YYYY-MM….csv|csv.gz|parquet`. Links are not
 * followed, so that nothing outside of the folder is read.
 */
export class FolderSource implements BillSource {
  readonly id: string;
  readonly title: string;
  readonly #path: string;

  constructor(options: { id: string; title: string; path: string }) {
    this.id = options.id;
    this.title = options.title;
    this.#path = options.path;
  }

  async list(): ReturnType<BillSource['list']> {
    const objects: SourceObject[] = [];
    try {
      await this.#collect('', 0, objects);
    } catch (error) {
      throw folderProblem(error);
    }
    return readLayout(objects, key => readFile(join(this.#path, key), 'utf8'));
  }

  async fetch(partition: OfferedPartition): ReturnType<BillSource['fetch']> {
    return {
      paths: partition.files.map(key => join(this.#path, key)),
      release: async () => {},
    };
  }

  async #collect(
    folder: string,
    depth: number,
    objects: SourceObject[],
  ): Promise<void> {
    const entries = await readdir(join(this.#path, folder), {
      withFileTypes: true,
    });
    for (const entry of entries) {
      const key = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory() && depth < MAX_DEPTH) {
        await this.#collect(key, depth + 1, objects);
      } else if (entry.isFile()) {
        const { size, mtimeMs } = await stat(join(this.#path, key));
        objects.push({ key, size, modifiedAt: mtimeMs });
      }
      if (objects.length > MAX_FILES) {
        throw new BillProblem('too-large', { files: String(MAX_FILES) });
      }
    }
  }
}

function folderProblem(error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EACCES' || code === 'EPERM') {
    return new BillProblem('denied', {}, { cause: error });
  }
  return code === 'ENOENT' || code === 'ENOTDIR'
    ? new BillProblem('unreachable', {}, { cause: error })
    : error;
}
