import { join } from 'node:path';
import { runCommand } from './lib/command.ts';
import { ensureInstalled } from './lib/install.ts';
import { layoutOf, repositoryRoot } from './lib/layout.ts';
import { createProgress } from './lib/progress.ts';
import { verifierArguments } from './lib/verifyLog.ts';

await runCommand(async processes => {
  const layout = layoutOf(repositoryRoot);
  const args = verifierArguments(process.argv.slice(2), {
    state: layout.state,
    cwd: process.env.INIT_CWD ?? process.cwd(),
  });
  const progress = createProgress({ write: console.error, now: Date.now });
  await ensureInstalled(layout, processes, progress);
  const { ok } = await processes.run({
    name: 'verify-log',
    command: process.execPath,
    args: [
      '--require',
      '@backstage/cli/config/nodeTransform.cjs',
      join('src', 'verify', 'main.ts'),
      ...args,
    ],
    cwd: join(layout.root, 'plugins', 'deployments-backend'),
    log: join(layout.logs, 'verify-log.log'),
    onOutput: text => process.stdout.write(text),
  });
  return ok ? 0 : 1;
});
