import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Sentence } from '../../../scripts/lib/sentence.ts';
import { findFreeRow, isPortFree } from '../../../scripts/lib/ports.ts';
import { benchConfig, benchEntities } from '../clusters/config.ts';
import type { BenchContext } from '../context.ts';
import { startBenchPortal, timeRequest } from '../portal.ts';
import type { BenchPortal } from '../portal.ts';
import { judge, median, quantile } from '../result.ts';
import type { BenchResult } from '../result.ts';
import { interleave } from '../rounds.ts';
import { startBigCluster } from './bigCluster.ts';
import type { BigCluster } from './bigCluster.ts';
import { costExponent, steadyLoad, timeToSubscriber } from './load.ts';

const FULL = { nodes: 5_000, pods: 150_000 };
const SHARES = [1 / 16, 1 / 4, 1];
const RELISTS = 3;
const NONE = 'no peer: a limit';

interface Probe {
  loop: { p99: number; max: number };
  cpuSeconds: number;
  heapBytes: number;
}

interface Stage {
  portal: BenchPortal & { stop: () => Promise<void> };
  cluster: BigCluster;
  probe: (what: 'read' | 'reset' | 'heap') => Promise<Probe>;
}

/** One cluster of 5,000 nodes and 150,000 pods, beside a sixteenth and a quarter of it. */
export async function benchScale(
  context: BenchContext,
): Promise<BenchResult[]> {
  const { progress } = context;
  const costs: { size: number; cost: number }[] = [];
  const results: BenchResult[] = [];
  const empty = await withStage(context, { nodes: 1, pods: 1 }, stage =>
    heapOf(stage),
  );
  for (const share of SHARES) {
    const size = {
      nodes: Math.round(FULL.nodes * share),
      pods: Math.round(FULL.pods * share),
    };
    progress.say(`${size.nodes} nodes and ${size.pods} pods`);
    await withStage(context, size, async stage => {
      const relists = await relist(stage);
      costs.push({ size: share, cost: relists.cpuSeconds });
      if (share === 1) {
        const objects = size.nodes + size.pods;
        const perObject = ((await heapOf(stage)) - empty) / objects;
        results.push(
          limit('heap retained per object', 'bytes', perObject, 1_024),
          limit('event loop during a relist, p99', 'ms', relists.p99, 50),
          ...(await underLoad(stage)),
          await subscriber(stage),
          await nodeList(stage),
        );
      }
    });
  }
  results.push(
    limit('cost exponent over 1×, 4×, 16×', '', costExponent(costs), 1.1),
  );
  return results;
}

function limit(name: string, unit: string, ours: number, most: number) {
  return judge(
    { name, unit, ours, peer: 0, peerName: NONE },
    { kind: 'at-most', limit: most },
  );
}

async function withStage<T>(
  context: BenchContext,
  size: { nodes: number; pods: number },
  work: (stage: Stage) => Promise<T>,
): Promise<T> {
  const cluster = await startBigCluster({ name: 'big', ...size });
  const entities = join(context.folder, 'catalog.yaml');
  const config = join(context.folder, 'app-config.bench.yaml');
  await writeFile(entities, benchEntities());
  await writeFile(
    config,
    benchConfig(context.layout.root, entities, [cluster]),
  );
  const port = await findFreeRow(7_607, 1, isPortFree);
  const portal = await startBenchPortal(context, config, {
    BENCH_PROBE_PORT: String(port),
    NODE_OPTIONS: `--import ${new URL('./probe.ts', import.meta.url).href}`,
  });
  const probe = async (what: string) => {
    const answer = await fetch(`http://127.0.0.1:${port}/${what}`);
    return (await answer.json()) as Probe;
  };
  try {
    await until(async () => {
      const { body } = await read(portal, '/clusters/big');
      const view = JSON.parse(body) as { pods?: { total: number } };
      return view.pods?.total === size.pods;
    });
    return await work({ portal, cluster, probe });
  } finally {
    await portal.stop();
    await cluster.close();
  }
}

function read(portal: BenchPortal, path: string) {
  return timeRequest(`${portal.baseUrl}/api/clusters${path}`, {
    headers: portal.headers,
  });
}

/** @throws Sentence when it does not hold within 4 minutes */
async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 480; attempt++) {
    if (await holds().catch(() => false)) return;
    await sleep(500);
  }
  throw new Sentence('The portal does not show what the cluster holds');
}

async function heapOf({ probe }: Stage): Promise<number> {
  await sleep(2_000);
  const sizes: number[] = [];
  for (let i = 0; i < 3; i++) sizes.push((await probe('heap')).heapBytes);
  return Math.min(...sizes);
}

/** Processor seconds of a relist of everything beyond those of an equally long quiet time. */
async function relist({ cluster, probe }: Stage) {
  const cpuSeconds: number[] = [];
  const p99: number[] = [];
  for (let round = 0; round < RELISTS; round++) {
    await sleep(3_000);
    const wanted = cluster.podLists() + 1;
    await probe('reset');
    const before = await probe('read');
    const began = performance.now();
    cluster.expire();
    await until(async () => cluster.podLists() >= wanted);
    await sleep(2_000);
    const after = await probe('read');
    const lasted = performance.now() - began;
    await sleep(lasted);
    const quiet = (await probe('read')).cpuSeconds - after.cpuSeconds;
    cpuSeconds.push(after.cpuSeconds - before.cpuSeconds - quiet);
    p99.push(after.loop.p99);
  }
  return { cpuSeconds: Math.max(0.001, median(cpuSeconds)), p99: median(p99) };
}

/** 50 requests a second while 17 nodes and 200 pods change each second. */
async function underLoad({ portal, cluster }: Stage): Promise<BenchResult[]> {
  let turn = 0;
  const changes = setInterval(() => {
    turn++;
    cluster.changeNode((turn * 7) % FULL.nodes, true);
    for (let i = 0; i < 12; i++) {
      cluster.changePod((turn * 12 + i) % FULL.pods);
    }
  }, 60);
  try {
    const paths = {
      fleet: '/fleet',
      cluster: '/clusters/big',
      'node group': '/clusters/big/node-groups/group-1',
    };
    const times = await steadyLoad(portal, Object.values(paths), 50, 20);
    return Object.entries(paths).map(([name, path]) =>
      limit(
        `${name} at 50 requests/s, p95`,
        'ms',
        quantile(times.get(path) ?? [], 0.95),
        100,
      ),
    );
  } finally {
    clearInterval(changes);
  }
}

async function subscriber({ portal, cluster }: Stage): Promise<BenchResult> {
  const times: number[] = [];
  for (let round = 0; round < 8; round++) {
    times.push(
      await timeToSubscriber(portal, () =>
        cluster.changeNode(7, round % 2 === 1),
      ),
    );
  }
  return limit(
    'change to subscriber, slowest of 8',
    'ms',
    Math.max(...times),
    2_000,
  );
}

/** The cluster with all its nodes, against the fastest way to the raw list. */
async function nodeList({ portal, cluster }: Stage): Promise<BenchResult> {
  const ours = async () => {
    const { milliseconds, body } = await read(portal, '/clusters/big');
    const began = performance.now();
    JSON.parse(body);
    return milliseconds + performance.now() - began;
  };
  const peer = async () => {
    const began = performance.now();
    const answer = await fetch(`${cluster.url}/api/v1/nodes`);
    await answer.json();
    return performance.now() - began;
  };
  const side = await interleave(7, { ours, peer });
  return judge(
    {
      name: 'all 5,000 nodes',
      unit: 'ms',
      ours: median(side.ours),
      peer: median(side.peer),
      peerName: 'fetch and JSON.parse of the raw list',
    },
    { kind: 'at-most-peer', factor: 1, slack: 0 },
  );
}
