import { spawn } from 'node:child_process';

/** Git without the settings of the person whose machine it is. */
export function gitEnvironment(
  env: NodeJS.ProcessEnv = process.env,
): NodeJS.ProcessEnv {
  const { PATH, SYSTEMROOT, TMPDIR } = env;
  return {
    ...(PATH && { PATH }),
    ...(SYSTEMROOT && { SYSTEMROOT }),
    ...(TMPDIR && { TMPDIR }),
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: process.platform === 'win32' ? 'NUL' : '/dev/null',
    GIT_TERMINAL_PROMPT: '0',
    LC_ALL: 'C',
  };
}

const LIMIT = { ms: 30_000, bytes: 64 * 1024 * 1024 };

/** Runs `git` in a bare repository and answers what it prints. @throws when it fails, or is not installed. */
export function runGit(
  directory: string,
  args: readonly string[],
  input: string | Buffer = '',
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const child = spawn('git', ['--git-dir', directory, ...args], {
      env: gitEnvironment(),
      timeout: LIMIT.ms,
    });
    const chunks: Buffer[] = [];
    let size = 0;
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      size += chunk.length;
      if (size > LIMIT.bytes) {
        child.kill();
      }
    });
    child.stderr.on('data', chunk => {
      said = `${said}${chunk}`.slice(-1_000);
    });
    child.on('error', reject);
    // It may end without reading what it was given; its own exit tells why.
    child.stdin.on('error', () => undefined);
    child.on('close', code =>
      code === 0
        ? resolve(Buffer.concat(chunks))
        : reject(new Error(`git ${args[0]} failed: ${said.trim() || code}`)),
    );
    child.stdin.end(input);
  });
}
