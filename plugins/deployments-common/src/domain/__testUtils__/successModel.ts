import fc from 'fast-check';
import { MINUTE } from '@textloom/kernel';
import { ProposalEvent } from '../events';
import { exposureSteps } from '../exposure';
import { StrategyPolicy } from '../policy';
import { Proposal } from '../proposal';
import { record } from '../record';
import {
  aContext,
  aDigest,
  after,
  anEnvironment,
  aProposal,
  aRelease,
  TEST_NOW,
} from '../../testUtils';

/** Something that the executor tells, with what it has observed. */
export type Told =
  | { kind: 'wait'; forMs: number }
  | { kind: 'next-step' }
  | { kind: 'full-traffic' }
  | { kind: 'committed'; commit: string }
  | { kind: 'succeeded'; digests: readonly string[] }
  | { kind: 'diverged' | 'rolled-back' | 'rollback-started' };

/** What was approved to run. */
export interface Approved {
  /** Images by number: two may be the same. */
  images: readonly number[];
  strategy: StrategyPolicy;
  soakMs: number;
}

const IMAGES = 3;
const digestOf = (image: number) => aDigest(`image-${image}`);

export const arbitraryApproved: fc.Arbitrary<Approved> = fc.record({
  images: fc.array(fc.nat({ max: IMAGES - 1 }), { minLength: 1, maxLength: 3 }),
  strategy: fc.constantFrom<StrategyPolicy>(
    { kind: 'rolling' },
    { kind: 'blue-green', soakMs: 0 },
    {
      kind: 'canary',
      steps: [5, 50, 100].map(weight => ({ weight, soakMs: 0 })),
    },
  ),
  soakMs: fc.constantFrom(0, 5 * MINUTE),
});

/** Digests as clusters report them: in any order, more than once, with or without the repository. */
const observed = fc.array(
  fc
    .tuple(fc.nat({ max: IMAGES - 1 }), fc.boolean())
    .map(([image, named]) => `${named ? 'r.dev/api@' : ''}${digestOf(image)}`),
  { maxLength: 5 },
);

const told: fc.Arbitrary<Told> = fc.oneof(
  { weight: 3, arbitrary: fc.constant<Told>({ kind: 'next-step' }) },
  { weight: 3, arbitrary: fc.constant<Told>({ kind: 'full-traffic' }) },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom(MINUTE, 5 * MINUTE - 1, 5 * MINUTE)
      .map((forMs): Told => ({ kind: 'wait', forMs })),
  },
  {
    weight: 4,
    arbitrary: observed.map(
      (digests): Told => ({ kind: 'succeeded', digests }),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Told>(
      { kind: 'committed', commit: 'a' },
      { kind: 'committed', commit: 'b' },
      { kind: 'diverged' },
      { kind: 'rollback-started' },
      { kind: 'rolled-back' },
    ),
  },
);

/** What is told in the course of one execution. */
export const arbitraryTold = fc.array(told, { maxLength: 25 });

/** What was told and taken, with its time. */
type History = { told: Told; at: number }[];

/** S9 from the whole history, without the state of the proposal. */
function maySucceed(
  { images, strategy, soakMs }: Approved,
  digests: readonly string[],
  history: History,
  now: number,
): boolean {
  const has = (kind: Told['kind']) =>
    history.filter(entry => entry.told.kind === kind);
  const ends = ['succeeded', 'diverged', 'rollback-started'] as const;
  const [full] = has('full-traffic');
  const steps = exposureSteps(strategy).length - 1;
  return (
    full !== undefined &&
    has('next-step').length === steps &&
    has('next-step').every(step => step.at <= full.at) &&
    ends.every(kind => has(kind).length === 0) &&
    now >= full.at + soakMs &&
    images.every(image => digests.some(one => one.endsWith(digestOf(image)))) &&
    digests.every(one => images.some(image => one.endsWith(digestOf(image))))
  );
}

function begin({ images, strategy, soakMs }: Approved): Proposal {
  const policy = anEnvironment({ strategy, soakMs });
  const release = aRelease({
    images: images.map(image => ({
      repository: 'r.dev/api',
      digest: digestOf(image),
    })),
  });
  return after(aProposal({ policy, release }), [
    { type: 'execution-started', token: 1, attempt: 1 },
  ]);
}

function eventOf(proposal: Proposal, given: Told): ProposalEvent | undefined {
  const step = proposal.execution?.step ?? 0;
  switch (given.kind) {
    case 'wait':
      return undefined;
    case 'next-step': {
      const next = exposureSteps(proposal.policy.strategy)[step + 1];
      return next && proposal.state === 'Executing'
        ? { type: 'step-intended', step: step + 1, weight: next.weight }
        : undefined;
    }
    case 'committed':
      return { type: 'committed', commit: given.commit };
    case 'succeeded':
      return { type: 'succeeded', digests: given.digests };
    case 'diverged':
      return { type: 'diverged', observed: [], expected: [] };
    case 'rollback-started':
      return {
        type: 'rollback-started',
        trigger: { kind: 'health', message: 'down' },
      };
    case 'rolled-back':
      return { type: 'rolled-back', digests: [] };
    default:
      return { type: 'full-traffic' };
  }
}

/**
 * Tells everything, and compares each attempt to succeed with the whole history.
 * @param recorded - the rules; others than those of `record` show that it notices.
 * @throws Error where they differ.
 */
export function follow(
  rules: Approved,
  all: readonly Told[],
  recorded: typeof record,
): void {
  const history: History = [];
  let proposal = begin(rules);
  let now = TEST_NOW;
  for (const given of all) {
    now += given.kind === 'wait' ? given.forMs : 0;
    const event = eventOf(proposal, given);
    if (event) {
      // A step is begun by its own guards, and not told.
      const outcome =
        event.type === 'step-intended'
          ? { ok: true, events: [event] }
          : recorded(proposal, event, aContext({ now }));
      if (
        given.kind === 'succeeded' &&
        outcome.ok !== maySucceed(rules, given.digests, history, now)
      ) {
        throw new Error(`S9: success is ${outcome.ok ? 'taken' : 'refused'}`);
      }
      if (outcome.ok && 'events' in outcome) {
        proposal = after(proposal, outcome.events, { at: now });
        history.push({ told: given, at: now });
      }
    }
  }
  const last = history.filter(({ told: { kind } }) =>
    ['succeeded', 'diverged'].includes(kind),
  );
  const succeeded = last[last.length - 1]?.told.kind === 'succeeded';
  if ((proposal.state === 'Succeeded') !== succeeded) {
    throw new Error(`S9: the proposal is ${proposal.state}`);
  }
}
