import fc from 'fast-check';
import { HOUR, MINUTE } from '@textloom/kernel';
import { commitStep } from './commitStep';
import { Success } from './context';
import { artefactsOf } from './fingerprints';
import { STEP_GUARDS } from './guards';
import { RollbackTrigger } from './proposal';
import { draft, propose } from './propose';
import { ReasonCode } from './reasons';
import { record } from './record';
import {
  aContext,
  aDigest,
  after,
  anActor,
  anEnvironment,
  aPolicy,
  aProposal,
  aProposeInput,
  aRelease,
  TEST_NOW,
  TEST_PEOPLE,
} from '../testUtils';

/** What became of a release that ran somewhere. */
interface Happened {
  release: number;
  environment: 'staging' | 'prod';
  end: 'succeeded' | 'rolled-back';
}

/** Who asks for what in production after all that. */
interface Wish {
  release: number;
  by: (typeof ASKING)[number];
  isRollback: boolean;
}

const RELEASES = [0, 1, 2].map(n =>
  aRelease({
    version: `1.${n}.0`,
    images: [{ repository: 'r.dev/api', digest: aDigest(`image-${n}`) }],
  }),
);
/** Whoever the catalog knows is a person; the portal, a bot and who has left are not. */
const ASKING = [
  { ref: 'user:default/dev', isPerson: true },
  { ref: 'User:default/DEV', isPerson: true },
  { ref: 'dev@textloom.dev', isPerson: true },
  { ref: 'portal', isPerson: false },
  { ref: 'external:ci', isPerson: false },
  { ref: 'user:default/gone', isPerson: false },
];
const RULES = anEnvironment({ levels: [], strategy: { kind: 'rolling' } });

const happened = fc.array(
  fc.record<Happened>({
    release: fc.nat({ max: 2 }),
    environment: fc.constantFrom('staging', 'prod'),
    end: fc.constantFrom('succeeded', 'rolled-back'),
  }),
  { maxLength: 6 },
);
const wish = fc.record<Wish>({
  release: fc.nat({ max: 2 }),
  by: fc.constantFrom(...ASKING),
  isRollback: fc.boolean(),
});

/** Why it may not be, by S13 and S21, from what has happened and nothing else. */
function expectedReasons(
  history: readonly Happened[],
  { release, by, isRollback }: Wish,
): ReasonCode[] {
  const here = history.filter(({ environment }) => environment === 'prod');
  const own = here.filter(entry => entry.release === release);
  const successes = here.filter(({ end }) => end === 'succeeded');
  const running = successes[successes.length - 1];
  const isDenied = own[own.length - 1]?.end === 'rolled-back';
  const hasSucceeded = own.some(({ end }) => end === 'succeeded');
  return [
    ...(isDenied && !by.isPerson ? ['denied-release' as const] : []),
    ...(isRollback && !hasSucceeded ? ['never-succeeded' as const] : []),
    ...(!isRollback && running && running.release > release
      ? ['older-than-running' as const]
      : []),
  ].sort();
}

/** The same history as the store would tell it. */
function surroundings(history: readonly Happened[]) {
  let successes: Success[] = [];
  const denied = new Set<string>();
  history.forEach(({ release, environment, end }, n) => {
    const { version, ...built } = RELEASES[release];
    const artefacts = artefactsOf(built);
    const at = TEST_NOW - HOUR + n * MINUTE;
    if (end === 'succeeded') {
      successes = [
        { environment, artefacts, version, at },
        ...successes.map(other =>
          other.environment === environment
            ? { ...other, until: other.until ?? at }
            : other,
        ),
      ];
    }
    if (environment === 'prod') {
      denied[end === 'succeeded' ? 'delete' : 'add'](artefacts);
    }
  });
  return { successes, denied: [...denied] };
}

function asked(
  history: readonly Happened[],
  { release, by, isRollback }: Wish,
) {
  const ctx = aContext({
    actor: anActor('dev', { ref: by.ref }),
    policy: aPolicy({ environments: [RULES] }),
    around: surroundings(history),
  });
  const input = aProposeInput(
    {
      release: RELEASES[release],
      involved: [],
      ...(isRollback && { rollbackOf: 'another' }),
    },
    ctx,
  );
  return { input, ctx };
}

const codesOf = (outcome: ReturnType<typeof propose>): ReasonCode[] =>
  outcome.ok ? [] : outcome.reasons.map(({ code }) => code).sort();

const isSame = (a: readonly string[], b: readonly string[]) =>
  a.join() === b.join();

const wished = fc.property(happened, wish, (history, one) => {
  const { input, ctx } = asked(history, one);
  return isSame(codesOf(propose(input, ctx)), expectedReasons(history, one));
});

/** What was proposed before any of it happened. */
const started = (guards: typeof STEP_GUARDS) =>
  fc.property(happened, wish, (history, one) => {
    const { input, ctx } = asked(history, one);
    const proposal = draft(input, {
      ...ctx,
      around: asked([], one).ctx.around,
    });
    if (!proposal) {
      throw new Error('The policy has no environment prod');
    }
    const outcome = commitStep(proposal, { step: 0, token: 1 }, ctx, guards);
    return isSame(codesOf(outcome), expectedReasons(history, one));
  });

describe('S21: what was rolled back, and what one may go back to', () => {
  it('decides on what is proposed', () => {
    expect(() => fc.assert(wished, { numRuns: 2_000 })).not.toThrow();
  });

  it('decides again when it begins', () => {
    const all = started(STEP_GUARDS);
    expect(() => fc.assert(all, { numRuns: 2_000 })).not.toThrow();
  });

  it.each(['denied', 'target', 'regress'])('and not without %s', name => {
    const { [name]: _, ...guards } = STEP_GUARDS;
    const { failed } = fc.check(started(guards), { numRuns: 2_000, seed: 21 });
    expect(failed).toBe(true);
  });
});

describe('S21: a rollback by itself', () => {
  const trigger = fc.oneof(
    fc.record({
      kind: fc.constantFrom('error-rate' as const, 'p95' as const),
      value: fc.nat(),
      limit: fc.nat(),
    }),
    fc.record({ kind: fc.constant('health' as const), message: fc.string() }),
  );

  it('needs no votes, and says in the log why', () => {
    const property = fc.property(
      trigger,
      fc.constantFrom('nobody', 'lead', 'everybody'),
      fc.boolean(),
      (why: RollbackTrigger, voters, isFull) => {
        const names = TEST_PEOPLE.map(({ name }) => name);
        const voted = { nobody: [], lead: ['lead'], everybody: names }[voters];
        const running = after(aProposal(), [
          ...(voted ?? []).map((name, level) => ({
            type: 'voted' as const,
            decision: {
              id: name,
              person: `user:default/${name}`,
              level: level % 2,
              verdict: 'approve' as const,
              fingerprint: aProposal().fingerprint.approval,
              at: TEST_NOW,
            },
          })),
          { type: 'execution-started', token: 1, attempt: 1 },
          ...(isFull ? [{ type: 'full-traffic' as const }] : []),
        ]);
        const event = { type: 'rollback-started', trigger: why } as const;
        const ctx = aContext({ actor: { ref: 'portal', kind: 'service' } });
        const outcome = record(running, event, ctx);
        expect(outcome).toEqual({ ok: true, events: [event] });
        const back = after(running, [event]);
        expect(back.state).toBe('RollingBack');
        expect(back.execution?.rollback?.trigger).toEqual(why);
      },
    );
    expect(() => fc.assert(property)).not.toThrow();
  });
});
