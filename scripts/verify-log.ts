import { runCommand } from './lib/command.ts';
import { layoutOf, repositoryRoot } from './lib/layout.ts';
import { runVerifier } from './lib/verifier.ts';
import { verifierArguments } from './lib/verifyLog.ts';

await runCommand(async processes => {
  const layout = layoutOf(repositoryRoot);
  const args = verifierArguments(process.argv.slice(2), {
    state: layout.state,
    cwd: process.env.INIT_CWD ?? process.cwd(),
  });
  return runVerifier(
    { name: 'verify-log', plugin: 'deployments-backend', args },
    layout,
    processes,
  );
});
