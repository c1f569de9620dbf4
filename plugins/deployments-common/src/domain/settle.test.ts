import { HOUR, MINUTE } from '@textloom/kernel';
import fc from 'fast-check';
import { CommandContext, Outcome } from './context';
import { ProposalEvent } from './events';
import { Proposal, ProposalState } from './proposal';
import { record } from './record';
import { adopt, imageName, isUnsettled, revert } from './settle';
import { isActive, isOpen } from './states';
import {
  aBaseline,
  aContext,
  aDigest,
  anActor,
  anEnvironment,
  aPerson,
  aProposal,
  after,
  TEST_NOW,
  TEST_PEOPLE,
} from '../testUtils';

const AT = TEST_NOW + HOUR;
const foreign = aBaseline({
  version: undefined,
  images: [
    {
      repository: 'registry.textloom.dev/textloom/api',
      digest: aDigest('by-hand'),
    },
  ],
});
const seen = foreign.images.map(imageName);
const toFull: ProposalEvent[] = [
  { type: 'execution-started', token: 1, attempt: 1 },
  { type: 'committed', commit: 'c' },
  { type: 'full-traffic' },
];
const divergence: ProposalEvent = {
  type: 'diverged',
  observed: seen,
  expected: [],
};
const succeeded = after(aProposal(), [
  ...toFull,
  { type: 'succeeded', digests: [] },
]);
const changed = after(succeeded, [divergence], { at: TEST_NOW + MINUTE });
const interrupted = after(aProposal(), [...toFull, divergence]);

const as = (name: string, around: Partial<CommandContext['around']> = {}) =>
  aContext({
    actor: anActor(name, { provenAt: AT }),
    now: AT,
    around: { running: foreign, ...around },
  });

function next(proposal: Proposal, outcome: Outcome, ctx: CommandContext) {
  if (!outcome.ok) {
    throw new Error(outcome.reasons.map(({ code }) => code).join());
  }
  return after(proposal, outcome.events, { actor: ctx.actor.ref, at: ctx.now });
}

const codes = (outcome: Outcome) =>
  outcome.ok ? [] : outcome.reasons.map(({ code }) => code);

describe('adopt', () => {
  const input = { running: seen, reason: 'A hot fix' };

  it('ends the record with who took what for what is to run', () => {
    const adopted = next(changed, adopt(changed, input, as('sre')), as('sre'));
    expect(adopted).toMatchObject({
      state: 'Adopted',
      endedAt: AT,
      adoption: {
        person: 'user:default/sre',
        reason: 'A hot fix',
        at: AT,
        running: foreign,
      },
    });
    expect(isUnsettled(adopted.state)).toBe(false);
    expect(codes(adopt(adopted, input, as('sre')))).toEqual(['wrong-state']);
  });

  it('may change again, and is asked again then', () => {
    const adopted = next(changed, adopt(changed, input, as('sre')), as('sre'));
    const again = record(adopted, divergence, as('portal'));
    const asked = next(adopted, again, as('portal'));
    expect(asked).toMatchObject({
      state: 'Diverged',
      divergence: { succeededAt: TEST_NOW },
    });
    expect(asked.adoption).toBeUndefined();
  });

  const noLevels = { policy: anEnvironment({ levels: [] }) };
  const later = { environment: 'prod', artefacts: 'a', version: '1.9.0' };
  it.each<[string, Outcome, string[]]>([
    ['by whom a level asks', adopt(changed, input, as('lead')), []],
    ['by somebody else', adopt(changed, input, as('dev')), ['not-in-group']],
    [
      'by the owning team where nobody is asked',
      adopt({ ...changed, ...noLevels }, input, as('dev')),
      [],
    ],
    [
      'by others where nobody is asked',
      adopt({ ...changed, ...noLevels }, input, as('sre')),
      ['not-in-group'],
    ],
    [
      'by an agent (S4)',
      adopt(changed, input, {
        ...as('sre'),
        actor: anActor('sre', { kind: 'agent', provenAt: AT }),
      }),
      ['not-human'],
    ],
    [
      'by an old sign-in (S4)',
      adopt(changed, input, {
        ...as('sre'),
        actor: anActor('sre', { provenAt: AT - 2 * HOUR }),
      }),
      ['proof-too-old'],
    ],
    [
      'of something that they did not see',
      adopt(changed, { ...input, running: ['r@sha256:0'] }, as('sre')),
      ['baseline-changed'],
    ],
    [
      'of less than runs',
      adopt(changed, { ...input, running: [] }, as('sre')),
      ['baseline-changed'],
    ],
    [
      'of what cannot be told',
      adopt(changed, input, as('sre', { running: undefined })),
      ['baseline-unknown'],
    ],
    [
      'after something newer',
      adopt(
        changed,
        input,
        as('sre', { successes: [{ ...later, at: AT - 1 }] }),
      ),
      ['older-than-running'],
    ],
    [
      'after something older',
      adopt(
        changed,
        input,
        as('sre', { successes: [{ ...later, at: TEST_NOW, until: AT }] }),
      ),
      [],
    ],
    [
      'while another one runs (S12)',
      adopt(changed, input, as('sre', { busyWith: 'x' })),
      ['environment-busy'],
    ],
    ['of what succeeded', adopt(succeeded, input, as('sre')), ['wrong-state']],
    [
      'of what needs a person',
      adopt({ ...changed, state: 'NeedsHuman' }, input, as('sre')),
      [],
    ],
  ])('%s', (_, outcome, reasons) => {
    expect(codes(outcome)).toEqual(reasons);
  });
});

describe('revert', () => {
  const input = { reason: 'Nobody knows what it is' };

  it('brings back what had succeeded, and counts as succeeded only with its digests', () => {
    const restoring = next(
      changed,
      revert(changed, input, as('dev')),
      as('dev'),
    );
    expect(restoring).toMatchObject({
      state: 'Restoring',
      restoration: { person: 'user:default/dev', ...input, at: AT },
    });
    expect(restoring.endedAt).toBeUndefined();
    expect(isOpen('Restoring') && isActive('Restoring')).toBe(true);

    const portal = as('portal');
    const digests = restoring.release.images.map(imageName);
    const done = { type: 'succeeded', digests } as const;
    expect(codes(record(restoring, done, portal))).toEqual(['wrong-state']);
    const restored = { type: 'restored', commit: 'd' } as const;
    const committed = next(
      restoring,
      record(restoring, restored, portal),
      portal,
    );
    expect(codes(record(committed, restored, portal))).toEqual(['wrong-state']);
    const foreignDone = { type: 'succeeded', digests: seen } as const;
    expect(codes(record(committed, foreignDone, portal))).toEqual([
      'baseline-changed',
    ]);
    const back = next(committed, record(committed, done, portal), portal);
    expect(back).toMatchObject({
      state: 'Succeeded',
      endedAt: AT,
      restoration: { commit: 'd' },
      divergence: { succeededAt: TEST_NOW },
    });
  });

  it('takes back what had not succeeded', () => {
    const back = next(
      interrupted,
      revert(interrupted, input, as('dev')),
      as('dev'),
    );
    expect(back).toMatchObject({
      state: 'RollingBack',
      execution: {
        rollback: {
          trigger: { kind: 'person', person: 'user:default/dev', ...input },
          at: AT,
        },
      },
    });
    expect(back.endedAt).toBeUndefined();
  });

  it('may be tried again when a person is needed', () => {
    const restoring = next(
      changed,
      revert(changed, input, as('dev')),
      as('dev'),
    );
    const stuck = next(
      restoring,
      record(restoring, { type: 'needs-human', problem: 'p' }, as('portal')),
      as('portal'),
    );
    expect(stuck).toMatchObject({ state: 'NeedsHuman', endedAt: AT });
    const again = next(stuck, revert(stuck, input, as('sre')), as('sre'));
    expect(again.state).toBe('Restoring');
    expect(again.restoration?.commit).toBeUndefined();
  });

  it.each<[string, Outcome, string[]]>([
    [
      'by an agent (S4)',
      revert(changed, input, {
        ...as('sre'),
        actor: anActor('sre', { kind: 'agent' }),
      }),
      ['not-human'],
    ],
    [
      'while another one runs (S12)',
      revert(changed, input, as('sre', { busyWith: 'x' })),
      ['environment-busy'],
    ],
    [
      'after something newer (S13)',
      revert(
        changed,
        input,
        as('sre', {
          successes: [
            { environment: 'prod', artefacts: 'a', version: '2.0.0', at: AT },
          ],
        }),
      ),
      ['older-than-running'],
    ],
    ['of what succeeded', revert(succeeded, input, as('sre')), ['wrong-state']],
    [
      'of what never ran',
      revert(aProposal({ state: 'NeedsHuman' }), input, as('sre')),
      ['wrong-state'],
    ],
  ])('is refused %s', (_, outcome, reasons) => {
    expect(codes(outcome)).toEqual(reasons);
  });
});

describe('settling against an oracle', () => {
  const STATES: readonly ProposalState[] = [
    'Pending',
    'Executing',
    'RollingBack',
    'Restoring',
    'Succeeded',
    'Aborted',
    'Diverged',
    'NeedsHuman',
    'Adopted',
  ];
  const arbitrary = fc.record({
    state: fc.constantFrom(...STATES, 'Diverged', 'Diverged', 'NeedsHuman'),
    person: fc.constantFrom(...TEST_PEOPLE, aPerson('stranger', ['sre'])),
    kind: fc.constantFrom('human', 'human', 'human', 'agent', 'service'),
    proofAgeMs: fc.constantFrom(0, HOUR, HOUR + 1),
    running: fc.constantFrom(foreign, foreign, aBaseline(), undefined),
    busy: fc.boolean().map(yes => (yes ? 'x' : undefined)),
    newer: fc.constantFrom(-1, 1),
    elsewhere: fc.boolean(),
    deployed: fc.boolean(),
  });

  it('permits exactly what the rules permit, and only ever as one event', () => {
    fc.assert(
      fc.property(arbitrary, world => {
        const { state, person, kind, running, busy, newer } = world;
        const proposal = {
          ...(world.deployed ? changed : interrupted),
          state,
          endedAt: AT - MINUTE,
        };
        const success = {
          environment: world.elsewhere ? 'staging' : 'prod',
          artefacts: 'a',
          version: '2.0.0',
          at: AT - MINUTE + newer,
        };
        const ctx = aContext({
          now: AT,
          actor: {
            ref: person.ref,
            kind: kind as 'human',
            provenAt: AT - world.proofAgeMs,
          },
          around: {
            running,
            successes: [success],
            ...(busy ? { busyWith: busy } : {}),
          },
        });
        const human = kind === 'human' && TEST_PEOPLE.includes(person);
        const settles =
          human &&
          (state === 'Diverged' || state === 'NeedsHuman') &&
          busy === undefined &&
          (world.elsewhere || newer < 0);
        const approves = ['team-leads', 'sre'].some(group =>
          person.groups.includes(`group:default/${group}`),
        );
        const adoption = adopt(proposal, { running: seen, reason: 'r' }, ctx);
        expect(adoption.ok).toBe(
          settles &&
            approves &&
            world.proofAgeMs <= HOUR &&
            running === foreign,
        );
        const reversion = revert(proposal, { reason: 'r' }, ctx);
        expect(reversion.ok).toBe(settles);
        const events = reversion.ok ? reversion.events : [];
        const start = world.deployed ? 'restore-started' : 'rollback-started';
        expect(events.map(({ type }) => type)).toEqual(settles ? [start] : []);
        const again = after(proposal, events, { actor: person.ref, at: AT });
        expect(settles && revert(again, { reason: 'r' }, ctx).ok).toBe(false);
      }),
      { numRuns: 2_000 },
    );
  });
});
