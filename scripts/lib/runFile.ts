import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Facts of the portal that runs from this checkout. */
export interface RunFacts {
  baseUrl: string;
  /** Process id of the command that started it. */
  pid: number;
  sandboxUrl: string;
}

export async function writeRunFile(
  path: string,
  facts: RunFacts,
): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `${JSON.stringify(facts)}\n`);
}

/** The portal that runs now; undefined when none does, whatever the file says. */
export async function readRunning(
  path: string,
  isAlive: (pid: number) => boolean = processExists,
): Promise<RunFacts | undefined> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (!text) return undefined;
  let facts: Partial<RunFacts>;
  try {
    facts = JSON.parse(text) as Partial<RunFacts>;
  } catch {
    return undefined;
  }
  const { baseUrl, pid, sandboxUrl } = facts;
  if (!baseUrl || !pid || !sandboxUrl || !isAlive(pid)) return undefined;
  return { baseUrl, pid, sandboxUrl };
}

export async function removeRunFile(path: string): Promise<void> {
  await rm(path, { force: true });
}

function processExists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
