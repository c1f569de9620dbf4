import { InputError } from '@backstage/errors';
import { DrillSummary } from '@textloom/plugin-restore-drills-common';
import { Knex } from 'knex';
import { z } from 'zod';
import { DrillFilter } from '../service/DrillsStore';
import { DrillRow, summaryOfRow } from './rows';

const TABLE = 'drills';
const cursorSchema = z.tuple([z.number(), z.string().max(14)]);

type Row = Pick<DrillRow, 'id' | 'summary' | 'queued_at'>;

/** A page of drills, newest first. @throws InputError for a cursor that is none of ours. */
export async function listDrills(
  database: Knex,
  { store, plan, cursor, limit }: DrillFilter,
): Promise<{ items: DrillSummary[]; nextCursor?: string }> {
  const query = database(TABLE)
    .select('id', 'summary', 'queued_at')
    .orderByRaw('queued_at desc, id desc')
    .limit(limit + 1);
  if (store !== undefined) {
    query.where({ store });
  }
  if (plan !== undefined) {
    query.where({ plan });
  }
  if (cursor !== undefined) {
    query.whereRaw('(queued_at, id) < (?, ?)', readCursor(cursor));
  }
  const rows: Row[] = await query;
  const page = rows.slice(0, limit);
  return {
    items: page.map(summaryOfRow),
    ...(rows.length > limit && { nextCursor: cursorOf(page[limit - 1]) }),
  };
}

/** By plan: the newest run with a verdict, and the newest that has proven that the store can be restored. */
export async function newestOfPlans(
  database: Knex,
): Promise<Map<string, { last?: DrillSummary; proven?: DrillSummary }>> {
  const [last, proven] = await Promise.all([
    newest(database, { final: true }),
    newest(database, { proof: true }),
  ]);
  const found = new Map<
    string,
    { last?: DrillSummary; proven?: DrillSummary }
  >();
  last.forEach(summary => found.set(summary.plan, { last: summary }));
  proven.forEach(summary =>
    found.set(summary.plan, { ...found.get(summary.plan), proven: summary }),
  );
  return found;
}

async function newest(
  database: Knex,
  among: Partial<DrillRow>,
): Promise<DrillSummary[]> {
  const ranked = database(TABLE)
    .where(among)
    .select('id')
    .rowNumber('place', function order() {
      this.partitionBy('plan')
        .orderBy('ended_at', 'desc')
        .orderBy('id', 'desc');
    });
  const rows: Pick<DrillRow, 'summary'>[] = await database(TABLE)
    .whereIn(
      'id',
      database.from(ranked.as('ranked')).where({ place: 1 }).select('id'),
    )
    .select('summary');
  return rows.map(summaryOfRow);
}

export function cursorOf({
  queued_at,
  id,
}: Pick<Row, 'id' | 'queued_at'>): string {
  return Buffer.from(JSON.stringify([Number(queued_at), id])).toString(
    'base64url',
  );
}

export function readCursor(cursor: string): [number, string] {
  try {
    return cursorSchema.parse(
      JSON.parse(Buffer.from(cursor, 'base64url').toString()),
    );
  } catch {
    throw new InputError('cursor must be one that an answer has given');
  }
}
