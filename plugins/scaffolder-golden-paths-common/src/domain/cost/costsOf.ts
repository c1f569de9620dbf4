import { formatDecimal, sumDecimals, decimalOf } from '@textloom/kernel';
import { PlatformSettings } from '../terraform/settings';
import { against, compare, Comparison } from './compare';
import { CostLine, unpricedIn } from './estimate';
import { estimateSettings } from './estimateSettings';
import { PRICED_REGIONS, PRICES_AS_OF, PRICES_SOURCE } from './prices';
import { estimateSeed } from './seedEstate';

/** What environments cost together, in the form of the preview's answer. */
export interface CostsOfEnvironments {
  currency: 'USD';
  asOf: string;
  source: string;
  environments: {
    environment: string;
    region: string;
    /** Absent where nothing is priced, as in a region that is not in the table. */
    monthly?: string;
    unpriced: number;
    lines: CostLine[];
    seed?: Comparison;
    budget?: Comparison;
  }[];
  /** Absent where an environment is not priced: a part is not the whole. */
  total?: {
    monthly: string;
    unpriced: number;
    seed: Comparison;
    budget: Comparison;
  };
}

const ORDER = ['dev', 'test', 'staging', 'prod'];

/** Estimates each environment and all of them; `undefined` where there is none. */
export function costsOf(
  all: readonly PlatformSettings[],
): CostsOfEnvironments | undefined {
  if (all.length === 0) {
    return undefined;
  }
  const rank = ({ environment }: PlatformSettings) =>
    ORDER.indexOf(environment) + 1 || ORDER.length + 1;
  const environments = [...all]
    .sort((a, b) => rank(a) - rank(b))
    .map(settings => {
      const { region, environment } = settings;
      const estimate = estimateSettings(settings);
      return {
        environment,
        region,
        unpriced: unpricedIn(estimate),
        lines: estimate.lines,
        ...(PRICED_REGIONS.includes(region) && {
          monthly: estimate.monthly,
          seed: compare(estimate, estimateSeed(region)),
          budget: against(estimate, String(settings.monthly_budget_usd)),
        }),
      };
    });
  return {
    currency: 'USD',
    asOf: PRICES_AS_OF,
    source: PRICES_SOURCE,
    environments,
    ...totalOf(environments),
  };
}

function totalOf(
  environments: CostsOfEnvironments['environments'],
): Pick<CostsOfEnvironments, 'total'> {
  const sum = (amounts: (string | undefined)[]) =>
    formatDecimal(sumDecimals(amounts.map(each => decimalOf(each ?? '0'))));
  if (environments.some(each => each.monthly === undefined)) {
    return {};
  }
  const monthly = sum(environments.map(each => each.monthly));
  // The estate of the document is one environment: the region is that of the last, which is production.
  const { region } = environments[environments.length - 1];
  return {
    total: {
      monthly,
      unpriced: environments.reduce((count, each) => count + each.unpriced, 0),
      seed: against({ monthly }, estimateSeed(region).monthly),
      budget: against(
        { monthly },
        sum(environments.map(({ budget }) => budget?.against)),
      ),
    },
  };
}
