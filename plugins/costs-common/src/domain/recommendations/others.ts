import {
  decimalOf,
  groupBy,
  parseDecimal,
  sumDecimals,
} from '@textloom/kernel';
import { RecommendationFacts } from './facts';
import {
  lengthOf,
  MONTH,
  monthsPer,
  startPerHour,
  startWith,
} from './arithmetic';
import { Draft } from './draft';

/**
 * Share in per cent of the traffic between zones that routing within the zone avoids. A service that is spread over
 * three zones without it crosses in two of three requests; half of what crosses is a careful part of that, since
 * databases and quorums keep crossing. A judgement, no measured figure: the arithmetic calls it assumed.
 */
const AVOIDABLE = 50;
/** Share in per cent of a commitment under whose projected use a smaller one or an alternative is worth a look. */
const LOW_USE = 70;

/**
 * Keeping traffic within its zone (Kubernetes `trafficDistribution`): saving = cost of `DataTransfer-Regional-Bytes`
 * per month of 730 hours · 50 %. AWS charges 0.01 $ per GB in each direction.
 */
export function networkDrafts(facts: RecommendationFacts): Draft[] {
  const crossing = facts.transfer.filter(({ skuMeter }) =>
    /DataTransfer-Regional-Bytes$/.test(skuMeter),
  );
  const days = lengthOf(facts.basis);
  const scopes = groupBy(
    crossing,
    ({ component, environment }) => `${component}:${environment}`,
  );
  return [...scopes].map(([scope, rows]) => {
    const [{ component, owner, environment }] = rows;
    return {
      kind: 'network-cross-zone',
      scope,
      args: { component, environment },
      owner: owner || facts.platformOwner,
      component,
      environment,
      effort: 'medium',
      risk: 'low',
      arithmetic: startPerHour(
        'cross-zone-cost-per-hour',
        sumDecimals(rows.map(row => row.costs.effective)),
        days,
      )
        .multiply('hours-a-month', MONTH, 'hours')
        .multiply('avoidable-share-assumed', decimalOf(AVOIDABLE), 'percent')
        .result(),
    };
  });
}

/**
 * A smaller contract or another vendor, while notice can still be given and use stays under 70 % of what was committed:
 * saving = (committed − projected use) per month of 730 hours of the term.
 */
export function contractDrafts({
  contracts,
  currency,
}: RecommendationFacts): Draft[] {
  return contracts.flatMap(contract => {
    const committed = parseDecimal(contract.committed) ?? 0n;
    const projected = parseDecimal(contract.projected) ?? 0n;
    const low = projected * 100n < committed * BigInt(LOW_USE);
    if (
      contract.state !== 'notice-soon' ||
      contract.currency !== currency ||
      !low
    ) {
      return [];
    }
    const days = lengthOf({ from: contract.startsOn, to: contract.endsOn });
    return [
      {
        kind: 'contract-alternative' as const,
        scope: contract.id,
        args: {
          vendor: contract.vendor,
          service: contract.service,
          noticeBy: contract.noticeBy,
          alternatives: contract.alternatives.join(', '),
        },
        owner: contract.owner,
        effort: 'high' as const,
        risk: 'medium' as const,
        arithmetic: startWith('contract-committed', committed)
          .subtract('contract-projected', projected)
          .multiply('months-per-term', monthsPer(days), 'count', {
            days: String(days),
          })
          .result(),
      },
    ];
  });
}
