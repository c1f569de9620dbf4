import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Sentence } from '../../../scripts/lib/sentence.ts';
import type { BenchContext } from '../context.ts';
import { billFile, extentOf, writeBill } from './bill.ts';
import { loaderOf, openRaw } from './duck.ts';
import type { RawDuck } from './duck.ts';
import { MONTHS, writeUsage } from './estate.ts';
import { startCosts } from './portal.ts';
import type { CostsPortal, Ingested } from './portal.ts';

const COMPARED_MONTH = '2026-10';

export const millions = (rows: number) => `${rows / 1e6} M`;

/** A bill that the portal has read, beside raw DuckDB. */
export interface Stage {
  portal: CostsPortal;
  raw: RawDuck;
  bills: string;
  ingested: Ingested;
}

/** About so many rows in 13 months, of which some are written. */
export interface Bill {
  rows: number;
  months?: readonly string[];
}

/** Works with a bill of about so many rows, once what the portal says of it is right. */
export async function withStage<T>(
  context: BenchContext,
  { rows, months = MONTHS }: Bill,
  work: (stage: Stage) => Promise<T>,
): Promise<T> {
  const { layout, folder, progress } = context;
  const bills = join(folder, 'bills');
  await rm(bills, { recursive: true, force: true });
  const raw = await openRaw(loaderOf(layout));
  let portal: CostsPortal | undefined;
  try {
    await progress.during(`Writing a bill of ${millions(rows)} rows`, () =>
      Promise.all([writeBill(raw, bills, rows, months), writeUsage(bills)]),
    );
    portal = await startCosts(context, millions(rows), bills);
    const reading = portal.ingest();
    const ingested = await progress.during('Reading it', () => reading);
    progress.say(
      `${ingested.rows} rows in ${ingested.total.toFixed(
        1,
      )} s, longest month ${Math.max(...ingested.seconds).toFixed(1)} s`,
    );
    const stage = { portal, raw, bills, ingested };
    await assertSame(stage, extentOf(rows, months).rows);
    return await work(stage);
  } finally {
    await portal?.stop();
    raw.close();
    await rm(bills, { recursive: true, force: true });
  }
}

/**
 * The plugin's sums by service are those of the files that it read, to the last digit, and its own check holds.
 * @throws Sentence when they are not
 */
async function assertSame(
  { portal, raw, bills, ingested }: Stage,
  written: number,
): Promise<void> {
  const { body } = await portal.get(
    `/explore?from=${COMPARED_MONTH}-01&to=${COMPARED_MONTH}-31&grain=month&groupBy=service&limit=1000`,
  );
  const view = JSON.parse(body) as {
    rows: { keys: string[]; cost: string }[];
    strip: { check: { state: string } };
  };
  const ours = view.rows.map(({ keys, cost }) => `${keys[0]} ${cost}`).sort();
  const found = await raw.rows(
    `SELECT "ServiceName", sum("EffectiveCost"::DECIMAL(38, 12))
     FROM read_csv('${billFile(bills, COMPARED_MONTH)}', all_varchar = true)
     GROUP BY 1`,
  );
  const peer = found
    .map(([name, sum]) => `${name} ${String(sum).replace(/\.?0+$/, '')}`)
    .sort();
  if (JSON.stringify(ours) !== JSON.stringify(peer)) {
    throw new Sentence('The portal’s sums are not those of the bill', [
      ...ours.filter(each => !peer.includes(each)),
      ...peer.filter(each => !ours.includes(each)),
    ]);
  }
  const isWhole = ingested.rejected === 0 && ingested.rows === written;
  if (!isWhole || view.strip.check.state !== 'equal') {
    throw new Sentence(
      `Of ${written} rows ${ingested.rows} were read and ${ingested.rejected} refused; layers and bill: ${view.strip.check.state}`,
    );
  }
}
