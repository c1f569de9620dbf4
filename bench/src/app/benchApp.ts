import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { BACKEND_ENTRY } from '../../../scripts/lib/build.ts';
import { findChromium } from '../../../scripts/lib/chromium.ts';
import type { Layout } from '../../../scripts/lib/layout.ts';
import { findFreeRow, isPortFree } from '../../../scripts/lib/ports.ts';
import {
  forgetState,
  portalEnvironment,
  startBackend,
  startSandbox,
  until,
} from '../../../scripts/lib/portal.ts';
import type { SandboxFacts } from '../../../scripts/lib/portal.ts';
import type { Running } from '../../../scripts/lib/processes.ts';
import { Sentence } from '../../../scripts/lib/sentence.ts';
import type { BenchContext } from '../context.ts';
import { judge, median } from '../result.ts';
import type { BenchResult } from '../result.ts';
import { interleave } from '../rounds.ts';
import { residentMegabytes } from './memory.ts';
import { ensureStock } from './stock.ts';
import { initialGzip } from './transfer.ts';

const STARTS = 5;
const RESTING = 2;
const PEER = 'stock create-app 1.55';

interface Candidate {
  start: (port: number) => Promise<Running>;
}

interface Started {
  seconds: number;
  running: Running;
  url: string;
}

/** Our portal against the app that create-app emits: bytes, start, memory. */
export async function benchApp(context: BenchContext): Promise<BenchResult[]> {
  const { layout, folder, processes, progress } = context;
  const chromium = findChromium(process.env);
  if (!chromium) {
    throw new Sentence('This bench needs Chromium: CHROMIUM_PATH may name it.');
  }
  const stock = await ensureStock(context);
  const port = await findFreeRow(7607, 8, isPortFree);
  const { running, facts } = await startSandbox(layout.build, {
    // Apart from the portal's, which is forgotten before each start.
    layout: { ...layout, state: join(folder, 'sandbox') },
    port: port + 1,
    processes,
  });
  progress.say('Waiting until the sandbox has written its bills');
  await until(
    [running],
    300_000,
    async () => hasWrittenBills(facts) || undefined,
    'The sandbox did not write its bills in 5 minutes',
  );
  const ours = ourCandidate(context, facts, 'empty');
  const oursAgain = ourCandidate(context, facts, 'kept');
  const peer = stockCandidate(context, stock);
  const both = <T>(work: (started: Started) => Promise<T>) => ({
    ours: () => withStarted(ours, port, work),
    peer: () => withStarted(peer, port, work),
  });

  progress.say(`Starting each ${STARTS} times`);
  const startsAgain: number[] = [];
  const start = both(async s => s.seconds);
  const starts = await interleave(STARTS, {
    ...start,
    ours: async () => {
      const seconds = await start.ours();
      // On what that start has left.
      startsAgain.push(
        await withStarted(oursAgain, port, async s => s.seconds),
      );
      return seconds;
    },
  });
  progress.say('Loading the first page in Chromium');
  const bytes = await interleave(
    1,
    both(async s => (await initialGzip(s.url, chromium)) / 1000),
  );
  progress.say(`Resting ${RESTING} × 60 seconds each`);
  const memory = await interleave(
    RESTING,
    both(async s => {
      await sleep(60_000);
      return residentMegabytes(s.running.child.pid ?? 0);
    }),
  );
  const figure = (name: string, unit: string, side: typeof starts) => ({
    name,
    unit,
    ours: median(side.ours),
    peer: median(side.peer),
    peerName: PEER,
  });
  const peerPlus = (slack: number) =>
    ({ kind: 'at-most-peer', factor: 1, slack } as const);
  return [
    judge(figure('first page, JS and CSS, gzip', 'kB', bytes), peerPlus(0)),
    judge(figure('start to ready, empty state', 's', starts), peerPlus(0.5)),
    judge(
      figure('start to ready, kept state', 's', {
        ...starts,
        ours: startsAgain,
      }),
      peerPlus(0.5),
    ),
    judge(figure('memory after 60 s', 'MB', memory), peerPlus(60)),
  ];
}

/** The sandbox notes what it has written when all of it is there. */
function hasWrittenBills({ billing }: SandboxFacts): boolean {
  return !billing || existsSync(join(billing.directory, 'export.json'));
}

function ourCandidate(
  { layout, processes }: BenchContext,
  sandbox: SandboxFacts,
  state: 'empty' | 'kept',
): Candidate {
  return {
    async start(port) {
      if (state === 'empty') await forgetState(layout);
      return startBackend({
        layout,
        processes,
        name: 'bench-ours',
        configs: [join(layout.root, 'app-config.yaml')],
        env: portalEnvironment({ port, state: layout.state, sandbox }),
      });
    },
  };
}

function stockCandidate(
  { layout, processes }: BenchContext,
  stock: Layout,
): Candidate {
  return {
    async start(port) {
      const baseUrl = JSON.stringify(`http://localhost:${port}`);
      return processes.start({
        name: 'bench-stock',
        command: process.execPath,
        args: [
          join(stock.build, BACKEND_ENTRY),
          '--config',
          join(stock.root, 'app-config.yaml'),
        ],
        cwd: join(stock.root, 'packages', 'backend'),
        env: {
          ...process.env,
          NODE_ENV: 'production',
          APP_CONFIG_app_packageName: join(stock.build, 'packages', 'app'),
          APP_CONFIG_app_baseUrl: baseUrl,
          APP_CONFIG_backend_baseUrl: baseUrl,
          APP_CONFIG_backend_listen: JSON.stringify({
            host: '127.0.0.1',
            port,
          }),
        },
        log: join(layout.logs, 'bench-stock.log'),
      });
    },
  };
}

async function withStarted<T>(
  candidate: Candidate,
  port: number,
  work: (started: Started) => Promise<T>,
): Promise<T> {
  const began = performance.now();
  const running = await candidate.start(port);
  const url = `http://localhost:${port}`;
  await until(
    [running],
    120_000,
    () => isReady(url),
    `${running.name} did not become ready in 2 minutes`,
    20,
  );
  const seconds = (performance.now() - began) / 1000;
  const stop = async () => {
    running.child.kill('SIGTERM');
    const timer = setTimeout(() => running.child.kill('SIGKILL'), 5_000);
    await running.ended;
    clearTimeout(timer);
  };
  try {
    return await work({ seconds, running, url });
  } finally {
    await stop();
  }
}

async function isReady(url: string): Promise<true | undefined> {
  const answer = await fetch(`${url}/.backstage/health/v1/readiness`, {
    signal: AbortSignal.timeout(2_000),
  }).catch(() => undefined);
  await answer?.arrayBuffer();
  return answer?.ok || undefined;
}
