import { Decimal, decimalOf, groupBy, sumDecimals } from '@textloom/kernel';
import { divide } from '../arithmetic';
import { NodeCost, RecommendationFacts } from './facts';
import { lengthOf } from './arithmetic';

/** A node group over the basis. */
export interface NodeGroupCost {
  nodeGroup: string;
  owner: string;
  /** Environments that pods on it belong to, by name. */
  environments: string[];
  /** Whether all of them are used by nobody but engineers; false when nothing tells whose pods run there. */
  nonProduction: boolean;
  rows: readonly NodeCost[];
  effective: Decimal;
  /** Effective cost by how it was priced. */
  standard: Decimal;
  spot: Decimal;
  committed: Decimal;
  /** Nodes, as the mean over the basis. */
  freeNodes: Decimal;
  committedNodes: Decimal;
  minimumNodes: number;
}

/** The node groups, by name. */
export function nodeGroupsOf(facts: RecommendationFacts): NodeGroupCost[] {
  const hours = decimalOf(lengthOf(facts.basis) * 24);
  const info = new Map(facts.nodeGroups.map(each => [each.nodeGroup, each]));
  return [...groupBy(facts.nodes, ({ nodeGroup }) => nodeGroup)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([nodeGroup, rows]) => {
      const costOf = (pricing: NodeCost['pricingCategory']) =>
        sumDecimals(
          rows
            .filter(row => row.pricingCategory === pricing)
            .map(row => row.costs.effective),
        );
      const nodesOf = (committed: boolean) =>
        divide(
          sumDecimals(
            rows
              .filter(
                row => (row.pricingCategory === 'Committed') === committed,
              )
              .map(row => row.quantity),
          ),
          hours,
        );
      const environments = [
        ...new Set(
          rows
            .filter(row => row.costs.effective > 0n && row.environment !== '')
            .map(row => row.environment),
        ),
      ].sort();
      return {
        nodeGroup,
        owner: info.get(nodeGroup)?.owner ?? facts.platformOwner,
        environments,
        nonProduction:
          environments.length > 0 &&
          environments.every(each => facts.nonProduction.includes(each)),
        rows,
        effective: sumDecimals(rows.map(row => row.costs.effective)),
        standard: costOf('Standard'),
        spot: costOf('Dynamic'),
        committed: costOf('Committed'),
        freeNodes: nodesOf(false),
        committedNodes: nodesOf(true),
        minimumNodes: info.get(nodeGroup)?.minimumNodes ?? 1,
      };
    });
}

/** `c5.4xlarge` of `APS1-BoxUsage:c5.4xlarge`; the whole when no instance type is at its end. */
export function instanceTypeOf(skuMeter: string): string {
  return /[a-z][a-z0-9-]*\.[a-z0-9-]+$/.exec(skuMeter)?.[0] ?? skuMeter;
}
