import { ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { ScratchPostgres } from '@textloom/backend-kit/testUtils';

const run = promisify(execFile);
const READY_MS = 30_000;
const POLL_MS = 20;

/** A scratch server that falls down at any moment and comes up again on its data. */
export class CrashingPostgres {
  readonly #scratch: ScratchPostgres;
  readonly #data: string;
  /** Since the first crash; the scratch server's own process is gone then. */
  #server?: ChildProcess;
  #crashes = 0;

  constructor(scratch: ScratchPostgres) {
    this.#scratch = scratch;
    this.#data = join(scratch.host, 'data');
    process.once('exit', this.#kill);
  }

  get host(): string {
    return this.#scratch.host;
  }

  get user(): string {
    return this.#scratch.user;
  }

  /** How often it has come up again. */
  get crashes(): number {
    return this.#crashes;
  }

  /**
   * Ends the server without a checkpoint, and starts it again: `SIGQUIT` is an immediate shutdown of all its processes,
   * `SIGKILL` leaves those that serve clients to find out. Resolves when it takes connections.
   */
  async crash(signal: 'SIGQUIT' | 'SIGKILL'): Promise<void> {
    const [binary, ...options] = this.#commandLine();
    process.kill(this.#pid(), signal);
    const end = Date.now() + READY_MS;
    // A new server ends at once while processes of the one before are still there.
    do {
      this.#server = spawn(binary, options, {
        ...this.#identity(),
        cwd: this.host,
        stdio: 'ignore',
      });
    } while (!(await this.#comesUp(this.#server, binary, end)));
    this.#crashes++;
  }

  async stop(): Promise<void> {
    process.removeListener('exit', this.#kill);
    if (this.#server) {
      const ended = once(this.#server, 'exit');
      this.#server.kill('SIGINT');
      await ended;
    }
    await this.#scratch.stop();
  }

  readonly #kill = () => {
    this.#server?.kill('SIGKILL');
  };

  #pid(): number {
    const [pid] = this.#read('postmaster.pid').split('\n');
    return Number(pid);
  }

  /** The server's own note of how it was started. */
  #commandLine(): string[] {
    const [binary] = this.#read('postmaster.opts').split(' ');
    const quoted = this.#read('postmaster.opts').matchAll(/"([^"]*)"/g);
    return [binary, ...[...quoted].map(([, option]) => option)];
  }

  #read(name: string): string {
    return readFileSync(join(this.#data, name), 'utf8');
  }

  /** The server refuses to run as root, and is then of whoever has its data. */
  #identity(): { uid?: number; gid?: number } {
    const { uid, gid } = statSync(this.#data);
    return process.getuid?.() === 0 ? { uid, gid } : {};
  }

  /** False when it has ended instead. */
  async #comesUp(
    server: ChildProcess,
    binary: string,
    end: number,
  ): Promise<boolean> {
    const isReady = join(dirname(binary), 'pg_isready');
    for (;;) {
      await sleep(POLL_MS);
      if (server.exitCode !== null) {
        return false;
      }
      try {
        await run(isReady, ['-h', this.host, '-q']);
        return true;
      } catch (error) {
        if (Date.now() > end) {
          throw new Error('PostgreSQL did not come up again', { cause: error });
        }
      }
    }
  }
}
