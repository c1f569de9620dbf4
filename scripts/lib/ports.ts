import { connect, createServer } from 'node:net';
import { Sentence } from './sentence.ts';

export const DEFAULT_PORT = 7007;
const HIGHEST = 65_000;

/** @throws Sentence when the text is no usable port */
export function parsePort(text: string | undefined): number {
  if (text === undefined || text === '') return DEFAULT_PORT;
  const port = Number(text);
  if (!/^\d+$/.test(text) || port < 1 || port > HIGHEST) {
    throw new Sentence(
      `PORT must be a number from 1 to ${HIGHEST}; it is '${text}'.`,
    );
  }
  return port;
}

export function portTaken(port: number): Sentence {
  return new Sentence(
    `Port ${port} is in use by another program; choose another one: PORT=${
      port + 10
    } npm start`,
  );
}

/**
 * The first of `count` neighbouring free ports at or above `from`.
 * @throws Sentence when there are none in the next 500
 */
export async function findFreeRow(
  from: number,
  count: number,
  isFree: (port: number) => Promise<boolean>,
): Promise<number> {
  for (let first = from; first < from + 500; first++) {
    let free = 0;
    while (free < count && (await isFree(first + free))) free++;
    if (free === count) return first;
    first += free;
  }
  throw new Sentence(`No ${count} free ports were found above ${from}.`);
}

/** Whether nothing listens on the port, on IPv4 or IPv6 loopback. */
export async function isPortFree(port: number): Promise<boolean> {
  const hosts = ['127.0.0.1', '::1'];
  for (const host of hosts) {
    if ((await answers(port, host)) || !(await canListen(port, host))) {
      return false;
    }
  }
  return true;
}

/** A server on all addresses answers here, even where listening still works. */
function answers(port: number, host: string): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect({ port, host });
    const settle = (taken: boolean) => {
      socket.destroy();
      resolve(taken);
    };
    socket.setTimeout(1_000, () => settle(false));
    socket.once('connect', () => settle(true));
    socket.once('error', () => settle(false));
  });
}

function canListen(port: number, host: string): Promise<boolean> {
  return new Promise(resolve => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) =>
      // A machine without IPv6 has nobody listening there.
      resolve(error.code !== 'EADDRINUSE' && error.code !== 'EACCES'),
    );
    server.listen({ port, host, exclusive: true }, () =>
      server.close(() => resolve(true)),
    );
  });
}
