import {
  Costs,
  EnvironmentCosts,
} from '@textloom/plugin-scaffolder-golden-paths-common';
import { Locale } from '@textloom/ui';

/** A row of the table of costs: an environment, or all of them. */
export interface CostRow {
  id: string;
  /** Absent for the sum. */
  of?: EnvironmentCosts;
  monthly?: string;
  seed?: { against: string; difference: string };
  budget?: { against: string; difference: string };
  /** Less than a dollar apart: the estate of the document itself. */
  isSame: boolean;
  isAbove: boolean;
}

type Amounts = Pick<CostRow, 'monthly' | 'seed' | 'budget'>;

/** Rows in the order of the answer, and the sum where there is something to add up. */
export function costRows({ environments, total }: Costs): CostRow[] {
  const row = (id: string, amounts: Amounts): CostRow => ({
    id,
    monthly: amounts.monthly,
    seed: amounts.seed,
    budget: amounts.budget,
    isSame:
      amounts.seed !== undefined &&
      Math.abs(Number(amounts.seed.difference)) < 1,
    isAbove: Number(amounts.budget?.difference ?? 0) > 0,
  });
  return [
    ...environments.map(of => ({ ...row(of.environment, of), of })),
    ...(total && environments.length > 1
      ? [row('all environments', total)]
      : []),
  ];
}

const languages: Record<Locale, string> = { en: 'en-GB', zh: 'zh-CN' };

/** A day with its year: `28 Nov 2026`, `2026年11月28日`. */
export const dayOf = (day: string, locale: Locale): string =>
  new Intl.DateTimeFormat(languages[locale], {
    year: 'numeric',
    month: locale === 'zh' ? 'long' : 'short',
    day: 'numeric',
    timeZone: 'UTC',
  }).format(new Date(`${day}T00:00:00Z`));
