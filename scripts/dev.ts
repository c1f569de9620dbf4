import { ensureBuilt, sandboxBuild } from './lib/build.ts';
import { parseFlags, runCommand } from './lib/command.ts';
import { developmentEnvironment } from './lib/development.ts';
import { ensureInstalled } from './lib/install.ts';
import { layoutOf, repositoryRoot } from './lib/layout.ts';
import { findFreeRow, isPortFree, parsePort, portTaken } from './lib/ports.ts';
import { startSandbox } from './lib/portal.ts';
import { tailOf } from './lib/processes.ts';
import { createProgress } from './lib/progress.ts';
import { removeRunFile, writeRunFile } from './lib/runFile.ts';
import { Sentence } from './lib/sentence.ts';

await runCommand(async (processes, interrupted) => {
  parseFlags(process.argv.slice(2), []);
  const port = parsePort(process.env.PORT);
  const layout = layoutOf(repositoryRoot);
  const progress = createProgress({ write: console.log, now: Date.now });
  if (!(await isPortFree(port))) throw portTaken(port);

  await ensureInstalled(layout, processes, progress);
  const plan = sandboxBuild(layout);
  await ensureBuilt(layout, plan, processes, progress);
  progress.say('Starting the sandbox');
  const sandbox = await startSandbox(plan.folder, { layout, port, processes });
  const appPort = await findFreeRow(3000, 1, isPortFree);
  progress.say(
    `Starting the portal with hot reload: http://localhost:${appPort}`,
  );
  const portal = processes.start({
    name: 'portal',
    command: process.execPath,
    args: [layout.yarn, 'backstage-cli', 'repo', 'start'],
    cwd: layout.root,
    env: {
      ...process.env,
      ...developmentEnvironment({
        port,
        appPort,
        state: `${layout.home}/state-dev`,
        sandbox: sandbox.facts,
      }),
    },
    log: `${layout.logs}/dev.log`,
    onOutput: text => process.stdout.write(text),
  });
  await writeRunFile(layout.runFile, {
    baseUrl: `http://localhost:${port}`,
    pid: process.pid,
    sandboxUrl: sandbox.facts.controlUrl,
  });
  try {
    const ended = await Promise.race([
      portal.ended,
      sandbox.running.ended,
      interrupted,
    ]);
    if (!ended) return 0;
    throw new Sentence(
      `Development stopped (${ended}); the end of the sandbox's log:`,
      await tailOf(sandbox.running.log, 4),
    );
  } finally {
    await removeRunFile(layout.runFile);
  }
});
