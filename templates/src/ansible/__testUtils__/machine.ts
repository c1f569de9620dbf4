import { execFileSync } from 'node:child_process';
import { Ended, run } from '../../tools/run';

/** Folders that the packages of the roles bring, and the user and the keys of SSH. */
const LAID_OVER = `
set -euo pipefail
export PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin PYTHONDONTWRITEBYTECODE=1
MACHINE=$(mktemp -d)
mount -t tmpfs none "$MACHINE"
for name in etc usr/local usr/share var; do
  mkdir -p "$MACHINE/$name"/{upper,work}
  mount -t overlay overlay -o "lowerdir=/$name,upperdir=$MACHINE/$name/upper,workdir=$MACHINE/$name/work" "/$name"
done
cd "$PWD"
mkdir -p /run/sshd /etc/{audit/rules.d,chrony/conf.d,logrotate.d,modprobe.d,modules-load.d,ssh/sshd_config.d,sudoers.d}
[ -e /etc/ssh/sshd_config ] || echo 'Include /etc/ssh/sshd_config.d/*.conf' > /etc/ssh/sshd_config
grep -q '^sshd:' /etc/passwd || echo 'sshd:x:65533:65534::/run/sshd:/usr/sbin/nologin' >> /etc/passwd
ssh-keygen -q -A
`;

/**
 * Runs a script on this machine with the folders that roles write to laid over by others in memory, in a mount
 * namespace of its own: what it writes there is seen by nobody else, and is gone when it ends.
 *
 * @param folder - where the script begins
 * @param script - of Bash; `$MACHINE` is a folder for what it keeps
 */
export async function onMachine(
  folder: string,
  script: string,
): Promise<Ended> {
  return run(
    'unshare',
    ['--mount', '--propagation', 'private', 'bash', '-c', LAID_OVER + script],
    {
      cwd: folder,
      timeoutMs: 300_000,
      env: { ...process.env, LC_ALL: 'C.UTF-8', NO_COLOR: '1' },
    },
  );
}

/** Whether this user may have a machine: root, who may mount. */
export function canHaveMachine(): boolean {
  try {
    execFileSync('unshare', ['--mount', 'true'], { stdio: 'ignore' });
    return process.getuid?.() === 0;
  } catch {
    return false;
  }
}
