import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  Drill,
  DrillEvent,
  DrillSummary,
} from '@textloom/plugin-restore-drills-common';
import { Knex } from 'knex';
import { Decide, TransactOptions } from '../service/DrillsStore';
import { append } from './append';
import { claimKey, keepAnswer } from './idempotency';
import { checkFence, lock, readNow } from './locks';
import {
  drillOf,
  DrillRow,
  drillRow,
  eventOf,
  EventRow,
  eventRow,
  summaryOfRow,
} from './rows';

/** What a transaction has made of a drill. */
export interface Transacted {
  drill: Drill;
  events: readonly DrillEvent[];
}

/** The one transaction by which drills change. Whatever changes a drill of a store waits for the store's lock. */
export function transactOnce(
  database: Knex,
  id: string,
  options: TransactOptions,
  decide: Decide,
): Promise<Transacted> {
  return database.transaction(async transaction => {
    await lock(transaction, `store:${options.store}`);
    await checkFence(transaction, options);
    const answered = await claimKey(transaction, id, options);
    if (answered) {
      return { drill: await asOf(transaction, answered), events: [] };
    }
    const row = await transaction('drills').where({ id }).first('body');
    const now = await readNow(transaction);
    const running = await runningBeside(transaction, id, options.store);
    const before = row && drillOf(row);
    if (before && before.store.id !== options.store) {
      throw new ConflictError(`${id} is not a drill of ${options.store}`);
    }
    const events = decide({
      drill: before,
      now,
      ...(running && { running }),
    });
    const drill = await write(transaction, before, events, {
      actor: options.actor,
      at: now,
    });
    if (!drill) {
      throw new NotFoundError(`There is no drill ${id}`);
    }
    await keepAnswer(transaction, options, drill.version);
    return { drill, events };
  });
}

async function runningBeside(
  transaction: Knex.Transaction,
  id: string,
  store: string,
): Promise<DrillSummary | undefined> {
  const row = await transaction('drills')
    .where({ running: store })
    .andWhereNot({ id })
    .first('summary');
  return row && summaryOfRow(row);
}

/** A drill as it was. */
async function asOf(
  transaction: Knex.Transaction,
  { drill: id, version }: { drill: string; version: number },
): Promise<Drill> {
  const rows: EventRow[] = await transaction('drill_events')
    .where({ drill: id })
    .andWhere('sequence', '<=', version)
    .orderBy('sequence');
  let drill: Drill | undefined;
  for (const { event, actor, at } of rows.map(eventOf)) {
    drill = append(drill, [event], { actor, at }).after;
  }
  if (drill?.version !== version) {
    throw damaged(id, version);
  }
  return drill;
}

async function write(
  transaction: Knex.Transaction,
  before: Drill | undefined,
  events: readonly DrillEvent[],
  meta: { actor: string; at: number },
): Promise<Drill | undefined> {
  if (events.length === 0) {
    return before;
  }
  const { after, logged } = append(before, events, {
    ...meta,
    ...(before && { lastHash: await lastHash(transaction, before) }),
  });
  if (!after) {
    return undefined;
  }
  await transaction('drill_events').insert(logged.map(eventRow));
  await writeSnapshot(transaction, before, drillRow(after));
  return after;
}

async function lastHash(
  transaction: Knex.Transaction,
  { id, version }: Drill,
): Promise<string> {
  const row = await transaction('drill_events')
    .where({ drill: id, sequence: version })
    .first('hash');
  if (!row) {
    throw damaged(id, version);
  }
  return row.hash;
}

/** Compare and set: the row is written only over the version that was read. */
async function writeSnapshot(
  transaction: Knex.Transaction,
  before: Drill | undefined,
  row: DrillRow,
): Promise<void> {
  if (!before) {
    await transaction('drills').insert(row);
    return;
  }
  const written = await transaction('drills')
    .where({ id: row.id, version: before.version })
    .update(row);
  if (written !== 1) {
    throw new ConflictError('The drill has changed meanwhile; try again');
  }
}

function damaged(id: string, version: number): ConflictError {
  return new ConflictError(`The log of ${id} has no event ${version}`);
}
