import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { lastLines } from './sentence.ts';

export interface Running {
  readonly name: string;
  readonly child: ChildProcess;
  readonly log: string;
  /** Settles when the process has ended; never rejects. */
  readonly ended: Promise<string>;
}

export interface StartOptions {
  name: string;
  command: string;
  args: string[];
  cwd: string;
  env?: NodeJS.ProcessEnv;
  /** File that takes the output; rewritten at each start. */
  log: string;
  /** Also sees every piece of output. */
  onOutput?: (text: string) => void;
}

/**
 * The children of a command. Each has its own process group, so that stopping
 * it also stops what it started.
 */
export class Processes {
  readonly #running = new Set<Running>();

  start(options: StartOptions): Running {
    mkdirSync(dirname(options.log), { recursive: true });
    const log = openSync(options.log, 'w');
    const child = spawn(options.command, options.args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8');
      stream.on('data', (text: string) => {
        writeSync(log, text);
        options.onOutput?.(text);
      });
    }
    const ended = new Promise<string>(resolve => {
      child.on('error', error => resolve(error.message));
      child.on('close', (code, signal) =>
        resolve(signal ? `signal ${signal}` : `exit code ${code}`),
      );
    });
    const running = { name: options.name, child, log: options.log, ended };
    this.#running.add(running);
    ended.then(() => {
      closeSync(log);
      this.#running.delete(running);
    });
    return running;
  }

  /** Runs to the end. Resolves with success and the whole output. */
  async run(options: StartOptions): Promise<{ ok: boolean; output: string }> {
    let output = '';
    const running = this.start({
      ...options,
      onOutput: text => {
        output += text;
        options.onOutput?.(text);
      },
    });
    const how = await running.ended;
    return { ok: how === 'exit code 0', output };
  }

  /** Stops all within `patience` ms: first asks, then kills. */
  async stop(patience = 3_000): Promise<void> {
    const all = [...this.#running];
    for (const { child } of all) signalGroup(child, 'SIGTERM');
    const timer = setTimeout(() => {
      for (const { child } of all) signalGroup(child, 'SIGKILL');
    }, patience);
    await Promise.all(all.map(running => running.ended));
    clearTimeout(timer);
    // A leader may be gone while something that it started is not.
    for (const { child } of all) signalGroup(child, 'SIGKILL');
  }
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group is gone already.
  }
}

export async function tailOf(log: string, lines = 12): Promise<string[]> {
  return lastLines(await readFile(log, 'utf8').catch(() => ''), lines);
}
