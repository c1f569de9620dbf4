import { LoggedEvent } from '@textloom/plugin-deployments-common';
import { JournalEntry } from './journal';

/** What is wrong, by kind; all zero when nothing is. */
export interface Findings {
  /** Acknowledged, and without effect. */
  lost: number;
  /** More effects than operations. */
  duplicate: number;
  /** Effects that nobody asked for, or that were refused. */
  phantom: number;
  /** Events in an order that must not be. */
  illegal: number;
}

/** Compares what workers know with the logs of all proposals. */
export function judgeChaos(
  journal: readonly JournalEntry[],
  logs: readonly (readonly LoggedEvent[])[],
): Findings {
  const effects = new Map<string, number>();
  for (const { event } of logs.flat()) {
    const id = operationOf(event);
    if (id !== undefined) {
      effects.set(id, (effects.get(id) ?? 0) + 1);
    }
  }
  // Steps of executions carry no name; they are judged by their order.
  const named = journal.filter(({ operation }) => operation.kind !== 'execute');
  const known = new Map(named.map(entry => [entry.operation.id, entry.answer]));
  const count = (answer: JournalEntry['answer'], has: boolean) =>
    named.filter(
      entry =>
        entry.answer === answer && effects.has(entry.operation.id) === has,
    ).length;
  const unasked = [...effects.keys()].filter(id => !known.has(id)).length;
  const versions = new Map(
    logs.flatMap(log => log.map(({ proposal }) => [proposal, log.length])),
  );
  // Of any kind: what was acknowledged had a version, which is there for good.
  const cut = journal.filter(
    ({ operation, version = 0 }) =>
      version > (versions.get(operation.proposal ?? operation.id) ?? 0),
  );
  return {
    lost: count('acked', false) + cut.length,
    duplicate: [...effects.values()].filter(n => n > 1).length,
    phantom: unasked + count('refused', true),
    illegal: overlapping(logs) + logs.filter(isIllegal).length,
  };
}

function operationOf(event: LoggedEvent['event']): string | undefined {
  switch (event.type) {
    case 'proposed':
      return event.proposal.id;
    case 'voted':
      return event.decision.id;
    case 'commented':
      return event.id;
    case 'withdrawn':
      return event.reason;
    default:
      return undefined;
  }
}

const ENDS = ['withdrawn', 'rolled-back'];
const MOVES = ['voted', 'execution-started', 'rollback-started', ...ENDS];

/** One person with two votes, or something that moves after the end. */
function isIllegal(log: readonly LoggedEvent[]): boolean {
  const end = log.findIndex(({ event }) => ENDS.includes(event.type));
  const after = end < 0 ? [] : log.slice(end + 1);
  const votes = log.flatMap(({ event, actor }) =>
    event.type === 'voted' ? [actor] : [],
  );
  return (
    after.some(({ event }) => MOVES.includes(event.type)) ||
    new Set(votes).size < votes.length
  );
}

/** Executions of one place that began before the one before had ended, or with an older token. */
function overlapping(logs: readonly (readonly LoggedEvent[])[]): number {
  const places = new Map<
    string,
    { from: number; to: number; token: number }[]
  >();
  for (const log of logs) {
    const started = log.find(({ event }) => event.type === 'execution-started');
    const [first] = log;
    if (
      started?.event.type === 'execution-started' &&
      first.event.type === 'proposed'
    ) {
      const { service, environment } = first.event.proposal;
      const key = `${service}/${environment}`;
      const end = log.find(({ event }) => event.type === 'rolled-back');
      const span = {
        from: started.at,
        to: end?.at ?? Infinity,
        token: started.event.token,
      };
      places.set(key, [...(places.get(key) ?? []), span]);
    }
  }
  return [...places.values()]
    .map(spans => spans.sort((a, b) => a.from - b.from || a.to - b.to))
    .flatMap(spans => spans.slice(1).map((span, n) => [spans[n], span]))
    .filter(([a, b]) => b.from < a.to || b.token < a.token).length;
}
