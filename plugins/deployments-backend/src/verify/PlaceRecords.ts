import { groupBy } from '@textloom/kernel';
import { isActive, Proposal } from '@textloom/plugin-deployments-common';
import { Effect } from '../database/effects';
import { PlaceRow, StoredLog } from '../database/readLog';
import { Problem, Replayed } from './verifyProposal';

const TABLES = {
  places: ['service', 'environment', 'executing'],
  successes: [
    'service',
    'environment',
    'artefacts',
    'version',
    'proposal',
    'at',
    'until',
  ],
  denied_releases: ['service', 'environment', 'artefacts', 'proposal'],
} as const;

type Table = keyof typeof TABLES;
type Happened = Pick<Proposal, 'id' | 'service' | 'environment'> & {
  artefacts: string;
  version: string;
  effect: Effect;
};

/** What the logs of all proposals make of places: who executes, what has succeeded, and what does not come back. */
export class PlaceRecords {
  readonly #executing: PlaceRow[] = [];
  readonly #happened: Happened[] = [];

  /** Takes one proposal into account. */
  add({ proposal, effects }: Replayed): void {
    const { id, service, environment, state, release } = proposal;
    const { artefacts } = proposal.fingerprint;
    const { version } = release;
    const known = { id, service, environment, artefacts, version };
    if (isActive(state)) {
      this.#executing.push({ service, environment, executing: id });
    }
    this.#happened.push(...effects.map(effect => ({ ...known, effect })));
  }

  /** Compares with the tables. */
  async compare(stored: StoredLog): Promise<Problem[]> {
    const successes: PlaceRow[] = [];
    const denied: PlaceRow[] = [];
    const places = groupBy(
      this.#happened,
      ({ service, environment }) => `${service}/${environment}`,
    );
    for (const happened of places.values()) {
      happened.sort((a, b) => a.effect.at - b.effect.at);
      const place = replayPlace(happened);
      place.successes.forEach(row => successes.push(row));
      place.denied.forEach(row => denied.push(row));
    }
    return [
      ...(await compareTable(stored, 'places', this.#executing)),
      ...(await compareTable(stored, 'successes', successes)),
      ...(await compareTable(stored, 'denied_releases', denied)),
    ];
  }
}

/** The rows of one place after everything that happened there, in its order. */
function replayPlace(happened: readonly Happened[]): {
  successes: PlaceRow[];
  denied: PlaceRow[];
} {
  const successes: PlaceRow[] = [];
  const denied = new Map<string, PlaceRow>();
  for (const { effect, ...known } of happened) {
    const { id, service, environment, artefacts, version } = known;
    const { at } = effect;
    const running = successes.find(({ until }) => until === null);
    const row = { service, environment, artefacts, proposal: id };
    if (effect.type === 'succeeds') {
      denied.delete(artefacts);
      end(running, at);
      const before = successes.findIndex(({ proposal }) => proposal === id);
      if (before >= 0) {
        successes.splice(before, 1);
      }
      successes.push({ ...row, version, at, until: null });
    } else if (effect.type === 'lapses' && running?.proposal === id) {
      end(running, at);
    } else if (effect.type === 'is-denied' && !denied.has(artefacts)) {
      denied.set(artefacts, row);
    }
  }
  return { successes, denied: [...denied.values()] };
}

function end(row: PlaceRow | undefined, at: number): void {
  if (row) {
    row.until = at;
  }
}

async function compareTable(
  stored: StoredLog,
  table: Table,
  expected: readonly PlaceRow[],
): Promise<Problem[]> {
  const columns = TABLES[table];
  const rows = await stored.rows(table, columns);
  // PostgreSQL gives 64-bit integers as text.
  const text = (row: PlaceRow) =>
    columns.map(column => String(row[column])).join(' ');
  const proposalOf = ({ executing, proposal }: PlaceRow) =>
    String(executing ?? proposal);
  const left = new Map(expected.map(row => [text(row), row]));
  const problems = rows
    .filter(row => !left.delete(text(row)))
    .map(row => ({
      table,
      proposal: proposalOf(row),
      problem: 'the row is not what the log says',
    }));
  return [
    ...problems,
    ...[...left.values()].map(row => ({
      table,
      proposal: proposalOf(row),
      problem: `the log says ${text(row)}, and no row does`,
    })),
  ];
}
