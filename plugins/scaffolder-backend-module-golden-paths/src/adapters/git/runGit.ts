import { spawn } from 'node:child_process';
import { NotAllowedError, ServiceUnavailableError } from '@backstage/errors';

const DEADLINE_MS = 60_000;
const MAX_OUTPUT = 32 * 1024 * 1024;

/** How a command of Git ended. */
export interface GitResult {
  code: number;
  stdout: string;
  /** For telling failures apart; it may name hosts and is never shown. */
  stderr: string;
}

/** What a command needs beside its arguments. */
export interface GitOptions {
  env?: Record<string, string>;
  input?: string;
  /** Settings that must not stand on the command line, where other users can read them. */
  secretConfig?: Readonly<Record<string, string>>;
}

/**
 * Runs `git` without prompts, hooks and settings of the machine.
 * @throws ServiceUnavailableError when it cannot be started or does not end in a minute.
 */
export function runGit(
  args: readonly string[],
  { env, input, secretConfig = {} }: GitOptions = {},
): Promise<GitResult> {
  const config = Object.entries({
    'core.hooksPath': '/dev/null',
    'core.autocrlf': 'false',
    'credential.helper': '',
    'gc.auto': '0',
    'protocol.ext.allow': 'never',
    ...secretConfig,
  });
  const child = spawn('git', args, {
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      LC_ALL: 'C',
      GIT_TERMINAL_PROMPT: '0',
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_CONFIG_COUNT: String(config.length),
      ...Object.fromEntries(
        config.flatMap(([key, value], index) => [
          [`GIT_CONFIG_KEY_${index}`, key],
          [`GIT_CONFIG_VALUE_${index}`, value],
        ]),
      ),
      ...env,
    },
    stdio: ['pipe', 'pipe', 'pipe'],
    timeout: DEADLINE_MS,
    killSignal: 'SIGKILL',
  });
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    let stderr = '';
    child.stdout.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > MAX_OUTPUT) {
        child.kill('SIGKILL');
      } else {
        chunks.push(chunk);
      }
    });
    child.stderr.on('data', (chunk: Buffer) => {
      stderr = (stderr + chunk.toString()).slice(-4_000);
    });
    child.on('error', () =>
      reject(
        new ServiceUnavailableError(
          'git is not installed where the portal runs',
        ),
      ),
    );
    child.on('close', code =>
      code === null
        ? reject(
            new ServiceUnavailableError(
              'The repository did not answer in time',
            ),
          )
        : resolve({ code, stdout: Buffer.concat(chunks).toString(), stderr }),
    );
    // A command that ends early need not read what it is given.
    child.stdin.on('error', () => {});
    child.stdin.end(input ?? '');
  });
}

/** Tells failures apart by what Git says, in words that name no host. */
export function failureOf({ stdout, stderr }: GitResult): Error {
  const said = `${stderr}\n${stdout.slice(0, 4_000)}`;
  if (
    /Authentication failed|could not read (Username|Password)|HTTP 40[13]|error: 40[13]|Permission denied/i.test(
      said,
    )
  ) {
    return new NotAllowedError(
      'The repository does not accept the portal’s credentials',
    );
  }
  if (
    /protected branch|pre-receive hook declined|remote rejected/i.test(said)
  ) {
    return new NotAllowedError(
      'The repository does not let the portal write to the branch',
    );
  }
  return new ServiceUnavailableError('The repository cannot be reached');
}
