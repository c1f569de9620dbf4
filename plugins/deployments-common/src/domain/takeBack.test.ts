import { abort, pause, resume } from './control';
import { breakGlass, review } from './glass';
import { HOUR } from '@textloom/kernel';
import { checkTime } from './checkTime';
import { comment } from './talk';
import { commitStep } from './commitStep';
import { CommandContext, Outcome } from './context';
import { Proposal } from './proposal';
import { supersede, withdraw, withdrawVote } from './takeBack';
import { vote } from './vote';
import { aContext, anActor, aProposal, after, TEST_NOW } from '../testUtils';

const as = (name: string, more: Parameters<typeof aContext>[0] = {}) =>
  aContext({ actor: anActor(name), ...more });

function next(proposal: Proposal, outcome: Outcome, ctx: CommandContext) {
  if (!outcome.ok) {
    throw new Error(outcome.reasons.map(({ code }) => code).join());
  }
  const by = { actor: ctx.actor.ref, at: ctx.now };
  return after(proposal, outcome.events, by);
}

const approve = (proposal: Proposal, name: string) =>
  next(
    proposal,
    vote(
      proposal,
      {
        id: name,
        verdict: 'approve',
        fingerprint: proposal.fingerprint.approval,
      },
      as(name),
    ),
    as(name),
  );

const approved = approve(aProposal(), 'lead');
const running = after(
  next(
    approved,
    commitStep(approved, { step: 0, token: 1 }, as('portal')),
    as('portal'),
  ),
  [{ type: 'step-reached', step: 0, weight: 5 }],
);

describe('taking back (S17)', () => {
  it('frees the seat of a vote until what it bought has begun', () => {
    const own = withdrawVote(approved, { decision: 'lead' }, as('lead'));
    expect(next(approved, own, as('lead'))).toMatchObject({ state: 'Pending' });
    expect(withdrawVote(running, { decision: 'lead' }, as('lead')).ok).toBe(
      false,
    );
    const both = approve(running, 'sre');
    const early = withdrawVote(both, { decision: 'sre' }, as('sre'));
    expect(next(both, early, as('sre')).state).toBe('Executing');
    const used = after(both, [{ type: 'step-intended', step: 2, weight: 50 }]);
    expect(withdrawVote(used, { decision: 'sre' }, as('sre')).ok).toBe(false);
  });

  it('ends what has not begun, and nothing else', () => {
    const outcome = withdraw(approved, { reason: 'r' }, as('dev'));
    expect(next(approved, outcome, as('dev')).state).toBe('Withdrawn');
    expect(withdraw(running, { reason: 'r' }, as('dev')).ok).toBe(false);
    const by = supersede(approved, { by: 'other' }, as('portal'));
    expect(next(approved, by, as('portal'))).toMatchObject({
      state: 'Superseded',
      supersededBy: 'other',
    });
    expect(supersede(running, { by: 'other' }, as('portal')).ok).toBe(false);
    const own = supersede(approved, { by: approved.id }, as('portal'));
    expect(own.ok).toBe(false);
  });

  it('rolls back what somebody rejects while it runs', () => {
    const fingerprint = running.fingerprint.approval;
    const outcome = vote(
      running,
      { id: 'r', verdict: 'reject', fingerprint, comment: 'slow' },
      as('sre'),
    );
    expect(next(running, outcome, as('sre'))).toMatchObject({
      state: 'RollingBack',
      execution: {
        rollback: { trigger: { kind: 'person', reason: 'slow' } },
      },
    });
    const all = approve(running, 'sre');
    const late = { id: 'r', verdict: 'reject' as const, fingerprint };
    expect(vote(all, late, as('sre2'))).toMatchObject({
      reasons: [{ code: 'wrong-state' }],
    });
    expect(abort(all, { reason: 'r' }, as('sre2')).ok).toBe(true);
  });

  it('lets only people hold and release it', () => {
    const agent = as('lead', { actor: anActor('lead', { kind: 'agent' }) });
    for (const command of [pause, resume]) {
      expect(command(running, {}, agent).ok).toBe(false);
    }
    expect(abort(running, { reason: 'r' }, agent).ok).toBe(false);
    const held = next(running, pause(running, {}, as('sre')), as('sre'));
    expect(held.execution?.pausedBy).toBe('user:default/sre');
    const on = next(held, resume(held, {}, as('sre')), as('sre'));
    expect(on.execution?.pausedBy).toBeUndefined();
  });

  it('keeps what is said, by whom, at any time', () => {
    const said = comment(running, { id: 'c', text: 'hm' }, as('sre'));
    expect(next(running, said, as('sre')).comments).toEqual([
      { id: 'c', person: 'user:default/sre', text: 'hm', at: TEST_NOW },
    ]);
  });
});

describe('checkTime', () => {
  it('rolls back what waits for people for longer than a proposal may', () => {
    const waits = after(running, [
      { type: 'step-intended', step: 1, weight: 25 },
      { type: 'step-reached', step: 1, weight: 25 },
    ]);
    const late = as('portal', { now: waits.expiresAt });
    expect(next(waits, checkTime(waits, late), late)).toMatchObject({
      state: 'RollingBack',
      execution: { rollback: { trigger: { kind: 'health' } } },
    });
    const early = as('portal', { now: waits.expiresAt - 1 });
    for (const [proposal, ctx] of [
      [waits, early],
      [running, late],
      [approve(waits, 'sre'), late],
    ] as const) {
      expect(checkTime(proposal, ctx)).toEqual({ ok: true, events: [] });
    }
  });

  it('has nothing to say twice, and nothing of what has ended', () => {
    const first = checkTime(approved, as('portal'));
    const settled = after(approved, first.ok ? first.events : []);
    expect(checkTime(settled, as('portal'))).toEqual({ ok: true, events: [] });
    const ended = aProposal({ state: 'Succeeded' });
    expect(checkTime(ended, as('portal', { people: [] }))).toEqual({
      ok: true,
      events: [],
    });
  });
});

describe('breaking glass (S19)', () => {
  const incidents = [{ id: 'i', severity: 'P0', title: 't' }];
  const sre = as('sre', { around: { incidents } });
  const broken = next(
    aProposal(),
    breakGlass(aProposal(), { incident: 'i', reason: 'r' }, sre),
    sre,
  );

  it('runs without approvals, still bound to what was compared', () => {
    expect(broken).toMatchObject({
      state: 'Waiting',
      breakGlass: {
        person: 'user:default/sre',
        reviewDueAt: TEST_NOW + 24 * HOUR,
      },
    });
    const step = { step: 0, token: 1 };
    expect(commitStep(broken, step, sre).ok).toBe(true);
    const busy = { ...sre, around: { ...sre.around, busyWith: 'x' } };
    expect(commitStep(broken, step, busy).ok).toBe(false);
    const unknown = { ...sre, around: { ...sre.around, running: undefined } };
    expect(commitStep(broken, step, unknown).ok).toBe(false);
  });

  it('is reviewed once, by somebody else', () => {
    const input = { comment: 'ok' };
    expect(review(broken, input, as('sre')).ok).toBe(false);
    const reviewed = next(
      broken,
      review(broken, input, as('lead')),
      as('lead'),
    );
    expect(reviewed.breakGlass?.review?.person).toBe('user:default/lead');
    expect(review(reviewed, input, as('sre2')).ok).toBe(false);
    expect(review(aProposal(), input, as('lead')).ok).toBe(false);
  });

  it('is not for small incidents', () => {
    const small = as('sre', {
      around: { incidents: [{ id: 'i', severity: 'P2', title: 't' }] },
    });
    const input = { incident: 'i', reason: 'r' };
    expect(breakGlass(aProposal(), input, small).ok).toBe(false);
    expect(breakGlass(broken, input, sre).ok).toBe(false);
  });
});

describe('rollbacks (S21)', () => {
  const target = { rollbackOf: 'p', expiresAt: TEST_NOW + HOUR };
  const proposal = approve(aProposal(target), 'lead');
  const success = {
    environment: 'prod',
    artefacts: proposal.fingerprint.artefacts,
    version: '1.8.0',
    at: 1,
    until: 2,
  };
  const step = { step: 0, token: 1 };

  it('go to what has succeeded here, past what is newer, and in a freeze', () => {
    const newer = {
      environment: 'prod',
      artefacts: 'n',
      version: '1.9.0',
      at: 2,
    };
    const ctx = as('portal', { around: { successes: [newer, success] } });
    const freezes = [
      {
        name: 'f',
        reason: 'r',
        environments: [],
        services: [],
        when: { from: 0, to: TEST_NOW + 1 },
      },
    ];
    const frozen = { ...ctx, policy: { ...ctx.policy, freezes } };
    expect(commitStep(proposal, step, frozen)).toMatchObject({ ok: true });
    const { rollbackOf, ...forward } = proposal;
    expect(commitStep(forward, step, frozen)).toMatchObject({ ok: false });
    expect(rollbackOf).toBe('p');
  });

  it('go nowhere else', () => {
    expect(commitStep(proposal, step, as('portal'))).toMatchObject({
      reasons: [{ code: 'never-succeeded' }],
    });
  });
});
