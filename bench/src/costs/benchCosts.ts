import type { BenchContext } from '../context.ts';
import { judge, median, quantile } from '../result.ts';
import type { BenchResult } from '../result.ts';
import { interleave } from '../rounds.ts';
import { costExponent } from '../scale/load.ts';
import type { CostsPortal, Ingested } from './portal.ts';
import { MONTHS } from './estate.ts';
import { DRILL, QUESTIONS } from './questions.ts';
import type { Question } from './questions.ts';
import { millions, withStage } from './stage.ts';
import type { Stage } from './stage.ts';

const SIZES = {
  full: { rows: 10e6, growth: [1e6, 4e6, 16e6] },
  small: { rows: 5e5, growth: [5e4, 2e5, 8e5] },
};
const ROUNDS = 15;
const USERS = 10;
const CROWDS = 10;
const MEMORY_MB = 1_000;
/** The drill is over the last of them, and compares with the one before. */
const GROWN = MONTHS.slice(-2);
const FLOOR = 'the same SQL in raw DuckDB';
const NONE = 'no peer: a limit';

/** A bill of ten million rows, read and asked by the costs plugin, beside raw DuckDB over the same files. */
export async function benchCosts(
  context: BenchContext,
): Promise<BenchResult[]> {
  const { rows, growth } = SIZES[context.size];
  const results = await withStage(context, { rows }, async stage => [
    ...readingResults(stage.ingested),
    ...(await questionResults(context, stage)),
    ...(await crowdResults(context, stage)),
    limit(
      'largest memory of the portal’s process',
      'MB',
      await stage.portal.peakMegabytes(),
      MEMORY_MB,
    ),
  ]);
  const reading: { size: number; cost: number }[] = [];
  const asking: { size: number; cost: number }[] = [];
  for (const size of growth) {
    await withStage(
      context,
      { rows: size, months: GROWN },
      async ({ portal, ingested }) => {
        reading.push({ size: ingested.rows, cost: ingested.total });
        asking.push({ size: ingested.rows, cost: await drillTime(portal) });
      },
    );
  }
  const over = growth.map(millions).join(', ');
  return [
    ...results,
    limit(
      `exponent of ingest, 2 of 13 months of ${over}`,
      '',
      costExponent(reading),
      1.1,
    ),
    limit(`exponent of a drill into ${over}`, '', costExponent(asking), 1.1),
  ];
}

function readingResults({
  seconds,
  builderMegabytes,
}: Ingested): BenchResult[] {
  return [
    limit('one month read, the longest', 's', Math.max(...seconds), 60),
    limit(
      'largest memory of the process that reads',
      'MB',
      builderMegabytes,
      MEMORY_MB,
    ),
  ];
}

/** Each question new every time, beside the statements that it is answered by. */
async function questionResults(
  { progress }: BenchContext,
  { portal, raw }: Stage,
): Promise<BenchResult[]> {
  progress.say(`Measuring ${ROUNDS} interleaved rounds of each question`);
  const results: BenchResult[] = [];
  for (const question of QUESTIONS) {
    const statements = await portal.record(() => portal.get(question.path(-1)));
    const side = await interleave(ROUNDS, {
      ours: async () => timeOf(portal, question),
      peer: async () => {
        const from = performance.now();
        await raw.replay(statements);
        return performance.now() - from;
      },
    });
    results.push(
      judge(
        {
          name: `${question.name}, p50`,
          unit: 'ms',
          ours: median(side.ours),
          peer: median(side.peer),
          peerName: `${FLOOR} (${statements.length})`,
        },
        { kind: 'at-most-peer', factor: 1.1, slack: 5 },
      ),
    );
  }
  return results;
}

let asked = 0;

async function timeOf(portal: CostsPortal, { path }: Question) {
  asked += 1;
  return (await portal.get(path(asked))).milliseconds;
}

/** Ten people with ten scopes open the overview at once: first after new data, then again. */
async function crowdResults(
  { progress }: BenchContext,
  { portal }: Stage,
): Promise<BenchResult[]> {
  progress.say(`${USERS} people at once open the overview, ${CROWDS} times`);
  const crowd = async () => {
    const users = Array.from({ length: USERS }, (_, user) => user + 1);
    const answers = await Promise.all(
      users.map(user => portal.get('/overview', user)),
    );
    return answers.map(({ milliseconds }) => milliseconds);
  };
  await crowd();
  const uncached: number[] = [];
  const cached: number[] = [];
  for (let n = 0; n < CROWDS; n++) {
    await portal.renew();
    // What the plugin does by itself when data is new, before it reviews it.
    await portal.get('/overview');
    uncached.push(...(await crowd()));
    cached.push(...(await crowd()));
  }
  return [
    limit(
      `overview for ${USERS} people after new data, p95`,
      'ms',
      quantile(uncached, 0.95),
      500,
    ),
    limit(
      `overview for ${USERS} people again, p95`,
      'ms',
      quantile(cached, 0.95),
      100,
    ),
  ];
}

async function drillTime(portal: CostsPortal): Promise<number> {
  const times: number[] = [];
  await timeOf(portal, DRILL);
  for (let n = 0; n < 7; n++) times.push(await timeOf(portal, DRILL));
  return median(times);
}

function limit(name: string, unit: string, ours: number, most: number) {
  return judge(
    { name, unit, ours, peer: 0, peerName: NONE },
    { kind: 'at-most', limit: most },
  );
}
