import { Decimal, formatDecimal } from '@textloom/kernel';
import { ratioOf } from './arithmetic';
import { ChargeCategory, Costs, PricingCategory } from './cost';
import { CommitmentStatus } from './entities';

/** Sums of one commitment in one month, as grouped by these dimensions. */
export interface CommitmentFacts {
  /** FOCUS CommitmentDiscountId. */
  commitment: string;
  commitmentStatus: 'Used' | 'Unused' | '';
  chargeCategory: ChargeCategory;
  costs: Pick<Costs, 'effective' | 'contracted'>;
}

/** What is known of a commitment besides its costs. */
export type CommitmentTerms = Partial<
  Pick<CommitmentStatus, 'name' | 'type' | 'category' | 'expiresOn'>
>;

/** Sums of one month by how it was priced. */
export interface CoverageFacts {
  /** `YYYY-MM`. */
  month: string;
  chargeCategory: ChargeCategory;
  pricingCategory: PricingCategory | '';
  commitmentStatus: 'Used' | 'Unused' | '';
  costs: Pick<Costs, 'list'>;
}

/** Cost at list prices of one month by how it was priced, as decimal strings. */
export interface Coverage {
  month: string;
  standard: string;
  committed: string;
  spot: string;
  /** committed ÷ (committed + standard), 0…1; absent when there is neither. */
  coverage?: number;
}

/**
 * How the commitments of one month were used, the most expensive first. From FOCUS 1.2:
 *
 * - used, unused: EffectiveCost of Usage with that CommitmentDiscountStatus; utilisation = used ÷ (used + unused).
 * - saving: ContractedCost − EffectiveCost of what the commitment covered, less what was paid and not used. Only Usage
 *   is looked at: a Purchase and the Usage that it covers are the same money twice in Billed- and ContractedCost
 *   (FOCUS_Spec `supported_features/cost_comparison.md`), and Unused covers nothing that would have cost something.
 *
 * @param terms by commitment; a name and a type not given are read from the identity
 */
export function commitmentStatuses(
  facts: readonly CommitmentFacts[],
  terms: ReadonlyMap<string, CommitmentTerms> = new Map(),
): CommitmentStatus[] {
  const sums = new Map<
    string,
    { used: Decimal; unused: Decimal; free: Decimal }
  >();
  for (const { commitment, commitmentStatus, chargeCategory, costs } of facts) {
    if (commitment === '' || chargeCategory !== 'Usage') continue;
    const sum = sums.get(commitment) ?? { used: 0n, unused: 0n, free: 0n };
    if (commitmentStatus === 'Unused') {
      sum.unused += costs.effective;
    } else {
      sum.used += costs.effective;
      sum.free += costs.contracted;
    }
    sums.set(commitment, sum);
  }
  return [...sums]
    .sort(([a, x], [b, y]) => {
      const difference = y.used + y.unused - x.used - x.unused;
      if (difference !== 0n) return difference > 0n ? 1 : -1;
      return a < b ? -1 : 1;
    })
    .map(([id, { used, unused, free }]) => {
      const utilisation = ratioOf(used, used + unused);
      return {
        ...describe(id),
        ...terms.get(id),
        id,
        used: formatDecimal(used),
        unused: formatDecimal(unused),
        ...(utilisation === undefined ? {} : { utilisation }),
        saving: formatDecimal(free - used - unused),
      };
    });
}

/** What Amazon resource names tell of a commitment; other identities are their own name. */
function describe(
  id: string,
): Pick<CommitmentStatus, 'name' | 'type' | 'category'> {
  const name = id.split(/[/:]/).pop() || id;
  if (/:savingsplans?[:/]/.test(id)) {
    return { name, type: 'Savings Plan', category: 'Spend' };
  }
  if (/:(reserved-instances|ri|reserved-instance|reserved)[:/]/.test(id)) {
    return { name, type: 'Reserved Instance', category: 'Usage' };
  }
  return { name, type: '', category: '' };
}

/**
 * How much of what can be committed was, by month: ListCost of Committed over that of Committed and Standard (research
 * of FOCUS 1.2; what is eligible is only told from 1.4 on, so the caller chooses the services). List prices, since
 * effective ones would make a commitment look smaller the better it is. Spot (`Dynamic`) cannot be committed, and
 * Unused covers nothing: neither is in the ratio.
 */
export function coverageOf(facts: readonly CoverageFacts[]): Coverage[] {
  const months = new Map<
    string,
    Record<'Standard' | 'Committed' | 'Dynamic', Decimal>
  >();
  for (const fact of facts) {
    const { pricingCategory: pricing } = fact;
    if (fact.chargeCategory !== 'Usage' || fact.commitmentStatus === 'Unused') {
      continue;
    }
    if (pricing === '' || pricing === 'Other') continue;
    const sum = months.get(fact.month) ?? {
      Standard: 0n,
      Committed: 0n,
      Dynamic: 0n,
    };
    sum[pricing] += fact.costs.list;
    months.set(fact.month, sum);
  }
  return [...months]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([month, { Standard, Committed, Dynamic }]) => {
      const coverage = ratioOf(Committed, Committed + Standard);
      return {
        month,
        standard: formatDecimal(Standard),
        committed: formatDecimal(Committed),
        spot: formatDecimal(Dynamic),
        ...(coverage === undefined ? {} : { coverage }),
      };
    });
}
