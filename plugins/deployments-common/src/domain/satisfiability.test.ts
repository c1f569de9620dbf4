import fc from 'fast-check';
import { levelsOf } from './levels';
import { reasonText } from './reasonText';
import { fastestUnblock, satisfiability } from './satisfiability';
import { vote } from './vote';
import {
  aContext,
  aLevel,
  anActor,
  anEnvironment,
  aPerson,
  aProposal,
  TEST_NOW,
} from '../testUtils';

const proposalFor = (
  people: ReturnType<typeof aPerson>[],
  levels = anEnvironment().levels,
) => {
  const base = aProposal({ policy: anEnvironment({ levels }) });
  return { proposal: base, ctx: aContext({ people }) };
};

describe('satisfiability', () => {
  it('names who is excluded, and why', () => {
    const { proposal, ctx } = proposalFor(
      [aPerson('ana', ['security'])],
      [aLevel('security', 'security')],
    );
    const own = {
      ...proposal,
      involved: [
        {
          person: 'user:default/ana',
          as: 'author' as const,
          commits: { own: 3, all: 14 },
        },
      ],
    };
    const result = satisfiability(own, ctx);
    expect(result.ok ? [] : result.reasons.map(reasonText)).toEqual([
      'Nobody can take a seat of security at level security: ana wrote 3 of 14 commits.',
    ]);
    expect(result.ok ? [] : result.reasons[0].details).toEqual([
      { code: 'is-author', params: { person: 'ana', own: 3, all: 14 } },
    ]);
  });

  it('names who is needed elsewhere, and groups without people', () => {
    const both = aPerson('both', ['team-leads', 'sre']);
    const { proposal, ctx } = proposalFor([both]);
    const result = satisfiability(proposal, ctx);
    expect(result.ok ? [] : result.reasons.map(reasonText)).toEqual([
      'Nobody can take a seat of sre at level sre: both is needed at level lead, where nobody else can approve.',
    ]);
    const empty = satisfiability(proposal, { people: [] });
    expect(empty.ok ? [] : empty.reasons.map(reasonText)[0]).toContain(
      'the group has no people',
    );
  });

  it('does not count two accounts of one person twice', () => {
    const twin = { ...aPerson('twin', ['sre']), identities: ['one@x.dev'] };
    const one = {
      ...aPerson('one', ['team-leads']),
      identities: ['ONE@x.dev'],
    };
    const { proposal, ctx } = proposalFor([one, twin]);
    expect(satisfiability(proposal, ctx).ok).toBe(false);
  });

  it('names a bounded number of people', () => {
    const crowd = Array.from({ length: 500 }, (_, at) =>
      aPerson(`p${at}`, ['security']),
    );
    const { proposal, ctx } = proposalFor(crowd, [
      aLevel('security', 'security'),
    ]);
    const involved = crowd.map(({ ref }) => ({
      person: ref,
      as: 'author' as const,
    }));
    const result = satisfiability({ ...proposal, involved }, ctx);
    const [reason] = result.ok ? [] : result.reasons;
    expect(reason.params.people).toMatch(/; and 490 more$/);
    expect(reason.params.more).toBe(490);
    expect(reason.details).toHaveLength(10);
  });
});

describe('fastestUnblock', () => {
  it('names people whose votes, one after the other, complete every level', () => {
    const person = fc.subarray(['team-leads', 'sre', 'media'], {
      minLength: 1,
    });
    fc.assert(
      fc.property(fc.array(person, { minLength: 2, maxLength: 6 }), groups => {
        const people = groups.map((own, at) => aPerson(`p${at}`, own));
        const { proposal, ctx } = proposalFor(people);
        fc.pre(satisfiability(proposal, ctx).ok);
        const voters = fastestUnblock(proposal, ctx);
        expect(voters).toHaveLength(2);
        const decisions = voters.map(({ ref }, level) => ({
          id: `${level}`,
          person: ref,
          level,
          verdict: 'approve' as const,
          fingerprint: proposal.fingerprint.approval,
          at: TEST_NOW,
        }));
        const complete = levelsOf({ ...proposal, decisions }, ctx);
        expect(complete.map(({ state }) => state)).toEqual([
          'complete',
          'complete',
        ]);
        expect(fastestUnblock({ ...proposal, decisions }, ctx)).toEqual([]);
      }),
    );
  });

  it('does not depend on the order in which votes came (S16)', () => {
    const levels = [
      aLevel('a', 'team-leads', { approvals: 2, unlocks: 25 }),
      aLevel('b', 'sre', {
        approvals: 2,
        groups: [
          { group: 'group:default/sre', atLeast: 1 },
          { group: 'group:default/media', atLeast: 0 },
        ],
      }),
    ];
    const seat = fc.record({
      person: fc.constantFrom('p0', 'p1', 'p2', 'p3'),
      level: fc.nat(1),
    });
    const people = [
      aPerson('p0', ['team-leads', 'sre']),
      aPerson('p1', ['team-leads', 'media']),
      aPerson('p2', ['sre', 'media']),
      aPerson('p3', ['team-leads', 'sre', 'media']),
    ];
    const { proposal, ctx } = proposalFor(people, levels);
    const filled = (votes: { person: string; level: number }[]) =>
      levelsOf(
        {
          ...proposal,
          decisions: votes.map(({ person, level }, at) => ({
            id: `${at}`,
            person: `user:default/${person}`,
            level,
            verdict: 'approve' as const,
            fingerprint: proposal.fingerprint.approval,
            at: TEST_NOW,
          })),
        },
        ctx,
      ).map(level => level.seats.filter(taken => taken.person).length);
    fc.assert(
      fc.property(
        fc
          .array(seat, { maxLength: 6 })
          .chain(votes =>
            fc.tuple(
              fc.constant(votes),
              fc.shuffledSubarray(votes, { minLength: votes.length }),
            ),
          ),
        ([votes, shuffled]) => {
          expect(filled(shuffled)).toEqual(filled(votes));
          expect(filled([...votes, ...votes])).toEqual(filled(votes));
        },
      ),
    );
  });

  it('decides parallel approvals of one person once', () => {
    const { proposal } = proposalFor([]);
    const ctx = aContext({ actor: anActor('lead') });
    const input = {
      verdict: 'approve' as const,
      fingerprint: proposal.fingerprint.approval,
    };
    const first = vote(proposal, { id: '1', ...input }, ctx);
    const decisions = first.ok
      ? first.events.flatMap(event =>
          event.type === 'voted' ? [event.decision] : [],
        )
      : [];
    expect(
      vote({ ...proposal, decisions }, { id: '2', ...input }, ctx).ok,
    ).toBe(false);
  });
});
