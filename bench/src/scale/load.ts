import { setTimeout as sleep } from 'node:timers/promises';
import { Sentence } from '../../../scripts/lib/sentence.ts';
import { timeRequest } from '../portal.ts';
import type { BenchPortal } from '../portal.ts';

/**
 * Asks at a fixed rate whether or not earlier answers have come, so that a slow answer delays no other.
 * @returns milliseconds to the last byte of each answer
 */
export async function steadyLoad(
  portal: BenchPortal,
  paths: readonly string[],
  perSecond: number,
  seconds: number,
): Promise<Map<string, number[]>> {
  const times = new Map(paths.map(path => [path, [] as number[]]));
  const running: Promise<void>[] = [];
  const began = performance.now();
  for (let index = 0; index < perSecond * seconds; index++) {
    const due = began + (index * 1_000) / perSecond;
    await sleep(Math.max(0, due - performance.now()));
    const path = paths[index % paths.length] ?? '';
    running.push(
      timeRequest(`${portal.baseUrl}/api/clusters${path}`, {
        headers: { ...portal.headers, 'accept-encoding': 'gzip' },
      }).then(({ milliseconds, status }) => {
        if (status !== 200) {
          throw new Sentence(`${path} answered ${status} under load`);
        }
        times.get(path)?.push(milliseconds);
      }),
    );
  }
  await Promise.all(running);
  return times;
}

/** Slope of log(cost) over log(size) by least squares: 1 means that cost grows as size does. */
export function costExponent(
  points: readonly { size: number; cost: number }[],
): number {
  const xs = points.map(({ size }) => Math.log(size));
  const ys = points.map(({ cost }) => Math.log(cost));
  const mean = (values: readonly number[]) =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const [mx, my] = [mean(xs), mean(ys)];
  const covariance = xs.reduce(
    (sum, x, i) => sum + (x - mx) * ((ys[i] ?? my) - my),
    0,
  );
  const variance = xs.reduce((sum, x) => sum + (x - mx) ** 2, 0);
  return covariance / variance;
}

/** Waits for the signal of a change; resolves with the milliseconds since it was made. */
export async function timeToSubscriber(
  portal: BenchPortal,
  change: () => void,
): Promise<number> {
  const token = portal.headers.authorization?.replace('Bearer ', '') ?? '';
  const socket = new WebSocket(
    `${portal.baseUrl.replace('http', 'ws')}/api/signals`,
    token,
  );
  try {
    await heard(socket, 'open');
    socket.send(JSON.stringify({ action: 'subscribe', channel: 'clusters' }));
    await sleep(1_500);
    const told = heard(socket, 'message');
    const began = performance.now();
    change();
    await told;
    return performance.now() - began;
  } finally {
    socket.close();
  }
}

function heard(socket: WebSocket, event: 'open' | 'message'): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Sentence(`No ${event} of the signals in 15 s`)),
      15_000,
    );
    socket.addEventListener(event, () => {
      clearTimeout(timer);
      resolve();
    });
    socket.addEventListener('error', () => {
      clearTimeout(timer);
      reject(new Sentence('The signals did not connect'));
    });
  });
}
