import { spawn } from 'node:child_process';

/** How a program ended. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** How a program is run. */
export interface RunOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly input?: string;
  /** After this it is killed. */
  readonly timeoutMs?: number;
}

/** Runs a program to its end, whatever it says. @throws when it cannot be started */
export function run(
  program: string,
  args: readonly string[],
  { cwd, env = process.env, input = '', timeoutMs = 60_000 }: RunOptions = {},
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...args], { cwd, env, timeout: timeoutMs });
    const said = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', text => (said.stdout += text));
    child.stderr.setEncoding('utf8').on('data', text => (said.stderr += text));
    child.once('error', reject);
    child.once('close', code => resolve({ code, ...said }));
    child.stdin.on('error', () => {
      // A program that does not read its input has said why on its own.
    });
    child.stdin.end(input);
  });
}
