import { spawn, ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';

/**
 * Reserves free loopback ports. They are released before they are returned, so another process could take one
 * in between; starting a server on a taken port fails loudly.
 */
export async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer();
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen(0, '127.0.0.1', resolve);
      });
      return server;
    }),
  );
  const ports = servers.map(server => {
    const address = server.address();
    if (!address || typeof address === 'string') {
      throw new Error('The port probe has no TCP address');
    }
    return address.port;
  });
  await Promise.all(
    servers.map(server => new Promise(resolve => server.close(resolve))),
  );
  return ports;
}

/** A server under test, with the end of its output for error messages. */
export interface ManagedProcess {
  /** Last 8,000 characters of stdout and stderr. */
  output(): string;
  /** Exit code or signal once it has ended. */
  exited(): string | undefined;
  /**
   * Ends it: by SIGTERM, or by another signal, then by SIGKILL after five seconds. Resolves when it is gone.
   */
  stop(signal?: NodeJS.Signals): Promise<void>;
}

/** Starts a program whose output is kept and which ends with the test at the latest. */
export function startProcess(
  program: string,
  args: string[],
  options: { cwd?: string } = {},
): ManagedProcess {
  const child: ChildProcess = spawn(program, args, {
    cwd: options.cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let exit: string | undefined;
  const keep = (chunk: Buffer) => {
    output = (output + chunk.toString('utf8')).slice(-8000);
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  child.on('error', error => {
    exit = error.message;
  });
  const ended = new Promise<void>(resolve => {
    child.once('close', (code, signal) => {
      exit ??= `${code ?? signal}`;
      resolve();
    });
  });
  const killWithParent = () => child.kill('SIGKILL');
  process.once('exit', killWithParent);

  return {
    output: () => output,
    exited: () => exit,
    async stop(signal = 'SIGTERM') {
      process.removeListener('exit', killWithParent);
      if (exit === undefined) {
        child.kill(signal);
        const timer = setTimeout(() => child.kill('SIGKILL'), 5000);
        await ended;
        clearTimeout(timer);
      }
    },
  };
}

/**
 * Repeats `probe` until it is true.
 * @throws when the process ends first or the time is over; the message carries the process's last output.
 */
export async function waitUntilReady(
  name: string,
  managed: ManagedProcess,
  probe: () => Promise<boolean>,
  timeoutMs: number,
): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!(await probe())) {
    if (managed.exited() !== undefined) {
      throw new Error(
        `${name} ended (${managed.exited()}) before it was ready:\n${managed.output()}`,
      );
    }
    if (Date.now() > deadline) {
      throw new Error(
        `${name} was not ready in ${timeoutMs} ms:\n${managed.output()}`,
      );
    }
    await new Promise(resolve => setTimeout(resolve, 150));
  }
}
