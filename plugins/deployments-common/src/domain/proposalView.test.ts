import { HOUR, MINUTE } from '@textloom/kernel';
import { commitStep } from './commitStep';
import { CommandContext } from './context';
import { proposalView } from './proposalView';
import { Proposal } from './proposal';
import { summaryOf } from './summary';
import { vote } from './vote';
import {
  aContext,
  anActor,
  aPolicy,
  aProposal,
  after,
  TEST_NOW,
} from '../testUtils';

const allowed = { create: true, decide: true, control: true, breakGlass: true };
const viewOf = (proposal: Proposal, ctx: CommandContext) =>
  proposalView({
    proposal,
    ctx,
    allowed,
    log: [],
    verification: { state: 'verified', events: 1, at: TEST_NOW },
  });
const as = (name: string) => aContext({ actor: anActor(name) });

function approved(): Proposal {
  const proposal = aProposal();
  const fingerprint = proposal.fingerprint.approval;
  const outcome = vote(
    proposal,
    { id: 'v', verdict: 'approve', fingerprint, comment: 'go' },
    as('lead'),
  );
  return after(proposal, outcome.ok ? outcome.events : []);
}

describe('proposalView', () => {
  it('shows who may, who may not and why, and who would be fastest', () => {
    const view = viewOf(aProposal(), as('lead'));
    expect(view.levels).toMatchObject([
      {
        name: 'lead',
        state: 'open',
        unlocks: 25,
        can: [{ name: 'lead' }, { name: 'lead2' }],
        cannot: [],
        seats: [{}],
      },
      {
        name: 'sre',
        state: 'later',
        can: [],
        cannot: [
          { reasons: [{ code: 'level-not-open' }] },
          { reasons: [{ code: 'level-not-open' }] },
        ],
      },
    ]);
    expect(view.fastest.map(({ name }) => name)).toEqual(['lead', 'sre']);
    expect(view.mine.vote).toEqual({ ok: true, level: 0 });
    expect(viewOf(aProposal(), as('sre')).mine.withdraw.ok).toBe(false);
    expect(view.requestedBy).toEqual({ ref: 'user:default/dev', name: 'dev' });
  });

  it('tells the requester why not, and lets them take it back', () => {
    const { mine } = viewOf(aProposal(), as('dev'));
    expect(
      mine.vote.ok ? [] : mine.vote.reasons.map(({ code }) => code),
    ).toEqual(['not-in-group', 'is-requester', 'is-author', 'is-sponsor']);
    expect(mine.withdraw).toEqual({ ok: true });
  });

  it('shows seats that are taken, and the own vote', () => {
    const view = viewOf(approved(), as('lead'));
    expect(view.levels[0]).toMatchObject({
      state: 'complete',
      seats: [{ person: { name: 'lead' }, at: TEST_NOW, comment: 'go' }],
    });
    expect(view.mine).toMatchObject({
      decision: 'v',
      takeBack: { ok: true },
      changedSince: [],
    });
    expect(view.steps.map(({ state }) => state)).toEqual([
      'waiting',
      'later',
      'later',
      'later',
    ]);
  });

  it('follows the steps', () => {
    const start = commitStep(approved(), { step: 0, token: 1 }, as('portal'));
    const running = after(approved(), [
      ...(start.ok ? start.events : []),
      { type: 'step-reached', step: 0, weight: 5 },
      { type: 'holding', reasons: [{ code: 'paused', params: {} }] },
    ]);
    expect(viewOf(running, as('lead')).mine.takeBack).toEqual({
      ok: false,
      reasons: [{ code: 'wrong-state', params: { state: 'Executing' } }],
    });
    expect(viewOf(running, as('sre')).mine.takeBack).toBeUndefined();
    expect(viewOf(running, as('sre')).steps).toMatchObject([
      { state: 'running', since: TEST_NOW, soakMs: MINUTE },
      { state: 'waiting' },
      { state: 'later' },
      { state: 'later' },
    ]);
    expect(summaryOf(running)).toMatchObject({
      state: 'Executing',
      weight: 5,
      reasons: [{ code: 'paused' }],
    });
    const full = after(running, [
      { type: 'step-intended', step: 3, weight: 100 },
      { type: 'full-traffic' },
    ]);
    expect(viewOf(full, as('sre')).steps.map(({ state }) => state)).toEqual(
      Array(4).fill('done'),
    );
  });

  it('shows freezes', () => {
    const policy = aPolicy({
      freezes: [
        {
          name: 'now',
          reason: 'r',
          environments: [],
          services: [],
          when: { from: 0, to: TEST_NOW + HOUR },
        },
        {
          name: 'next',
          reason: 'r',
          environments: [],
          services: [],
          when: { from: TEST_NOW + 2 * HOUR, to: TEST_NOW + 3 * HOUR },
        },
      ],
    });
    expect(viewOf(aProposal(), { ...as('lead'), policy })).toMatchObject({
      freeze: { name: 'now', reason: 'r', until: TEST_NOW + HOUR },
      nextFreeze: { name: 'next', from: TEST_NOW + 2 * HOUR },
    });
  });

  it('says which level waits in a list', () => {
    expect(summaryOf(aProposal())).toMatchObject({ level: 'lead' });
    expect(summaryOf(approved()).level).toBeUndefined();
  });
});
