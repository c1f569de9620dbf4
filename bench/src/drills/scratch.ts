import { globSync, readFileSync, rmSync } from 'node:fs';
import { chmod, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A folder for servers of PostgreSQL, which is gone with all of them when the bench ends, however that is. */
export interface Scratch {
  folder: string;
  remove(): void;
}

/** Makes the folder where every user can pass through: PostgreSQL does not run as root. */
export async function makeScratch(): Promise<Scratch> {
  const folder = await mkdtemp(join(tmpdir(), 'textloom-bench-drills-'));
  await chmod(folder, 0o755);
  const atExit = () => sweep(folder);
  process.once('exit', atExit);
  return {
    folder,
    remove() {
      process.removeListener('exit', atExit);
      sweep(folder);
    },
  };
}

/** Ends the servers whose data lies in a folder, and removes it. */
export function sweep(folder: string): void {
  for (const file of globSync(join(folder, '{,*/,*/*/}data/postmaster.pid'))) {
    const [pid, data] = readFileSync(file, 'utf8').split('\n');
    // The number alone may be another process's by now.
    if (data === dirname(file)) end(Number(pid));
  }
  rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
}

function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}
