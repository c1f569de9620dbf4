import { Proposal, vote } from '@textloom/plugin-deployments-common';
import {
  aContext,
  after,
  anActor,
  aPolicy,
  aProposal,
  TEST_NOW,
  TEST_PEOPLE,
} from '@textloom/plugin-deployments-common/testUtils';
import { inboxView } from './inboxView';

const PENDING = aProposal();
const DELTA = [
  {
    subject: { kind: 'replicas', name: 'api' },
    object: 'Deployment/textloom-api',
    path: 'spec.replicas',
    before: '2',
    after: '3',
  },
] as const;

function waitingFor(name: string, ...proposals: Proposal[]) {
  return inboxView({
    actor: anActor(name),
    people: TEST_PEOPLE,
    policy: aPolicy(),
    proposals,
    asked: [],
    now: TEST_NOW,
  }).waiting;
}

function approved(): Proposal {
  const outcome = vote(
    PENDING,
    {
      id: 'v1',
      verdict: 'approve',
      fingerprint: PENDING.fingerprint.approval,
    },
    aContext({ actor: anActor('lead') }),
  );
  return outcome.ok
    ? after(PENDING, outcome.events, { actor: 'user:default/lead' })
    : PENDING;
}

describe('inboxView', () => {
  it('asks who may vote now, and nobody else', () => {
    expect(waitingFor('lead', PENDING)).toMatchObject([
      {
        why: 'vote',
        level: 0,
        levelName: 'lead',
        changes: 1,
        deadline: PENDING.expiresAt,
      },
    ]);
    expect(waitingFor('dev', PENDING)).toEqual([]);
    expect(waitingFor('sre', PENDING)).toEqual([]);
    expect(waitingFor('lead', approved())).toEqual([]);
    expect(waitingFor('sre', approved())).toMatchObject([
      { why: 'vote', levelName: 'sre' },
    ]);
  });

  it('asks only for what changed since the vote', () => {
    const revised = after(approved(), [
      {
        type: 'revised',
        fingerprint: { ...PENDING.fingerprint, approval: 'f'.repeat(64) },
        changes: PENDING.changes,
        delta: DELTA,
      },
    ]);
    expect(waitingFor('lead', revised)).toMatchObject([
      { why: 'reaffirm', delta: DELTA },
    ]);
    expect(waitingFor('lead2', revised)).toMatchObject([{ why: 'vote' }]);
  });

  it('asks the owning team for the review of an emergency, not who broke the glass', () => {
    const glass = {
      person: 'user:default/sre',
      incident: 'i',
      reason: 'down',
      at: TEST_NOW,
      reviewDueAt: TEST_NOW + 1,
    };
    const broken = aProposal({ state: 'Succeeded', breakGlass: glass });
    expect(waitingFor('lead', broken)).toMatchObject([
      { why: 'review', deadline: TEST_NOW + 1 },
    ]);
    expect(waitingFor('sre', broken)).toEqual([]);
    const review = { person: 'user:default/lead', at: TEST_NOW, comment: 'ok' };
    expect(
      waitingFor(
        'lead',
        aProposal({ state: 'Succeeded', breakGlass: { ...glass, review } }),
      ),
    ).toEqual([]);
  });

  it.each(['Diverged', 'NeedsHuman'] as const)(
    'asks the owning team to adopt what is %s',
    state => {
      expect(waitingFor('lead', aProposal({ state }))).toMatchObject([
        { why: 'adopt' },
      ]);
      expect(waitingFor('sre', aProposal({ state }))).toEqual([]);
    },
  );

  it('puts the nearest deadline first', () => {
    const late = aProposal({ id: 'late', expiresAt: TEST_NOW + 2_000 });
    const soon = aProposal({ id: 'soon', expiresAt: TEST_NOW + 1_000 });
    expect(
      waitingFor('lead', late, soon).map(({ proposal }) => proposal.id),
    ).toEqual(['soon', 'late']);
  });
});
