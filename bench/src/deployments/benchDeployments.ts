import { Sentence } from '../../../scripts/lib/sentence.ts';
import type { BenchContext } from '../context.ts';
import { judge, median, quantile } from '../result.ts';
import type { BenchResult } from '../result.ts';
import { interleave } from '../rounds.ts';
import { loadBuilt } from './backend.ts';
import type { Store } from './backend.ts';
import { seedProposals } from './pages.ts';
import { bareRound, createBare, naiveRound, storeRound } from './votes.ts';
import type { Round } from './votes.ts';

/** The scratch server of the tests; a variable, since that file is checked with its own package. */
const POSTGRES = new URL(
  '../../../packages/backend-kit/src/testUtils/postgres.ts',
  import.meta.url,
).href;
const ROUNDS = 12;
const PROPOSALS = 100_000;
const READS = 40;
const FLOOR = 'bare UPDATE + INSERT';
const NONE = 'no peer: a limit';

interface Postgres {
  hasPostgres(): boolean;
  startPostgres(): Promise<{
    host: string;
    user: string;
    stop(): Promise<void>;
  }>;
}

/** A hundred votes at once beside a floor, and the lists over 100,000 proposals, on a PostgreSQL of its own. */
export async function benchDeployments({
  layout,
  progress,
}: BenchContext): Promise<BenchResult[]> {
  const { hasPostgres, startPostgres }: Postgres = await import(POSTGRES);
  if (!hasPostgres()) {
    throw new Sentence('The bench needs PostgreSQL 15: install postgresql-15.');
  }
  const built = loadBuilt(layout);
  const server = await startPostgres();
  const { host, user } = server;
  const database = built.createKnex({
    client: 'pg',
    connection: { host, user, database: 'postgres' },
    pool: { min: 10, max: 10 },
  });
  try {
    const store = await built.openStore(database);
    await createBare(database);
    progress.say('A hundred votes at once');
    const votes = await interleave<Round & { verified?: boolean }>(ROUNDS, {
      ours: () => storeRound(built, store),
      peer: () => bareRound(database),
    });
    const naive = await naiveRound(database);
    const rates = (rounds: { votesPerSecond: number }[]) =>
      median(rounds.map(({ votesPerSecond }) => votesPerSecond));
    const wrong = votes.ours.filter(
      ({ accepted, verified }) => accepted !== 1 || !verified,
    );
    progress.say(`${PROPOSALS} proposals with ten events each`);
    const [like] = await store.open();
    if (!like) throw new Error('No proposal is left to seed from');
    await seedProposals(database, like, PROPOSALS);
    return [
      judge(
        {
          name: 'rounds of 100 votes with another outcome than one',
          unit: '',
          ours: wrong.length,
          peer: naive.accepted - 1,
          peerName: 'votes lost by read-then-write',
        },
        { kind: 'at-most', limit: 0 },
      ),
      limit(
        'one of 100 votes at once, p99',
        'ms',
        median(votes.ours.map(({ each }) => quantile(each, 0.99))),
        50,
      ),
      judge(
        {
          name: 'time per vote',
          unit: 'ms',
          ours: 1_000 / rates(votes.ours),
          peer: 1_000 / rates(votes.peer),
          peerName: FLOOR,
        },
        { kind: 'at-most-peer', factor: 2, slack: 0 },
      ),
      limit('board’s reads, p95', 'ms', await p95(() => board(store)), 100),
      limit('inbox’s reads, p95', 'ms', await p95(() => inbox(store)), 100),
    ];
  } finally {
    await database.destroy();
    await server.stop();
  }
}

function board(store: Store): Promise<unknown> {
  return Promise.all([
    store.list({ open: true, limit: 500 }),
    store.running(),
    store.newestReleases(),
  ]);
}

function inbox(store: Store): Promise<unknown> {
  return Promise.all([store.open(), store.owing()]);
}

async function p95(read: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  await read();
  for (let n = 0; n < READS; n++) {
    const from = performance.now();
    await read();
    times.push(performance.now() - from);
  }
  return quantile(times, 0.95);
}

function limit(name: string, unit: string, ours: number, most: number) {
  return judge(
    { name, unit, ours, peer: 0, peerName: NONE },
    { kind: 'at-most', limit: most },
  );
}
