import { ChildProcess, spawn } from 'node:child_process';
import { open } from 'node:fs/promises';
import { Identity } from './identity';
import { lineSplitter } from './lines';
import { killTree } from './processes';

const OUTPUT_LIMIT = 8 * 1024 * 1024;
const TAIL_LINES = 40;

/** How a child is started; never by a shell. */
export interface ChildOptions {
  cwd: string;
  /** All of it; see {@link childEnvironment}. */
  env: NodeJS.ProcessEnv;
  identity?: Identity;
  /** Kills it with its descendants. */
  signal?: AbortSignal;
}

/** How a program is run to its end. */
export interface RunOptions extends ChildOptions {
  timeoutMs?: number;
  /** Each line of what it says, shortened. */
  onLine?(line: string): void;
  /** So many lines are told, of each stream; 2,000 by default. */
  maxLines?: number;
}

/** How a program has ended. */
export interface RunResult {
  /** Null when a signal has ended it. */
  code: number | null;
  /** At most 8 MiB. */
  stdout: string;
  /** The last lines of both streams. */
  tail: readonly string[];
}

/**
 * Runs a program to its end; its exit code is in the answer.
 *
 * @throws the signal's reason when it was aborted, a TimeoutError when it took too long, and the error of the system
 * when it could not be started.
 */
export async function run(
  command: string,
  args: readonly string[],
  options: RunOptions,
): Promise<RunResult> {
  const { cwd, env, identity, timeoutMs, onLine, maxLines = 2000 } = options;
  const signal = anySignal(options.signal, timeoutMs);
  signal?.throwIfAborted();
  const child = spawn(command, args, {
    cwd,
    env,
    ...identity,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const tail: string[] = [];
  const line = (text: string) => {
    tail.push(text);
    tail.splice(0, tail.length - TAIL_LINES);
    onLine?.(text);
  };
  let stdout = '';
  const [out, err] = [
    lineSplitter(line, maxLines),
    lineSplitter(line, maxLines),
  ];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout = stdout.length < OUTPUT_LIMIT ? stdout + text : stdout;
    out.push(text);
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => err.push(text));
  const code = await ended(child, signal);
  out.end();
  err.end();
  return { code, stdout: stdout.slice(0, OUTPUT_LIMIT), tail };
}

function anySignal(
  signal: AbortSignal | undefined,
  timeoutMs: number | undefined,
): AbortSignal | undefined {
  const signals = [
    ...(signal ? [signal] : []),
    ...(timeoutMs === undefined ? [] : [AbortSignal.timeout(timeoutMs)]),
  ];
  return signals.length > 0 ? AbortSignal.any(signals) : undefined;
}

async function ended(
  child: ChildProcess,
  signal: AbortSignal | undefined,
): Promise<number | null> {
  let killing: Promise<void> | undefined;
  const kill = () => {
    killing = child.pid === undefined ? undefined : killTree(child.pid);
    // Awaited below; until then a rejection must not end the portal.
    killing?.catch(() => {});
  };
  signal?.addEventListener('abort', kill, { once: true });
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    await killing;
    signal?.throwIfAborted();
    return code;
  } finally {
    signal?.removeEventListener('abort', kill);
  }
}

/** A server that goes on after the step that has started it. */
export interface Server {
  pid: number;
  /** Undefined while it runs. */
  exit(): { code: number | null } | undefined;
  /** From now on the signal of {@link ChildOptions} does not end it any more. */
  release(): void;
}

/**
 * Starts a server whose output goes to a file, so that it may outlive the portal.
 *
 * @throws the error of the system when it could not be started.
 */
export async function spawnServer(
  command: string,
  args: readonly string[],
  logFile: string,
  options: ChildOptions,
): Promise<Server> {
  const { cwd, env, identity, signal } = options;
  signal?.throwIfAborted();
  const log = await open(logFile, 'a', 0o600);
  try {
    const child = spawn(command, args, {
      cwd,
      env,
      ...identity,
      stdio: ['ignore', log.fd, log.fd],
    });
    await new Promise((resolve, reject) => {
      child.once('spawn', resolve);
      child.once('error', reject);
    });
    let exit: { code: number | null } | undefined;
    child.once('exit', code => {
      exit = { code };
    });
    child.unref();
    const kill = () => {
      // What outlives this is found by its folder at teardown.
      killTree(child.pid!).catch(() => {});
    };
    signal?.addEventListener('abort', kill, { once: true });
    return {
      pid: child.pid!,
      exit: () => exit,
      release: () => signal?.removeEventListener('abort', kill),
    };
  } finally {
    await log.close();
  }
}
