import { Decimal, formatDecimal } from '@textloom/kernel';
import { ArithmeticLine, Recommendation } from '../methods';
import { RecommendationFacts } from './facts';
import { recompute } from './arithmetic';

/** A recommendation before it is decided whether it is worth telling. */
export type Draft = Pick<
  Recommendation,
  'kind' | 'args' | 'effort' | 'risk' | 'arithmetic'
> & {
  /** What it is about; with the kind its identity. */
  scope: string;
  owner: string;
  component?: string;
  environment?: string;
};

/** What a draft saves a month. */
export function savingOf({
  arithmetic,
}: {
  arithmetic: readonly ArithmeticLine[];
}): Decimal {
  return recompute(arithmetic);
}

/** Whether a draft is worth telling: a saving above zero that is not under the threshold. */
export function isWorth(
  draft: Draft,
  { threshold }: RecommendationFacts,
): boolean {
  const saving = savingOf(draft);
  return saving > 0n && saving >= threshold;
}

/** The recommendation of a draft. */
export function recommendationOf(
  { scope, component = '', environment = '', ...draft }: Draft,
  { currency, basis }: RecommendationFacts,
): Recommendation {
  return {
    ...draft,
    id: `${draft.kind}:${scope}`,
    component,
    environment,
    monthlySaving: formatDecimal(savingOf(draft)),
    currency,
    basis,
    howTo: `how-to/reduce-costs/#${draft.kind}`,
  };
}
