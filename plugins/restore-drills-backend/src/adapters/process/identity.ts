import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { DrillProblem } from '../../service/ports';

const execute = promisify(execFile);
const NAME = /^[a-z_][a-z0-9_-]{0,31}$/;

/** Whom a child runs as; empty for whoever runs the portal. */
export interface Identity {
  uid?: number;
  gid?: number;
}

/**
 * Ids of a user of this machine.
 *
 * @throws DrillProblem `not-configured` when there is no such user.
 */
export async function identityOf(user: string | undefined): Promise<Identity> {
  if (user === undefined || process.getuid?.() !== 0) {
    return {};
  }
  if (!NAME.test(user)) {
    throw new DrillProblem({ code: 'not-configured', subject: 'runAs' });
  }
  try {
    const [uid, gid] = await Promise.all(
      ['-u', '-g'].map(async flag => {
        const { stdout } = await execute('id', [flag, user]);
        return Number(stdout.trim());
      }),
    );
    return { uid, gid };
  } catch {
    throw new DrillProblem({ code: 'not-configured', subject: 'runAs' });
  }
}

/**
 * Whom the servers of a drill run as. Servers refuse to run as root, so as root another user must be named.
 *
 * @throws DrillProblem `runs-as-root`, or `not-configured` when there is no such user.
 */
export async function serverIdentity(
  runAs: string | undefined,
): Promise<Identity> {
  const identity = await identityOf(runAs);
  if (process.getuid?.() === 0 && !identity.uid) {
    throw new DrillProblem({ code: 'runs-as-root', subject: 'runAs' });
  }
  return identity;
}
