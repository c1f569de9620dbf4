import { HOUR } from '@textloom/kernel';
import { levelsOf } from './levels';
import { Proposal } from './proposal';
import { revise, tighten } from './revise';
import { vote } from './vote';
import {
  aContext,
  aLevel,
  anEnvironment,
  aPolicy,
  aProposal,
  after,
  TEST_NOW,
} from '../testUtils';

const portal = aContext({ actor: { ref: 'portal', kind: 'service' } });
const lead = aContext();
const change = {
  subject: { kind: 'variable', name: 'TIMEOUT' } as const,
  object: 'Deployment/api',
  path: 'env[TIMEOUT].value',
  before: '5',
  after: '9',
};

function approved(): Proposal {
  const proposal = aProposal();
  const fingerprint = proposal.fingerprint.approval;
  const input = { id: 'v', verdict: 'approve' as const, fingerprint };
  const outcome = vote(proposal, input, lead);
  return after(proposal, outcome.ok ? outcome.events : []);
}

const other = (proposal: Proposal, approval: string) => ({
  fingerprint: { ...proposal.fingerprint, rendered: approval, approval },
  baseline: proposal.baseline,
  changes: [change],
  delta: [change],
});

describe('revise', () => {
  it('voids votes, shows only what changed since, and takes them anew', () => {
    const before = approved();
    const outcome = revise(before, other(before, 'd'.repeat(64)), portal);
    const revised = after(before, outcome.ok ? outcome.events : []);
    expect(revised).toMatchObject({
      state: 'Pending',
      decisions: [{ voided: { at: TEST_NOW, changes: [change] } }],
    });
    expect(levelsOf(revised, lead).map(({ state }) => state)).toEqual([
      'void',
      'later',
    ]);
    const again = vote(
      revised,
      { id: 'w', verdict: 'approve', fingerprint: 'd'.repeat(64) },
      lead,
    );
    expect(again.ok).toBe(true);
    const twice = revise(revised, other(revised, 'e'.repeat(64)), portal);
    expect(twice.ok).toBe(true);
  });

  it('does nothing for the same, or where what runs is ignored', () => {
    const before = approved();
    const same = { ...other(before, ''), fingerprint: before.fingerprint };
    expect(revise(before, same, portal)).toEqual({ ok: true, events: [] });
    const policy = { ...before.policy, ignoresBaseline: true };
    const approval = 'd'.repeat(64);
    const runs = {
      ...same,
      fingerprint: { ...before.fingerprint, approval },
    };
    expect(revise({ ...before, policy }, runs, portal)).toEqual({
      ok: true,
      events: [],
    });
    expect(revise(before, runs, portal)).toMatchObject({
      ok: true,
      events: [{ type: 'revised' }, { type: 'waiting' }],
    });
  });

  it('is refused once it is committed', () => {
    const before = after(approved(), [
      { type: 'execution-started', token: 1, attempt: 1 },
    ]);
    const input = other(before, 'd'.repeat(64));
    const back = revise(before, input, portal);
    expect(back.ok).toBe(true);
    expect(after(before, back.ok ? back.events : []).execution).toBeUndefined();
    const committed = after(before, [{ type: 'committed', commit: 'c' }]);
    expect(revise(committed, input, portal).ok).toBe(false);
  });
});

describe('tighten (S10)', () => {
  const withRules = (rules: Parameters<typeof anEnvironment>[0]) => ({
    ...portal,
    policy: aPolicy({
      version: 'q'.repeat(64),
      environments: [anEnvironment(rules)],
    }),
  });

  it('asks for more, and keeps votes at their level', () => {
    const before = approved();
    const security = aLevel('security', 'media', { unlocks: 5 });
    const ctx = withRules({
      levels: [security, ...before.policy.levels],
      expiresAfterMs: HOUR,
    });
    const outcome = tighten(before, ctx);
    const tightened = after(before, outcome.ok ? outcome.events : []);
    expect(tightened.policy.levels.map(({ name }) => name)).toEqual([
      'lead',
      'security',
      'sre',
    ]);
    expect(tightened.decisions[0].level).toBe(0);
    expect(tightened.expiresAt).toBe(before.requestedAt + HOUR);
    expect(tightened.policyVersion).toBe('q'.repeat(64));
    expect(tighten(tightened, ctx)).toEqual({ ok: true, events: [] });
  });

  it('never asks for less', () => {
    const ctx = withRules({
      levels: [],
      excluded: [],
      maxProofAgeMs: 9 * HOUR,
    });
    expect(tighten(approved(), ctx)).toEqual({ ok: true, events: [] });
    const gone = { ...portal, policy: aPolicy({ environments: [] }) };
    expect(tighten(approved(), gone)).toEqual({ ok: true, events: [] });
  });

  it('voids votes when traffic would move otherwise', () => {
    const before = approved();
    const steps = [1, 5, 25, 50, 100].map(weight => ({ weight, soakMs: 1 }));
    const ctx = withRules({ strategy: { kind: 'canary', steps } });
    const outcome = tighten(before, ctx);
    const tightened = after(before, outcome.ok ? outcome.events : []);
    expect(tightened.fingerprint.approval).not.toBe(
      before.fingerprint.approval,
    );
    expect(tightened.decisions[0].voided).toBeDefined();
  });

  it('leaves alone what runs', () => {
    const ctx = withRules({ soakMs: HOUR });
    const runs = aProposal({ state: 'Executing' });
    expect(tighten(runs, ctx)).toEqual({ ok: true, events: [] });
  });
});
