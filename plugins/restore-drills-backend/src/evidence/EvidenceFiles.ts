import { access, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { EvidenceFile } from '@textloom/plugin-restore-drills-common';

const NAME = /^(\d{6,})-(drill-[0-9a-f]{8})\.json$/;

/** Name of the file of a piece of evidence: `000012-drill-00c0ffee.json`. */
export function evidenceFileName(number: number, drill: string): string {
  return `${String(number).padStart(6, '0')}-${drill}.json`;
}

/** Evidence outside of the database, a file each. What is there is never written again. */
export class EvidenceFiles {
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
  }

  /** Numbers that are there. */
  async numbers(): Promise<Set<number>> {
    await mkdir(this.#directory, { recursive: true });
    const names = await readdir(this.#directory);
    return new Set(
      names.flatMap(name => {
        const [, number] = NAME.exec(name) ?? [];
        return number === undefined ? [] : [Number(number)];
      }),
    );
  }

  /** Whole or not at all, also when the machine stops in the middle. */
  async write(file: EvidenceFile): Promise<void> {
    const { number, drill } = file.document;
    const path = join(this.#directory, evidenceFileName(number, drill.id));
    await mkdir(this.#directory, { recursive: true });
    if (await exists(path)) {
      return;
    }
    const draft = `${path}.part`;
    const handle = await open(draft, 'w', 0o644);
    try {
      await handle.writeFile(`${JSON.stringify(file, undefined, 1)}\n`);
      await handle.sync();
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    } finally {
      await handle.close();
    }
    await rename(draft, path);
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
