import { Knex } from 'knex';
import { StoredSurroundings } from '../service/DeploymentsStore';
import { Place } from '../service/ports';
import { newestOfEach } from './newestOfEach';
import { SuccessRow, successOf } from './rows';

/** Successes of one environment that are looked at. */
const MAX_SUCCESSES = 50;
const MAX_DEBTS = 20;

/** What is known around a proposal. */
export async function readSurroundings(
  database: Knex,
  options: {
    place: Place;
    /** The team whose debts count; without it there are none. */
    owner?: string;
    /** Not counted as busy with. */
    proposal?: string;
    /** What executes in the place, where it was read already. */
    executing?: string | null;
  },
): Promise<StoredSurroundings> {
  const { place, owner, proposal } = options;
  const { service, environment } = place;
  // An environment that deploys often must not hide what runs in the others.
  const successes = await newestOfEach<SuccessRow>(database, 'successes', {
    where: { service },
    each: 'environment',
    values: await database('places').where({ service }).pluck('environment'),
    by: 'at',
    limit: MAX_SUCCESSES,
  });
  const denied: { artefacts: string }[] = await database('denied_releases')
    .where({ service, environment })
    .select('artefacts');
  const executing =
    options.executing === undefined
      ? await executingIn(database, place)
      : options.executing;
  return {
    successes: successes.map(successOf).sort((a, b) => b.at - a.at),
    denied: denied.map(({ artefacts }) => artefacts),
    debts: owner === undefined ? [] : await debtsOf(database, owner),
    ...busyWith(executing, proposal),
  };
}

/** What executes in the place, unless it is the proposal itself. */
export function busyWith(
  executing: string | null | undefined,
  proposal: string | undefined,
): Pick<StoredSurroundings, 'busyWith'> {
  return executing && executing !== proposal ? { busyWith: executing } : {};
}

async function debtsOf(
  database: Knex,
  owner: string,
): Promise<StoredSurroundings['debts']> {
  const rows: { id: string; review_due_at: number | string }[] = await database(
    'proposals',
  )
    .where({ owner })
    .whereNotNull('review_due_at')
    .orderBy('review_due_at')
    .limit(MAX_DEBTS)
    .select('id', 'review_due_at');
  return rows.map(row => ({
    proposal: row.id,
    dueAt: Number(row.review_due_at),
  }));
}

async function executingIn(
  database: Knex,
  { service, environment }: Place,
): Promise<string | null | undefined> {
  const row = await database('places')
    .where({ service, environment })
    .first('executing');
  return row?.executing;
}
