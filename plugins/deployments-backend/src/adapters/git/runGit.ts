import { spawn } from 'node:child_process';
import { RepositoryError } from '../../service/ports';

const DEADLINE_MS = 30_000;
/** Output of one command that is still read, bytes. */
const MAX_OUTPUT = 64 * 1024 * 1024;

/** How a command of Git ended. */
export interface GitResult {
  code: number;
  stdout: Buffer;
  /** For telling failures apart; it may name hosts and is never shown. */
  stderr: string;
}

/** What every command needs. */
export interface GitContext {
  /** Bare repository that the command works in. */
  directory: string;
  /** Settings that must not stand on the command line, where other users can read them. */
  secretConfig: Readonly<Record<string, string>>;
}

/**
 * Runs `git` without prompts, hooks and settings of the machine.
 * @throws RepositoryError when it does not end in time or says too much.
 */
export async function runGit(
  context: GitContext,
  args: readonly string[],
  options: { input?: string | Buffer; env?: Record<string, string> } = {},
): Promise<GitResult> {
  const config = Object.entries({
    'core.hooksPath': '/dev/null',
    'credential.helper': '',
    'gc.auto': '0',
    'protocol.ext.allow': 'never',
    ...context.secretConfig,
  });
  const child = spawn('git', ['--git-dir', context.directory, ...args], {
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      SSH_AUTH_SOCK: process.env.SSH_AUTH_SOCK,
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
      ...options.env,
    },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  return new Promise((resolve, reject) => {
    const fail = (message: string) => {
      child.kill('SIGKILL');
      reject(new RepositoryError('unreachable', message));
    };
    const timer = setTimeout(
      () => fail('The repository did not answer in 30 s'),
      DEADLINE_MS,
    );
    const chunks: Buffer[] = [];
    let size = 0;
    let stderr = '';
    child.stdout.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > MAX_OUTPUT) {
        fail('The repository is larger than what is read of it');
      } else {
        chunks.push(chunk);
      }
    });
    child.stderr.on('data', (chunk: Buffer) => {
      stderr = (stderr + chunk.toString()).slice(-4_000);
    });
    child.on('error', () => {
      clearTimeout(timer);
      reject(new RepositoryError('unreachable', 'git could not be started'));
    });
    child.on('close', code => {
      clearTimeout(timer);
      resolve({ code: code ?? 1, stdout: Buffer.concat(chunks), stderr });
    });
    // A command that ends early need not read what it is given.
    child.stdin.on('error', () => {});
    child.stdin.end(options.input ?? '');
  });
}

const FAILURES: readonly [RegExp, RepositoryError['problem'], string][] = [
  [
    /Authentication failed|could not read (Username|Password)|HTTP 40[13]|error: 40[13]|Permission denied/i,
    'denied',
    'The repository does not accept the portal’s credentials',
  ],
  [
    /read-only|protected branch|pre-receive hook declined|remote rejected|receive-pack (is )?not/i,
    'read-only',
    'The repository does not let the portal write to the branch',
  ],
  [
    /not found|does not exist|does not appear to be a git repository|Not a valid object|unknown revision|bad object|couldn't find remote ref/i,
    'not-found',
    'The repository has no such branch or commit',
  ],
];

/** Tells failures apart by what Git says, in words that name no host. */
export function failureOf({ stdout, stderr }: GitResult): RepositoryError {
  // A push tells per branch, on its output, why it was refused.
  const said = `${stderr}\n${stdout.subarray(0, 4_000)}`;
  const [, problem, message] =
    FAILURES.find(([pattern]) => pattern.test(said)) ?? [];
  return new RepositoryError(
    problem ?? 'unreachable',
    message ?? 'The repository cannot be reached',
  );
}
