import { peopleIndex } from './directory';
import { CommandContext, Outcome } from './context';
import { Baseline, Change, Fingerprint } from './fingerprint';
import {
  deniedReasons,
  refReasons,
  regressReasons,
  targetReasons,
} from './guardRelease';
import { Involved } from './people';
import { Proposal } from './proposal';
import { Reason } from './reasons';
import { because, unless } from './refuse';
import { Release } from './release';
import { satisfiability } from './satisfiability';
import { waitingReasons } from './standing';
import { needsPeople } from './guards';

/** What is asked for. */
export interface ProposeInput {
  id: string;
  release: Release;
  service: string;
  /** Reference of the owning team. */
  owner: string;
  environment: string;
  fingerprint: Fingerprint;
  /** What runs now; absent when it cannot be told. */
  baseline?: Baseline;
  changes: readonly Change[];
  reason?: string;
  involved: readonly Involved[];
  /** Proposal that this one takes back. */
  rollbackOf?: string;
}

/**
 * The proposal as it would begin, whether or not it may; undefined when the policy has no such environment. For
 * previews: nothing is decided here.
 */
export function draft(
  input: ProposeInput,
  ctx: CommandContext,
): Proposal | undefined {
  const policy = ctx.policy.environments.find(
    ({ name }) => name === input.environment,
  );
  if (!policy) {
    return undefined;
  }
  const proposal: Proposal = {
    ...input,
    version: 0,
    state: policy.levels.length ? 'Pending' : 'Waiting',
    policy,
    policyVersion: ctx.policy.version,
    requestedBy: peopleIndex(ctx.people).canon(ctx.actor.ref),
    requestedAt: ctx.now,
    expiresAt: ctx.now + policy.expiresAfterMs,
    decisions: [],
    gates: ctx.around.gates,
    comments: [],
    reasons: [],
    updatedAt: ctx.now,
  };
  const reasons = waitingReasons(proposal, ctx);
  return {
    ...proposal,
    state: needsPeople(reasons) ? 'Pending' : 'Waiting',
    reasons,
  };
}

/** Asks for a release to run somewhere. Refused where it could never run; everything else waits. */
export function propose(input: ProposeInput, ctx: CommandContext): Outcome {
  const proposal = draft(input, ctx);
  if (!proposal) {
    const { environment } = input;
    return {
      ok: false,
      reasons: [
        because('no-such-environment', {
          environment,
          policy: ctx.policy.version,
        }),
      ],
    };
  }
  return unless(refusals(proposal, ctx), () => [
    { type: 'proposed', proposal },
  ]);
}

function refusals(proposal: Proposal, ctx: CommandContext): Reason[] {
  const satisfiable = satisfiability(proposal, ctx);
  return [
    ...refReasons(proposal),
    ...targetReasons(proposal, ctx),
    ...deniedReasons(proposal, ctx),
    ...regressReasons(proposal, ctx),
    ...(satisfiable.ok ? [] : satisfiable.reasons),
  ];
}
