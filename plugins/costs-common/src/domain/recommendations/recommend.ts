import { Decimal } from '@textloom/kernel';
import { divide, larger, multiply, ONE } from '../arithmetic';
import { Recommendation } from '../methods';
import { lengthOf, monthsPer } from './arithmetic';
import { commitmentDrafts } from './commitment';
import { Draft, isWorth, recommendationOf, savingOf } from './draft';
import { RecommendationFacts } from './facts';
import { NodeGroupCost, nodeGroupsOf } from './nodeGroups';
import { offHoursDraft } from './offHours';
import { contractDrafts, networkDrafts } from './others';
import { rightSizeDraft } from './rightSize';
import { spotDraft } from './spot';
import { storageDrafts } from './storage';

/** Under so many days of basis nothing is recommended. */
const MIN_DAYS = 14;

/**
 * All recommendations that save at least the threshold, the largest saving first. Those about the same money are
 * computed one after the other, each from what the others leave (Spot, then off-hours, then requests, then
 * commitments), so that their savings can be added and never pass what is paid. AWS Cost Optimization Hub removes such
 * doubles too.
 */
export function recommend(facts: RecommendationFacts): Recommendation[] {
  if (lengthOf(facts.basis) < MIN_DAYS) {
    return [];
  }
  const drafts = [
    ...computeDrafts(facts),
    ...storageDrafts(facts),
    ...networkDrafts(facts),
    ...contractDrafts(facts),
  ].filter(draft => isWorth(draft, facts));
  return drafts
    .map(draft => ({ draft, saving: savingOf(draft) }))
    .sort((a, b) => {
      if (a.saving !== b.saving) return a.saving > b.saving ? -1 : 1;
      return a.draft.scope < b.draft.scope ? -1 : 1;
    })
    .map(({ draft }) => recommendationOf(draft, facts));
}

function computeDrafts(facts: RecommendationFacts): Draft[] {
  const groups = nodeGroupsOf(facts);
  const drafts: Draft[] = [];
  /** Adds what is worth telling; what is not is not taken off from others either. */
  const take = (draft: Draft | undefined): Decimal => {
    if (draft === undefined || !isWorth(draft, facts)) return 0n;
    drafts.push(draft);
    return savingOf(draft);
  };
  const left = new Map<string, Decimal>();
  for (const group of groups) {
    const spot = take(spotDraft(group, facts));
    const off = take(offHoursDraft(group, facts, spot));
    left.set(group.nodeGroup, shareLeftOf(group, spot + off, facts));
  }
  const rightSized = new Map<string, Decimal>();
  for (const workload of facts.workloads) {
    const { nodeGroup } = workload;
    const saving = take(
      rightSizeDraft(workload, facts, left.get(nodeGroup) ?? ONE),
    );
    rightSized.set(nodeGroup, (rightSized.get(nodeGroup) ?? 0n) + saving);
  }
  const engineersOnly = new Set(
    groups.filter(each => each.nonProduction).map(each => each.nodeGroup),
  );
  commitmentDrafts(facts, engineersOnly, rightSized).forEach(take);
  return drafts;
}

/** Share of a node group's cost that is still paid after a saving, 0…1. */
function shareLeftOf(
  { effective }: NodeGroupCost,
  saving: Decimal,
  { basis }: RecommendationFacts,
): Decimal {
  const monthly = multiply(effective, monthsPer(lengthOf(basis)));
  return monthly <= 0n ? ONE : larger(0n, ONE - divide(saving, monthly));
}
