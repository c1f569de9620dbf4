import { CommandContext, Outcome } from './context';
import { peopleIndex } from './directory';
import { ineligible } from './eligibility';
import { emptyGroups, LevelProgress, levelsOf } from './levels';
import { actingPerson, humanReasons, proofReasons } from './person';
import { Person } from './people';
import { Decision, Proposal } from './proposal';
import { Reason } from './reasons';
import { because } from './refuse';
import { satisfiability } from './satisfiability';
import { countingVotes, fill, groupsOf, isIn, stands } from './seats';
import { hasNotBegun } from './states';
import { standingEvents } from './standing';
import { fold } from './fold';
import { ProposalEvent } from './events';
import { MineView } from './views';

/** A vote for exactly one fingerprint. */
export interface VoteInput {
  id: string;
  verdict: 'approve' | 'reject';
  /** φ that the person saw. */
  fingerprint: string;
  /** By default the level that waits for people. */
  level?: number;
  comment?: string;
}

/** What is asked of the guards of a vote. */
interface Ballot {
  verdict: VoteInput['verdict'];
  fingerprint: string;
  person: Person;
  level: number;
  levels: readonly LevelProgress[];
}

type VoteGuard = (
  proposal: Proposal,
  ballot: Ballot,
  ctx: CommandContext,
) => Reason[];

/** S17, S16: votes are taken until what they are about has begun. */
const state: VoteGuard = (proposal, { levels }) =>
  hasNotBegun(proposal.state) ||
  (proposal.state === 'Executing' &&
    levels.some(level => level.state !== 'complete'))
    ? []
    : [because('wrong-state', { state: proposal.state })];

/** S11: what has not begun to run ends with its time. */
const expiry: VoteGuard = (proposal, _, { now }) =>
  hasNotBegun(proposal.state) && now >= proposal.expiresAt
    ? [because('expired', { at: proposal.expiresAt })]
    : [];

/** S4. */
const human: VoteGuard = (proposal, _, ctx) => [
  ...humanReasons(ctx),
  ...proofReasons(ctx, proposal.policy.maxProofAgeMs),
];

/** S8: for what is proposed now and nothing else. */
const fingerprint: VoteGuard = (proposal, ballot) =>
  ballot.fingerprint === proposal.fingerprint.approval
    ? []
    : [
        because('fingerprint-changed', {
          given: ballot.fingerprint,
          current: proposal.fingerprint.approval,
        }),
      ];

/** S3, S5: of the level's groups, and independent of the change. */
const eligible: VoteGuard = (proposal, { level, person }, ctx) =>
  ineligible(person, level, proposal, ctx);

/** S6: a level opens when those before it are complete. */
const order: VoteGuard = (_, { level, levels }) => {
  const before = levels
    .slice(0, level)
    .find(earlier => earlier.state !== 'complete');
  return before
    ? [
        because('level-not-open', {
          level: levels[level].name,
          before: before.name,
        }),
      ]
    : [];
};

/** S2: one person has one seat. */
const once: VoteGuard = (proposal, { level, person }, ctx) => {
  const { canon } = peopleIndex(ctx.people);
  return proposal.decisions.flatMap(decision => {
    if (!stands(decision, proposal) || canon(decision.person) !== person.ref) {
      return [];
    }
    return decision.level === level
      ? [because('already-voted', { person: person.name })]
      : [
          because('already-seated', {
            person: person.name,
            level: proposal.policy.levels[decision.level]?.name ?? '',
          }),
        ];
  });
};

/** A rejection needs no seat; an approval needs one that it fills. */
const seat: VoteGuard = (proposal, { verdict, level, levels, person }, ctx) => {
  const progress = levels[level];
  if (verdict === 'reject') {
    return [];
  }
  if (progress.state === 'complete') {
    return [because('level-complete', { level: progress.name })];
  }
  const votes = countingVotes(proposal, ctx.people);
  const count = (seats: readonly { person?: Person }[]) =>
    seats.filter(taken => taken.person !== undefined).length;
  const decision = { level } as Decision;
  return count(fill(proposal, [...votes, { person, decision }])) >
    count(fill(proposal, votes))
    ? []
    : [
        because('not-in-group', {
          person: person.name,
          group: emptyGroups(proposal, progress),
        }),
      ];
};

/** L2: nobody takes a seat that others can take while a later one needs them. */
const feasible: VoteGuard = (proposal, ballot, ctx) => {
  if (ballot.verdict === 'reject' || !satisfiability(proposal, ctx).ok) {
    return [];
  }
  const after = satisfiability(
    {
      ...proposal,
      decisions: [...proposal.decisions, decisionOf('', ballot, ctx.now)],
    },
    ctx,
  );
  return after.ok
    ? []
    : [
        because('vote-needed-elsewhere', {
          person: ballot.person.name,
          level: after.reasons[0].params.level,
        }),
      ];
};

/** Every guard of a vote, by name; those after `eligible` are asked only of who may vote at all. */
export const VOTE_GUARDS: Readonly<Record<string, VoteGuard>> = {
  state,
  expiry,
  human,
  fingerprint,
  eligible,
  order,
  once,
  seat,
  feasible,
};

const ONLY_ELIGIBLE = ['seat', 'feasible'];

function voteReasons(
  proposal: Proposal,
  ballot: Ballot,
  ctx: CommandContext,
  guards: Readonly<Record<string, VoteGuard>>,
): Reason[] {
  const reasons: Reason[] = [];
  for (const [name, guard] of Object.entries(guards)) {
    if (!reasons.length || !ONLY_ELIGIBLE.includes(name)) {
      reasons.push(...guard(proposal, ballot, ctx));
    }
  }
  return reasons;
}

function decisionOf(
  id: string,
  { person, level, verdict, fingerprint: seen }: Ballot,
  at: number,
  comment?: string,
): Decision {
  return {
    id,
    person: person.ref,
    level,
    verdict,
    fingerprint: seen,
    ...(comment === undefined ? {} : { comment }),
    at,
  };
}

function ballotOf(
  proposal: Proposal,
  input: Omit<VoteInput, 'id'>,
  ctx: CommandContext,
): Ballot {
  const levels = levelsOf(proposal, ctx);
  const { verdict, fingerprint: seen } = input;
  const person = actingPerson(ctx);
  const level = input.level ?? levelFor(proposal, verdict, person, levels);
  return { verdict, fingerprint: seen, person, level, levels };
}

/** The level that waits for people; a rejection is of the first level, up to that one, whose people may give it. */
function levelFor(
  proposal: Proposal,
  verdict: VoteInput['verdict'],
  person: Person,
  levels: readonly LevelProgress[],
): number {
  const incomplete = levels.findIndex(level => level.state !== 'complete');
  const open = incomplete < 0 ? levels.length - 1 : incomplete;
  const own = proposal.policy.levels
    .slice(0, open + 1)
    .findIndex(level => isIn(person, groupsOf(level, proposal.owner)));
  return verdict === 'reject' && own >= 0 ? own : open;
}

/**
 * Approves or rejects what is proposed now. Rejecting ends a proposal that has not begun; what runs already is rolled
 * back.
 */
export function vote(
  proposal: Proposal,
  input: VoteInput,
  ctx: CommandContext,
  guards = VOTE_GUARDS,
): Outcome {
  const ballot = ballotOf(proposal, input, ctx);
  if (!proposal.policy.levels[ballot.level]) {
    const level = input.level ?? 0;
    return { ok: false, reasons: [because('no-such-level', { level })] };
  }
  const reasons = voteReasons(proposal, ballot, ctx, guards);
  if (reasons.length) {
    return { ok: false, reasons };
  }
  const decision = decisionOf(input.id, ballot, ctx.now, input.comment);
  const voted: ProposalEvent = { type: 'voted', decision };
  return {
    ok: true,
    events: [voted, ...consequences(proposal, voted, decision, ctx)],
  };
}

function consequences(
  proposal: Proposal,
  voted: ProposalEvent,
  decision: Decision,
  ctx: CommandContext,
): ProposalEvent[] {
  if (decision.verdict === 'reject') {
    const { person, comment } = decision;
    return proposal.state === 'Executing'
      ? [
          {
            type: 'rollback-started',
            trigger: { kind: 'person', person, reason: comment ?? '' },
          },
        ]
      : [{ type: 'rejected', decision: decision.id }];
  }
  const after = fold(proposal, voted, { actor: ctx.actor.ref, at: ctx.now });
  return hasNotBegun(after.state) ? standingEvents(after, ctx) : [];
}

/** Whether the actor's approval would be taken now, and at which level; the same answer that {@link vote} gives. */
export function mayVote(
  proposal: Proposal,
  ctx: CommandContext,
): MineView['vote'] {
  const outcome = vote(
    proposal,
    {
      id: '',
      verdict: 'approve',
      fingerprint: proposal.fingerprint.approval,
    },
    ctx,
  );
  if (!outcome.ok) {
    return outcome;
  }
  const [event] = outcome.events;
  return {
    ok: true,
    level: event.type === 'voted' ? event.decision.level : 0,
  };
}
