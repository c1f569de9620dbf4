import { Change } from './fingerprint';
import { ProposalEvent } from './events';
import { EnvironmentPolicy } from './policy';
import { Decision, Proposal } from './proposal';

/** Who caused an event, and when by the database's clock. */
export interface EventMeta {
  actor: string;
  /** Milliseconds since the epoch. */
  at: number;
}

/** The part of {@link fold} about what people say; undefined for other events. */
export function foldDecision(
  proposal: Proposal,
  event: ProposalEvent,
  meta: EventMeta,
): Proposal | undefined {
  const { actor, at } = meta;
  switch (event.type) {
    case 'commented': {
      const comment = { id: event.id, person: actor, text: event.text, at };
      return { ...proposal, comments: [...proposal.comments, comment] };
    }
    case 'voted':
      return {
        ...proposal,
        decisions: [...proposal.decisions, event.decision],
      };
    case 'vote-withdrawn':
      return {
        ...proposal,
        decisions: proposal.decisions.map(decision =>
          decision.id === event.decision
            ? { ...decision, withdrawnAt: at }
            : decision,
        ),
      };
    case 'revised':
      return foldRevised(proposal, event, at);
    case 'tightened':
      return foldTightened(proposal, event.policy, event.policyVersion);
    case 'glass-broken': {
      const { incident, reason, reviewDueAt } = event;
      return {
        ...proposal,
        breakGlass: { person: actor, incident, reason, at, reviewDueAt },
      };
    }
    case 'reviewed':
      return proposal.breakGlass
        ? {
            ...proposal,
            breakGlass: {
              ...proposal.breakGlass,
              review: { person: actor, at, comment: event.comment },
            },
          }
        : proposal;
    default:
      return undefined;
  }
}

function foldRevised(
  proposal: Proposal,
  event: Extract<ProposalEvent, { type: 'revised' }>,
  at: number,
): Proposal {
  const { fingerprint, baseline, changes, delta } = event;
  const { execution, ...rest } = proposal;
  return {
    ...rest,
    state: proposal.policy.levels.length ? 'Pending' : 'Waiting',
    reasons: [],
    fingerprint,
    ...(baseline ? { baseline } : {}),
    changes,
    decisions: proposal.decisions.map(decision => voided(decision, delta, at)),
  };
}

function voided(
  decision: Decision,
  delta: readonly Change[],
  at: number,
): Decision {
  if (decision.withdrawnAt !== undefined) {
    return decision;
  }
  const before = decision.voided;
  return {
    ...decision,
    voided: before
      ? { at: before.at, changes: joinChanges(before.changes, delta) }
      : { at, changes: delta },
  };
}

/** What changed over two revisions: from the first before to the last after; nothing where that is the same. */
export function joinChanges(
  first: readonly Change[],
  second: readonly Change[],
): Change[] {
  const key = ({ object, path }: Change) => `${object} ${path}`;
  const joined = new Map(first.map(change => [key(change), change]));
  for (const change of second) {
    const earlier = joined.get(key(change));
    joined.set(
      key(change),
      earlier ? { ...change, before: earlier.before } : change,
    );
  }
  return [...joined.values()].filter(
    ({ before, after, subject }) =>
      before !== after || subject.kind.startsWith('object-'),
  );
}

/** Votes stay with their level by its name: rules may have put others before it. */
function foldTightened(
  proposal: Proposal,
  policy: EnvironmentPolicy,
  policyVersion: string,
): Proposal {
  const names = policy.levels.map(({ name }) => name);
  return {
    ...proposal,
    policy,
    policyVersion,
    expiresAt: Math.min(
      proposal.expiresAt,
      proposal.requestedAt + policy.expiresAfterMs,
    ),
    decisions: proposal.decisions.map(decision => ({
      ...decision,
      level: names.indexOf(proposal.policy.levels[decision.level]?.name),
    })),
  };
}
