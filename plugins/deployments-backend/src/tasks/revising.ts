import {
  Baseline,
  fingerprintOf,
  Proposal,
  revise,
} from '@textloom/plugin-deployments-common';
import { Situation } from '../service/situation';
import { HeldPlace } from './HeldPlace';
import { Journal } from './journal';
import { deltaSince, GitOps, Rendering } from './rendering';

/** Puts what would run now in the place of what was proposed; votes for something else are void. */
export async function revised(
  { journal, gitOps }: { journal: Journal; gitOps: GitOps },
  input: {
    held: HeldPlace;
    proposal: Proposal;
    rendering: Rendering;
    situation: Situation;
    /** What runs now; what ran before, by default. */
    running?: Baseline;
  },
): Promise<Proposal> {
  const { held, proposal, rendering, situation } = input;
  const { release, policy } = proposal;
  const baseline = input.running ?? proposal.baseline;
  const delta = await deltaSince(gitOps, {
    place: held.place,
    release,
    since: proposal.baseline?.revision,
    now: rendering.manifests,
  });
  const revision = {
    fingerprint: fingerprintOf({
      images: release.images,
      ...(release.chart && { chart: release.chart }),
      manifests: rendering.manifests,
      strategy: policy.strategy,
      ...(baseline && { baseline }),
    }),
    ...(baseline && { baseline }),
    changes: rendering.changes,
    delta,
  };
  return journal.decide(held, proposal, 'revise', situation, (current, ctx) =>
    revise(current, revision, ctx),
  );
}
