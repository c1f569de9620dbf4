import {
  Actor,
  CommandContext,
  Decision,
  hasNotBegun,
  isUnsettled,
  InboxItem,
  InboxView,
  mayVote,
  Person,
  Policy,
  Proposal,
  ProposalSummary,
  summaryOf,
} from '@textloom/plugin-deployments-common';

/** What an inbox is made of. */
export interface InboxInput {
  actor: Actor;
  people: readonly Person[];
  policy: Policy;
  /** Proposals that have not ended, and those that wait for a review or for somebody to adopt them. */
  proposals: readonly Proposal[];
  /** What the viewer asked for and has not ended. */
  asked: readonly ProposalSummary[];
  /** Milliseconds since the epoch. */
  now: number;
}

/** What waits for the viewer, the nearest deadline first. */
export function inboxView(input: InboxInput): InboxView {
  const { proposals, asked, now } = input;
  return {
    waiting: proposals
      .flatMap(proposal => itemOf(proposal, input) ?? [])
      .sort((a, b) => (a.deadline ?? Infinity) - (b.deadline ?? Infinity)),
    asked,
    generatedAt: now,
  };
}

function itemOf(
  proposal: Proposal,
  { actor, people, policy, now }: InboxInput,
): InboxItem | undefined {
  const item = {
    proposal: summaryOf(proposal),
    changes: proposal.changes.length,
  };
  const me = people.find(({ ref }) => ref === actor.ref);
  const { breakGlass, owner, state, expiresAt } = proposal;
  if (breakGlass && !breakGlass.review && breakGlass.person !== actor.ref) {
    return me?.groups.includes(owner)
      ? { ...item, why: 'review', deadline: breakGlass.reviewDueAt }
      : undefined;
  }
  if (isUnsettled(state)) {
    return me?.groups.includes(owner) ? { ...item, why: 'adopt' } : undefined;
  }
  if (!hasNotBegun(state) && state !== 'Executing') {
    return undefined;
  }
  const ctx: CommandContext = {
    now,
    actor,
    people,
    policy,
    around: {
      running: proposal.baseline,
      gates: proposal.gates,
      successes: [],
      denied: [],
      incidents: [],
      debts: [],
    },
  };
  const may = mayVote(proposal, ctx);
  if (!may.ok) {
    return undefined;
  }
  const voided = votesOf(proposal, actor.ref).find(vote => vote.voided);
  return {
    ...item,
    level: may.level,
    levelName: proposal.policy.levels[may.level]?.name,
    why: voided ? 'reaffirm' : 'vote',
    ...(voided?.voided && { delta: voided.voided.changes }),
    deadline: expiresAt,
  };
}

/** Newest first. */
function votesOf({ decisions }: Proposal, person: string): Decision[] {
  return decisions
    .filter(vote => vote.person === person && vote.withdrawnAt === undefined)
    .reverse();
}
