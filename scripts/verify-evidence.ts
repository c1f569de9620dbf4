import { existsSync } from 'node:fs';
import { runCommand } from './lib/command.ts';
import { layoutOf, repositoryRoot } from './lib/layout.ts';
import { runVerifier } from './lib/verifier.ts';
import { verificationOf } from './lib/verifyEvidence.ts';

await runCommand(async processes => {
  const layout = layoutOf(repositoryRoot);
  const { args, trusted } = verificationOf(process.argv.slice(2), {
    state: layout.state,
    cwd: process.env.INIT_CWD ?? process.cwd(),
    exists: existsSync,
  });
  trusted.forEach(line => process.stdout.write(`${line}\n`));
  return runVerifier(
    { name: 'verify-evidence', plugin: 'restore-drills-backend', args },
    layout,
    processes,
  );
});
