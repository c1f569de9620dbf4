import fc from 'fast-check';
import {
  commitStep,
  Outcome,
  propose,
  ProposalEvent,
  ReasonCode,
} from '@textloom/plugin-deployments-common';
import {
  aContext,
  aDigest,
  anActor,
  anEnvironment,
  aPolicy,
  aProposeInput,
  aRelease,
} from '@textloom/plugin-deployments-common/testUtils';
import { STARTED, uuid } from '../__testUtils__/proposals';
import { describeStores, reasonsOf } from '../__testUtils__/stores';
import { Decide, DeploymentsStore } from '../service/DeploymentsStore';
import { Place } from '../service/ports';

/** Somebody asks for a release, and what becomes of it if it may run. */
interface Attempt {
  release: number;
  byPerson: boolean;
  isRollback: boolean;
  end: 'succeeded' | 'failed' | 'aborted' | 'changed';
}

const RULES = anEnvironment({
  levels: [],
  strategy: { kind: 'rolling' },
  soakMs: 0,
});
const ENDS: Record<Attempt['end'], ProposalEvent[]> = {
  succeeded: [{ type: 'full-traffic' }, { type: 'succeeded', digests: [] }],
  failed: [
    {
      type: 'rollback-started',
      trigger: { kind: 'error-rate', value: 3, limit: 1 },
    },
    { type: 'rolled-back', digests: [] },
  ],
  aborted: [
    { type: 'full-traffic' },
    {
      type: 'rollback-started',
      trigger: { kind: 'person', person: 'user:default/sre', reason: 'slow' },
    },
    { type: 'rolled-back', digests: [] },
  ],
  changed: [
    { type: 'full-traffic' },
    { type: 'succeeded', digests: [] },
    { type: 'diverged', observed: [], expected: [] },
  ],
};

const attempts = fc.array(
  fc.record<Attempt>({
    release: fc.nat({ max: 2 }),
    byPerson: fc.boolean(),
    isRollback: fc.boolean(),
    end: fc.constantFrom('succeeded', 'failed', 'aborted', 'changed'),
  }),
  { minLength: 1, maxLength: 10 },
);

/** Why it may not run, by S13 and S21, from all that ran before. */
function expectedReasons(
  ran: readonly Attempt[],
  { release, byPerson, isRollback }: Attempt,
): ReasonCode[] {
  const own = ran.filter(other => other.release === release);
  const isSuccess = ({ end }: Attempt) =>
    end === 'succeeded' || end === 'changed';
  const last = own[own.length - 1];
  const succeeded = ran.filter(isSuccess);
  const newest = succeeded[succeeded.length - 1];
  const running = newest?.end === 'succeeded' ? newest : undefined;
  return [
    ...(last && !isSuccess(last) && !byPerson
      ? ['denied-release' as const]
      : []),
    ...(isRollback && !own.some(isSuccess) ? ['never-succeeded' as const] : []),
    ...(!isRollback && running && running.release > release
      ? ['older-than-running' as const]
      : []),
  ].sort();
}

const portal = { ref: 'portal', kind: 'service' } as const;

/** Asks, and lets it run to its end when it may. @returns why it may not */
async function run(
  store: DeploymentsStore,
  place: Place,
  id: string,
  attempt: Attempt,
): Promise<string[]> {
  const { release: n, byPerson, isRollback, end } = attempt;
  const actor = byPerson ? anActor('dev') : portal;
  const release = aRelease({
    service: place.service,
    version: `1.${n}.0`,
    images: [{ repository: 'r.dev/api', digest: aDigest(`image-${n}`) }],
  });
  const contextOf = ({ now, around }: Parameters<Decide>[0]) =>
    aContext({
      now,
      around,
      actor,
      policy: aPolicy({ environments: [RULES] }),
    });
  const transact = (decide: Decide) =>
    store.transact(id, { actor, command: 'test', place }, decide);
  const proposed: Decide = input => {
    const ctx = contextOf(input);
    const rollback = isRollback && { rollbackOf: uuid(0) };
    const wish = { id, release, involved: [], ...rollback };
    return propose(aProposeInput(wish, ctx), ctx);
  };
  const started: Decide = input => {
    const step = { step: 0, token: 1 };
    const outcome: Outcome = input.proposal
      ? commitStep(input.proposal, step, contextOf(input))
      : { ok: false, reasons: [] };
    return outcome.ok ? { ok: true, events: [STARTED, ...ENDS[end]] } : outcome;
  };
  try {
    await transact(proposed);
    await transact(started);
    return [];
  } catch (error) {
    return reasonsOf(error).sort();
  }
}

describeStores('S21 in a store', make => {
  it('denies what was rolled back to all but people, until it has succeeded, and goes back only to what has', async () => {
    const {
      stores: [store],
    } = await make();
    let proposals = 0;
    let places = 0;
    const property = fc.asyncProperty(attempts, async all => {
      const place = { service: `service-${places++}`, environment: 'prod' };
      const ran: Attempt[] = [];
      for (const attempt of all) {
        const id = uuid(++proposals);
        const reasons = await run(store, place, id, attempt);
        expect(reasons).toEqual(expectedReasons(ran, attempt));
        if (reasons.length === 0) {
          ran.push(attempt);
        }
      }
    });
    await expect(fc.assert(property, { numRuns: 40 })).resolves.toBeUndefined();
  }, 60_000);
});
