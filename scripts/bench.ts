import { runCommand } from './lib/command.ts';
import { ensureInstalled } from './lib/install.ts';
import { layoutOf, repositoryRoot } from './lib/layout.ts';
import { createProgress } from './lib/progress.ts';

await runCommand(async processes => {
  const progress = createProgress({ write: console.error, now: Date.now });
  await ensureInstalled(layoutOf(repositoryRoot), processes, progress);
  // Benches import packages, which may just have been installed.
  const { runBench } = await import('../bench/src/main.ts');
  const met = await runBench({
    root: repositoryRoot,
    args: process.argv.slice(2),
    processes,
    progress,
  });
  return met ? 0 : 1;
});
