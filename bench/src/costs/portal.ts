import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Sentence, lastLines } from '../../../scripts/lib/sentence.ts';
import type { BenchContext } from '../context.ts';
import { timeRequest } from '../portal.ts';
import type { Timed } from '../portal.ts';
import type { Statement } from './duck.ts';

const SERVER = fileURLToPath(new URL('./server.ts', import.meta.url));
const PATIENCE_MS = 60_000;
const POLL_MS = 500;

/** What reading a bill took. */
export interface Ingested {
  /** Seconds for all months together. */
  total: number;
  /** Seconds of each month. */
  seconds: number[];
  /** The largest resident memory of the process that makes partitions, in MB (10⁶ bytes). */
  builderMegabytes: number;
  rows: number;
  rejected: number;
}

/** The costs plugin in a process of its own. */
export interface CostsPortal {
  ingest(): Promise<Ingested>;
  /** Makes the same bill a new data version, for which nothing is worked out yet. */
  renew(): Promise<void>;
  /** The statements that an answer is made of. */
  record(work: () => Promise<unknown>): Promise<Statement[]>;
  /** The largest resident memory that it ever had, in MB (10⁶ bytes). */
  peakMegabytes(): Promise<number>;
  /**
   * Asks as one of the users; 0 sees all.
   * @throws Sentence when the answer is no answer
   */
  get(path: string, user?: number): Promise<Timed>;
  stop(): Promise<void>;
}

const isWhole = (ingested: Partial<Ingested>): ingested is Ingested =>
  ingested.total !== undefined;

/** Starts it over bills in a folder, with a state of its own. */
export async function startCosts(
  { layout, processes }: BenchContext,
  name: string,
  folder: string,
): Promise<CostsPortal> {
  const state = join(folder, 'state');
  await mkdir(state, { recursive: true });
  let told = (_: string) => {};
  const address = new Promise<string>(resolve => {
    told = resolve;
  });
  let output = '';
  const running = processes.start({
    name: `costs ${name}`,
    command: process.execPath,
    args: [
      '--disable-warning=ExperimentalWarning',
      ...[SERVER, layout.build, folder, state],
    ],
    cwd: layout.root,
    env: { ...process.env, NODE_ENV: 'production' },
    log: join(layout.logs, `bench-costs-${name}.log`),
    onOutput: text => {
      output += text;
      const [found] = /http:\/\/127\.0\.0\.1:\d+/.exec(output) ?? [];
      if (found) told(found);
    },
  });
  const failed = running.ended.then(how => {
    throw new Sentence(
      `The process with the costs plugin has ended: ${how}.`,
      lastLines(output, 12),
    );
  });
  failed.catch(() => {});
  const baseUrl = await Promise.race([address, failed]);
  const control = async <T>(what: string): Promise<T> => {
    const url = `${baseUrl}/bench/${what}`;
    const answer = await Promise.race([fetch(url, { method: 'POST' }), failed]);
    if (!answer.ok) {
      throw new Sentence(`${what} failed`, lastLines(await answer.text(), 12));
    }
    return (await answer.json()) as T;
  };
  const memory = () => control<{ peakBytes: number }>('memory');
  return {
    async ingest() {
      await control('ingest');
      for (;;) {
        const ingested = await control<Partial<Ingested>>('ingested');
        if (isWhole(ingested)) return ingested;
        await sleep(POLL_MS);
      }
    },
    renew: () => control('renew'),
    async record(work) {
      await control('record');
      await work();
      return control('recorded');
    },
    peakMegabytes: async () => (await memory()).peakBytes / 1e6,
    async get(path, user = 0) {
      const url = `${baseUrl}/api/costs${path}`;
      const headers = { 'x-user': String(user) };
      const timed = await timeRequest(url, { headers }, PATIENCE_MS);
      if (timed.status !== 200) {
        throw new Sentence(
          `${path} answered ${timed.status}`,
          lastLines(timed.body, 12),
        );
      }
      return timed;
    },
    async stop() {
      running.child.kill('SIGTERM');
      await running.ended;
    },
  };
}
