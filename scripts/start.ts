import { ensureBuilt, wholeBuild } from './lib/build.ts';
import { parseFlags, runCommand } from './lib/command.ts';
import { ensureInstalled } from './lib/install.ts';
import { layoutOf, repositoryRoot } from './lib/layout.ts';
import { isPortFree, parsePort, portTaken } from './lib/ports.ts';
import { forgetState, startPortal } from './lib/portal.ts';
import { createProgress } from './lib/progress.ts';
import { readRunning, removeRunFile } from './lib/runFile.ts';
import { Sentence } from './lib/sentence.ts';

await runCommand(async (processes, interrupted) => {
  const flags = parseFlags(process.argv.slice(2), ['--fresh']);
  const port = parsePort(process.env.PORT);
  const layout = layoutOf(repositoryRoot);
  const progress = createProgress({ write: console.log, now: Date.now });

  const other = await readRunning(layout.runFile);
  if (other) {
    throw new Sentence(
      `TextLoom Portal runs from this folder already: ${other.baseUrl} (stop it first, process ${other.pid}).`,
    );
  }
  // Before the long steps, so that nobody waits for a refusal.
  if (!(await isPortFree(port))) throw portTaken(port);

  await ensureInstalled(layout, processes, progress);
  await ensureBuilt(layout, wholeBuild(layout), processes, progress);
  if (flags.has('--fresh')) {
    progress.say('Forgetting all state');
    await forgetState(layout);
  }
  const portal = await startPortal({ layout, port, processes, progress });
  console.log(`TextLoom Portal is ready: ${portal.baseUrl} (sandbox)`);
  try {
    const broken = await Promise.race([portal.broken, interrupted]);
    if (broken) throw broken;
    return 0;
  } finally {
    await removeRunFile(layout.runFile);
  }
});
