import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { newFolder } from './context';

/** Writes files into a folder, a new one unless it is named. */
export async function writeFiles(
  files: Readonly<Record<string, string>>,
  folder?: string,
): Promise<string> {
  const root = folder ?? (await newFolder());
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content);
  }
  return root;
}

/** Checkpoints as the scaffolder keeps them: what has succeeded is not done again by the same task. */
export function keptCheckpoints() {
  const kept = new Map<string, unknown>();
  return async ({ key, fn }: { key: string; fn: () => Promise<any> }) => {
    if (!kept.has(key)) {
      kept.set(key, await fn());
    }
    return kept.get(key) as any;
  };
}

/** A logger whose lines can be read. */
export function lines() {
  const said: string[] = [];
  const say = (message: string) => {
    said.push(message);
  };
  const logger = {
    error: say,
    warn: say,
    info: say,
    debug: say,
    child: () => logger,
  };
  return { said, logger };
}
