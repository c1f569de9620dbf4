import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface, Interface } from 'node:readline';
import { Order, World } from './worker';

const PACKAGE = join(__dirname, '..', '..', '..');

interface Worker {
  child: ChildProcess;
  lines: Interface;
  ready: Promise<unknown>;
}

/** Worker processes: the next one is started while one works. */
export class Workers {
  readonly #world: World;
  #next?: Worker;

  constructor(world: World) {
    this.#world = world;
  }

  /** Lets a process work until it stands where it was told to, and kills it; or until it is through. */
  async run(order: Order): Promise<'killed' | 'through'> {
    const { child, lines, ready } = this.#next ?? this.#start();
    this.#next = this.#start();
    await ready;
    const ended = once(child, 'exit');
    const said = once(lines, 'line');
    child.stdin?.end(`${JSON.stringify(order)}\n`);
    const [line] = (await Promise.race([
      said,
      ended.then(() => ['nothing']),
    ])) as [string];
    if (line.startsWith('stands at ')) {
      child.kill('SIGKILL');
      await ended;
      return 'killed';
    }
    if (line !== 'through') {
      throw new Error(
        `A worker said ${line} and was to go to ${order.standAt}`,
      );
    }
    await ended;
    return 'through';
  }

  async stop(): Promise<void> {
    this.#next?.child.kill('SIGKILL');
    await this.#next?.ready.catch(() => {});
  }

  #start(): Worker {
    const child = spawn(
      process.execPath,
      [
        '--require',
        '@backstage/cli/config/nodeTransform.cjs',
        join(PACKAGE, 'src/__testUtils__/crash/worker.ts'),
      ],
      {
        cwd: PACKAGE,
        stdio: ['pipe', 'pipe', 'inherit'],
        // Not as an argument: whoever looks for processes of the work directory would find the worker.
        env: { ...process.env, WORKER_WORLD: JSON.stringify(this.#world) },
      },
    );
    const lines = createInterface(child.stdout);
    const ready = Promise.race([once(lines, 'line'), once(child, 'exit')]);
    return { child, lines, ready };
  }
}
