import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Sentence } from '../../../scripts/lib/sentence.ts';
import type { BenchContext } from '../context.ts';
import { startBenchPortal, timeRequest } from '../portal.ts';
import type { BenchPortal, Timed } from '../portal.ts';
import { judge, median } from '../result.ts';
import type { BenchResult } from '../result.ts';
import { interleave } from '../rounds.ts';
import type { Side } from '../rounds.ts';
import { benchConfig, benchEntities } from './config.ts';
import { startFakeCluster } from './fakeCluster.ts';
import type { FakeCluster } from './fakeCluster.ts';
import { COMPONENT } from './objects.ts';

const PODS = 1_000;
const NODES = 50;
const ROUNDS = 30;
const PEER = 'Kubernetes backend, fan-out';
/** A hung peer answers only when this is over. */
const CAP = 10_000;

/** Our views against the stock Kubernetes backend, in the same portal, on the same clusters. */
export async function benchClusters(
  context: BenchContext,
): Promise<BenchResult[]> {
  const { folder, progress } = context;
  const clusters = await Promise.all(
    ['one', 'two', 'three'].map(name =>
      startFakeCluster({ name, nodes: NODES, pods: PODS }),
    ),
  );
  const entities = join(folder, 'catalog.yaml');
  const config = join(folder, 'app-config.bench.yaml');
  await writeFile(entities, benchEntities());
  await writeFile(config, benchConfig(context.layout.root, entities, clusters));
  progress.say('Starting the portal on 3 clusters × 1,000 pods');
  const portal = await startBenchPortal(context, config);
  const ask = asker(portal);
  await sameData(ask);

  progress.say(`Measuring ${ROUNDS} interleaved rounds`);
  const settle = () => sleep(300);
  const fleet = await interleave(
    ROUNDS,
    { ours: ask.fleet, peer: ask.peer },
    settle,
  );
  const one = await interleave(
    ROUNDS,
    { ours: () => ask.cluster('one'), peer: ask.peer },
    settle,
  );
  progress.say('Counting requests to the clusters');
  const perView = await upstreamPerView(clusters, ask);
  progress.say('Hanging one cluster');
  clusters[2]?.hang();
  const hung = await measureHung(ask);

  const results = [
    faster('fleet, p50', fleet),
    faster('one cluster, p50', one),
    judge(
      {
        ...perView,
        name: 'requests to clusters per view',
        unit: 'requests',
        peerName: PEER,
      },
      { kind: 'at-most', limit: 0 },
    ),
    judge(
      {
        name: 'other clusters while one hangs, slowest',
        unit: 'ms',
        ours: Math.max(...hung.ours),
        peer: Math.max(...hung.peer),
        peerName: `${PEER} (given up after ${CAP / 1000} s)`,
      },
      { kind: 'at-most', limit: 1_000 },
    ),
  ];
  await Promise.all(clusters.map(cluster => cluster.close()));
  return results;
}

interface Asker {
  fleet: () => Promise<number>;
  cluster: (name: string) => Promise<number>;
  peer: () => Promise<number>;
  read: (path: string) => Promise<Timed>;
  query: (limit?: number) => Promise<Timed>;
}

function asker({ baseUrl, headers }: BenchPortal): Asker {
  const read = (path: string) =>
    timeRequest(`${baseUrl}/api/clusters${path}`, { headers });
  const query = (limit?: number) =>
    timeRequest(
      `${baseUrl}/api/kubernetes/resources/workloads/query`,
      {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify({
          entityRef: `component:default/${COMPONENT}`,
          auth: {},
        }),
      },
      limit,
    );
  const good = async (timed: Promise<Timed>) => {
    const { status, milliseconds, body } = await timed;
    if (status !== 200) {
      throw new Sentence(`A view answered ${status}: ${body.slice(0, 200)}`);
    }
    return milliseconds;
  };
  return {
    fleet: () => good(read('/fleet')),
    cluster: name => good(read(`/clusters/${name}`)),
    peer: () => good(query()),
    read,
    query,
  };
}

/**
 * Both must have seen the same pods before their times are compared.
 * @throws Sentence when they have not after half a minute
 */
async function sameData(ask: Asker): Promise<void> {
  let seen = '';
  for (let attempt = 0; attempt < 60; attempt++) {
    const fleet = JSON.parse((await ask.read('/fleet')).body || '{}') as {
      clusters?: { name: string; pods?: { total: number } }[];
    };
    const query = JSON.parse((await ask.query()).body || '{}') as {
      items?: {
        cluster: { name: string };
        resources: { type: string; resources: unknown[] }[];
      }[];
    };
    const ours = fleet.clusters?.map(c => [c.name, c.pods?.total ?? 0]) ?? [];
    const peer =
      query.items?.map(item => [
        item.cluster.name,
        item.resources.find(({ type }) => type === 'pods')?.resources.length,
      ]) ?? [];
    seen = JSON.stringify({ ours: ours.sort(), peer: peer.sort() });
    const wanted = JSON.stringify(
      ['one', 'three', 'two'].map(name => [name, PODS]),
    );
    if (seen === `{"ours":${wanted},"peer":${wanted}}`) return;
    await sleep(500);
  }
  throw new Sentence(`The two sides do not show the same pods: ${seen}`);
}

function faster(name: string, side: Side<number>): BenchResult {
  return judge(
    {
      name,
      unit: 'ms',
      ours: median(side.ours),
      peer: median(side.peer),
      peerName: PEER,
    },
    { kind: 'at-most-peer', factor: 1 / 50, slack: 0 },
  );
}

/**
 * Requests that the clusters received beyond those of an equally long time
 * without views: collecting goes on, whether anybody looks or not.
 */
async function upstreamPerView(
  clusters: readonly FakeCluster[],
  ask: Asker,
): Promise<{ ours: number; peer: number }> {
  const total = () => clusters.reduce((sum, c) => sum + c.requests(), 0);
  const during = async (work: () => Promise<unknown>) => {
    const before = total();
    const [, views] = await Promise.all([sleep(30_000), work()]);
    return { requests: total() - before, views: views as number };
  };
  const idle = await during(async () => 0);
  const looking = await during(async () => {
    const views = 1_000;
    for (let view = 0; view < views; view++) await ask.fleet();
    return views;
  });
  const before = total();
  await ask.peer();
  const peer = total() - before;
  const extra = Math.max(0, looking.requests - idle.requests);
  // A poll more or less in 30 seconds is the timer's, not the views'.
  const ours = Math.round((extra / looking.views) * 10) / 10;
  return { ours, peer };
}

async function measureHung(
  ask: Asker,
): Promise<{ ours: number[]; peer: number[] }> {
  const ours: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    ours.push(await ask.cluster('one'), await ask.cluster('two'));
    ours.push(await ask.fleet());
    await sleep(200);
  }
  const { milliseconds } = await ask.query(CAP);
  return { ours, peer: [milliseconds] };
}
