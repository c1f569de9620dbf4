import { decimalOf, formatDecimal, parseDecimal } from '@textloom/kernel';
import { Recommendation } from '../../methods';
import { recompute } from '../arithmetic';
import { NodeCost, RecommendationFacts, StorageCost } from '../facts';

/** Thirty days of nothing. */
export const NO_FACTS: RecommendationFacts = {
  currency: 'USD',
  basis: { from: '2026-10-30', to: '2026-11-28' },
  nonProduction: ['dev', 'test', 'staging'],
  threshold: decimalOf(5),
  platformOwner: 'group:default/sre',
  nodes: [],
  nodeGroups: [],
  steady: [],
  committed: [],
  storage: [],
  buckets: [],
  transfer: [],
  workloads: [],
  contracts: [],
};

/** Nodes that ran all 720 hours of the 30 days at a price per hour. */
export function nodesOf(
  nodeGroup: string,
  environment: string,
  pricingCategory: NodeCost['pricingCategory'],
  { count = 1, type = 'c5.4xlarge', price = '0.68', list = '0.68' } = {},
): NodeCost {
  const hours = BigInt(count * 720);
  const name = pricingCategory === 'Dynamic' ? 'SpotUsage' : 'BoxUsage';
  return {
    nodeGroup,
    environment,
    pricingCategory,
    skuMeter: `APS1-${name}:${type}`,
    costs: {
      effective: parseDecimal(price)! * hours,
      contracted: parseDecimal(list)! * hours,
    },
    quantity: decimalOf(count * 720),
  };
}

/** A bucket that held so many GB in the Standard class for 730 hours a month. */
export function bucketOf(
  resource: string,
  gb: number,
  price = '0.023',
): StorageCost {
  return {
    resource,
    owner: 'group:default/media',
    component: 'resource:default/minio',
    environment: 'prod',
    skuMeter: 'APS1-TimedStorage-ByteHrs',
    costs: {
      effective: (parseDecimal(price)! * decimalOf(gb)) / decimalOf(1),
    },
    quantity: decimalOf(gb),
  };
}

/** The steps of an arithmetic as `code operation value unit`. */
export function stepsOf({ arithmetic }: Pick<Recommendation, 'arithmetic'>) {
  return arithmetic.map(({ code, operation, value, unit }) =>
    [code, operation, value, unit].join(' '),
  );
}

/** What the lines of a recommendation give, as text. */
export function recomputed({ arithmetic }: Recommendation): string {
  return formatDecimal(
    recompute(arithmetic.filter(({ operation }) => operation !== 'result')),
  );
}
