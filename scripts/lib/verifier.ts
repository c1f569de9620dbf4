import { join } from 'node:path';
import { ensureInstalled } from './install.ts';
import type { Layout } from './layout.ts';
import type { Processes } from './processes.ts';
import { createProgress } from './progress.ts';

/** A program of a plugin that verifies something offline. */
export interface Verifier {
  /** The command, for its log. */
  name: string;
  /** Folder of the plugin; its verifier is `src/verify/main.ts`. */
  plugin: string;
  args: readonly string[];
}

/**
 * Runs a plugin's verifier from its sources, so that neither a build nor a running portal is trusted.
 * @returns the exit code: 0 when all holds, 1 when something does not
 */
export async function runVerifier(
  { name, plugin, args }: Verifier,
  layout: Layout,
  processes: Processes,
): Promise<number> {
  const progress = createProgress({ write: console.error, now: Date.now });
  await ensureInstalled(layout, processes, progress);
  const { ok } = await processes.run({
    name,
    command: process.execPath,
    args: [
      '--require',
      '@backstage/cli/config/nodeTransform.cjs',
      join('src', 'verify', 'main.ts'),
      ...args,
    ],
    cwd: join(layout.root, 'plugins', plugin),
    log: join(layout.logs, `${name}.log`),
    onOutput: text => process.stdout.write(text),
  });
  return ok ? 0 : 1;
}
