import { HOUR, MINUTE } from '@textloom/kernel';
import { commitStep } from './commitStep';
import { CommandContext, Outcome } from './context';
import { breakGlass, review } from './glass';
import { pause } from './control';
import { propose } from './propose';
import { Proposal } from './proposal';
import { Reason, ReasonCode } from './reasons';
import { reasonText } from './reasonText';
import { record } from './record';
import { withdraw, withdrawVote } from './takeBack';
import { vote } from './vote';
import { mineView } from './mine';
import {
  aBaseline,
  aContext,
  aDigest,
  aLevel,
  anActor,
  anEnvironment,
  aPerson,
  aPolicy,
  aProposal,
  aProposeInput,
  aRelease,
  after,
  TEST_NOW,
  TEST_PEOPLE,
} from '../testUtils';

const PHI = aProposal().fingerprint.approval;
const as = (name: string, more: Parameters<typeof aContext>[0] = {}) =>
  aContext({ actor: anActor(name), ...more });

function approve(proposal: Proposal, ctx: CommandContext, level?: number) {
  return vote(
    proposal,
    { id: 'v', verdict: 'approve', fingerprint: PHI, level },
    ctx,
  );
}

function done(proposal: Proposal, outcome: Outcome): Proposal {
  return outcome.ok ? after(proposal, outcome.events) : proposal;
}

const approved = done(aProposal(), approve(aProposal(), as('lead')));
const start = (proposal: Proposal, ctx = as('portal')) =>
  commitStep(proposal, { step: 0, token: 1 }, ctx);
const running = after(done(approved, start(approved)), [
  { type: 'step-reached', step: 0, weight: 5 },
]);
const withGates = (gates: Proposal['policy']['gates']) => ({
  ...approved,
  policy: { ...approved.policy, gates },
});
const dev = aContext({ actor: anActor('dev') });
const asked = (input: Parameters<typeof aProposeInput>[0], ctx = dev) =>
  propose(aProposeInput(input, ctx), ctx);

/** One way to each reason. */
const WAYS: Record<ReasonCode, () => Outcome | { reasons: readonly Reason[] }> =
  {
    'not-human': () =>
      approve(
        aProposal(),
        as('lead', { actor: anActor('lead', { kind: 'agent' }) }),
      ),
    'proof-too-old': () =>
      approve(
        aProposal(),
        as('lead', { actor: anActor('lead', { provenAt: undefined }) }),
      ),
    'not-in-group': () => approve(aProposal(), as('sre')),
    'is-requester': () => approve(aProposal(), as('dev')),
    'is-author': () => approve(aProposal(), as('dev')),
    'is-builder': () =>
      approve(
        aProposal({
          involved: [{ person: 'user:default/lead', as: 'builder' }],
        }),
        as('lead'),
      ),
    'is-sponsor': () => approve(aProposal(), as('dev')),
    'already-seated': () =>
      approve(
        approved,
        as('lead', {
          people: [
            aPerson('lead', ['team-leads', 'sre']),
            aPerson('sre', ['sre']),
          ],
        }),
      ),
    'already-voted': () => approve(approved, as('lead'), 0),
    'level-not-open': () => approve(aProposal(), as('sre'), 1),
    'level-complete': () => approve(approved, as('lead2'), 0),
    'no-such-level': () => approve(aProposal(), as('lead'), 7),
    'fingerprint-changed': () =>
      vote(
        aProposal(),
        { id: 'v', verdict: 'approve', fingerprint: 'f'.repeat(64) },
        as('lead'),
      ),
    'wrong-state': () => approve(aProposal({ state: 'Succeeded' }), as('lead')),
    expired: () => approve(aProposal({ expiresAt: TEST_NOW }), as('lead')),
    frozen: () =>
      start(
        approved,
        as('portal', {
          policy: aPolicy({
            freezes: [
              {
                name: 'Launch',
                reason: 'big day',
                environments: ['prod'],
                services: [],
                when: { from: TEST_NOW, to: TEST_NOW + HOUR },
              },
            ],
          }),
        }),
      ),
    'gate-not-passed': () => start(withGates([{ kind: 'ci' }])),
    'approvals-missing': () => start(aProposal()),
    'group-missing': () => {
      const level = aLevel('lead', 'team-leads', {
        groups: [{ group: 'group:default/team-leads', atLeast: 1 }],
      });
      const policy = { ...anEnvironment(), levels: [level] };
      return start(aProposal({ policy }));
    },
    'vote-lapsed': () =>
      start(approved, as('portal', { people: TEST_PEOPLE.slice(2) })),
    rejected: () =>
      start({
        ...approved,
        decisions: [
          {
            id: 'r',
            person: 'user:default/sre',
            level: 1,
            verdict: 'reject',
            fingerprint: PHI,
            at: TEST_NOW,
          },
        ],
      }),
    'baseline-changed': () =>
      start(
        approved,
        as('portal', {
          around: {
            running: aBaseline({
              version: undefined,
              images: [{ repository: 'r', digest: aDigest('x') }],
            }),
          },
        }),
      ),
    'baseline-unknown': () =>
      start(approved, as('portal', { around: { running: undefined } })),
    'not-soaked': () =>
      start(withGates([{ kind: 'soak', environment: 'staging', forMs: 1 }])),
    'older-than-running': () =>
      asked(
        {},
        {
          ...dev,
          around: {
            ...dev.around,
            successes: [
              { environment: 'prod', artefacts: 'n', version: '1.9.0', at: 1 },
            ],
          },
        },
      ),
    'ref-not-allowed': () =>
      asked({ release: aRelease({ ref: 'refs/heads/develop' }) }),
    'denied-release': () => {
      const portal = aContext({ actor: { ref: 'portal', kind: 'service' } });
      const input = aProposeInput({}, portal);
      const denied = [input.fingerprint.artefacts];
      return propose(input, {
        ...portal,
        around: { ...portal.around, denied },
      });
    },
    'environment-busy': () =>
      start(approved, as('portal', { around: { busyWith: 'x' } })),
    unsatisfiable: () => asked({}, { ...dev, people: TEST_PEOPLE.slice(0, 3) }),
    'no-incident': () =>
      breakGlass(aProposal(), { incident: 'i', reason: 'r' }, as('sre')),
    'review-overdue': () =>
      breakGlass(
        aProposal(),
        { incident: 'i', reason: 'r' },
        as('sre', { around: { debts: [{ proposal: 'p', dueAt: TEST_NOW }] } }),
      ),
    'still-soaking': () =>
      commitStep(running, { step: 1, token: 1 }, as('portal')),
    'outside-limits': () =>
      commitStep(
        running,
        {
          step: 1,
          token: 1,
          figures: {
            stable: {},
            canary: { requests: 500, errorRatePercent: 4, p95Ms: 900 },
            curves: {
              errorRate: { stable: [], canary: [] },
              p95: { stable: [], canary: [] },
            },
            source: 'test',
            fetchedAt: TEST_NOW,
          },
        },
        as('portal', { now: TEST_NOW + 5 * MINUTE }),
      ),
    'no-such-environment': () => asked({ environment: 'moon' }),
    'never-succeeded': () => asked({ rollbackOf: 'p' }),
    'vote-needed-elsewhere': () =>
      approve(
        aProposal(),
        as('both', {
          people: [
            aPerson('both', ['team-leads', 'sre']),
            aPerson('lead', ['team-leads']),
          ],
        }),
      ),
    'not-yours': () => withdrawVote(approved, { decision: 'v' }, as('sre')),
    'own-review': () =>
      review(
        aProposal({
          breakGlass: {
            person: 'user:default/sre',
            incident: 'i',
            reason: 'r',
            at: 1,
            reviewDueAt: 2,
          },
        }),
        { comment: 'fine' },
        as('sre'),
      ),
    'wrong-step': () =>
      commitStep(running, { step: 3, token: 1 }, as('portal')),
    'stale-token': () =>
      commitStep(running, { step: 1, token: 0 }, as('portal')),
    paused: () =>
      commitStep(
        done(running, pause(running, {}, as('sre'))),
        { step: 1, token: 1 },
        as('portal'),
      ),
    'not-permitted': () => {
      const allowed = {
        create: true,
        decide: false,
        control: true,
        breakGlass: true,
      };
      const mine = mineView(aProposal(), as('lead'), allowed);
      return mine.vote.ok ? { reasons: [] } : mine.vote;
    },
  };

describe('every reason', () => {
  it.each(Object.entries(WAYS))('%s is given, and can be read', (code, way) => {
    const outcome = way();
    const reasons = 'reasons' in outcome ? outcome.reasons : [];
    const reason = reasons.find(given => given.code === code);
    expect(reason).toBeDefined();
    const text = reasonText(reason!);
    expect(text).toMatch(/^\S.*\.$/s);
    expect(text).not.toMatch(/undefined|NaN|\[object/);
  });

  it('needs nothing but what is asked', () => {
    expect(approved.state).toBe('Waiting');
    expect(start(approved)).toMatchObject({ ok: true });
    expect(withdraw(approved, { reason: 'r' }, as('dev'))).toMatchObject({
      ok: true,
      events: [{ type: 'withdrawn' }],
    });
    expect(record(approved, { type: 'synced', revision: 'x' }, dev).ok).toBe(
      false,
    );
  });
});

describe('reasonText', () => {
  it.each<[Reason, string]>([
    [
      { code: 'is-author', params: { person: 'Ana', own: 3, all: 14 } },
      'Ana wrote 3 of 14 commits.',
    ],
    [
      {
        code: 'frozen',
        params: { freeze: 'Launch', until: TEST_NOW, reason: '' },
      },
      'Frozen until 2026-03-04 10:00 UTC: Launch.',
    ],
    [
      {
        code: 'outside-limits',
        params: { figure: 'error-rate', value: 4, limit: 1 },
      },
      'The error rate of the new version is 4 %; the limit is 1 %.',
    ],
    [
      {
        code: 'outside-limits',
        params: { figure: 'p95', value: -1, limit: 1 },
      },
      'The P95 of the new version is not known.',
    ],
    [
      {
        code: 'outside-limits',
        params: { figure: 'requests', value: 3, limit: 50 },
      },
      'The new version has answered 3 requests; 50 are needed for a judgement.',
    ],
    [{ code: 'expired', params: { at: NaN } }, 'The proposal expired on NaN.'],
  ])('%j', (reason, text) => {
    expect(reasonText(reason)).toBe(text);
  });
});
