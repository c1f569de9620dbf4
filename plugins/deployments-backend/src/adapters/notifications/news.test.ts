import { Proposal, ProposalEvent } from '@textloom/plugin-deployments-common';
import { aProposal } from '@textloom/plugin-deployments-common/testUtils';
import { newsOf } from './news';

const PENDING = aProposal();
const told = (
  after: Proposal,
  events: ProposalEvent[] = [],
  before: Proposal | undefined = PENDING,
) =>
  newsOf({ before, after, events, actor: 'portal' }).map(
    ({ to, title, severity }) => [to, title, severity],
  );

describe('newsOf', () => {
  it('asks who can vote about a new proposal and after each vote', () => {
    const ask = ['next', 'waits for your approval', 'normal'];
    expect(
      newsOf({ after: PENDING, events: [], actor: 'x' }).map(({ to }) => to),
    ).toEqual(['next']);
    const decision = { id: 'v' } as Proposal['decisions'][number];
    expect(told(PENDING, [{ type: 'voted', decision }])).toEqual([ask]);
    expect(told(PENDING, [{ type: 'commented', id: 'c', text: 't' }])).toEqual(
      [],
    );
  });

  it('says that what was approved has changed', () => {
    const revised = {
      type: 'revised',
      fingerprint: PENDING.fingerprint,
      changes: [],
      delta: [],
    } as const;
    expect(told(PENDING, [revised])).toEqual([
      ['next', 'changed since your approval', 'normal'],
    ]);
  });

  it.each([
    ['Succeeded', ['user:default/dev'], 'deployed', 'low'],
    ['Rejected', ['user:default/dev'], 'rejected', 'normal'],
    [
      'RolledBack',
      ['user:default/dev', 'group:default/media'],
      'rolled back',
      'high',
    ],
    [
      'Diverged',
      ['user:default/dev', 'group:default/media'],
      'something else runs than was approved',
      'critical',
    ],
    [
      'Restoring',
      ['user:default/dev', 'group:default/media'],
      'is being brought back',
      'normal',
    ],
  ] as const)('tells of %s once', (state, to, title, severity) => {
    const after = aProposal({ state });
    expect(told(after)).toEqual([[to, title, severity]]);
    expect(told(after, [], after)).toEqual([]);
  });

  it('does not tell the portal what it asked for itself', () => {
    expect(
      told(aProposal({ state: 'Succeeded', requestedBy: 'portal' })),
    ).toEqual([[[], 'deployed', 'low']]);
  });

  it('says why it was rolled back', () => {
    const [news] = newsOf({
      before: PENDING,
      after: aProposal({
        state: 'RolledBack',
        execution: {
          token: 1,
          attempt: 1,
          startedAt: 0,
          step: 0,
          weight: 0,
          waitingFor: [],
          rollback: {
            trigger: { kind: 'error-rate', value: 4, limit: 1 },
            at: 1,
          },
        },
      }),
      events: [],
      actor: 'portal',
    });
    expect(news?.description).toBe('Error rate 4 %, limit 1 %');
  });

  it('says why what runs was adopted', () => {
    const adoption = {
      person: 'user:default/sre',
      reason: 'A hot fix',
      at: 1,
      running: { images: [], revision: 'r', observedAt: 1 },
    };
    const [news] = newsOf({
      before: aProposal({ state: 'Diverged' }),
      after: aProposal({ state: 'Adopted', adoption }),
      events: [],
      actor: 'user:default/sre',
    });
    expect(news).toMatchObject({
      title: 'what runs was adopted',
      description: 'A hot fix',
    });
  });

  it('tells everybody who was passed over when glass is broken', () => {
    const broken = {
      type: 'glass-broken',
      incident: 'i',
      reason: 'down',
      reviewDueAt: 1,
    } as const;
    expect(told(aProposal({ state: 'Waiting' }), [broken])).toEqual([
      [
        [
          'group:default/team-leads',
          'group:default/sre',
          'group:default/media',
        ],
        'deployed without approvals',
        'critical',
      ],
    ]);
  });
});
