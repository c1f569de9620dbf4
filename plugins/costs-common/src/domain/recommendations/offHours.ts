import { Decimal, decimalOf, formatDecimal } from '@textloom/kernel';
import { larger } from '../arithmetic';
import { RecommendationFacts } from './facts';
import {
  lengthOf,
  MONTH,
  percentOf,
  perHour,
  startPerHour,
} from './arithmetic';
import { Draft } from './draft';
import { NodeGroupCost } from './nodeGroups';

/** Hours of a week that engineers work in: twelve on five days. */
const WORKING_HOURS = 60;
const HOURS_A_WEEK = 168;

/**
 * Switching off the node groups that only engineers use outside of 12 × 5 working hours: saving = cost per month of
 * 730 hours · (168 − 60) ÷ 168 · share of nodes that can go.
 *
 * - Committed hours are paid for whether they run or not, so their cost is subtracted: switching them off saves nothing
 *   and turns Used into Unused.
 * - The minimum of nodes stays on; committed nodes are part of it.
 * - What Spot saves on the same nodes is taken off first, so that both together never save more than is paid.
 */
export function offHoursDraft(
  group: NodeGroupCost,
  facts: RecommendationFacts,
  spotSaving: Decimal,
): Draft | undefined {
  if (!group.nonProduction || group.freeNodes <= 0n) {
    return undefined;
  }
  const days = lengthOf(facts.basis);
  const staying = larger(
    0n,
    decimalOf(group.minimumNodes) - group.committedNodes,
  );
  const going = larger(0n, group.freeNodes - staying);
  let arithmetic = startPerHour('node-cost-per-hour', group.effective, days, {
    nodeGroup: group.nodeGroup,
  });
  if (group.committed !== 0n) {
    arithmetic = arithmetic.subtract(
      'committed-cost-per-hour',
      perHour(group.committed, days),
      { cost: formatDecimal(group.committed), days: String(days) },
    );
  }
  arithmetic = arithmetic.multiply('hours-a-month', MONTH, 'hours');
  if (spotSaving > 0n) {
    arithmetic = arithmetic.subtract('spot-saving', spotSaving);
  }
  return {
    kind: 'off-hours',
    scope: group.nodeGroup,
    args: {
      nodeGroup: group.nodeGroup,
      environments: group.environments.join(', '),
      environment: group.environments[0],
      hours: String(WORKING_HOURS),
      weekHours: String(HOURS_A_WEEK),
    },
    owner: group.owner,
    environment: group.environments.length === 1 ? group.environments[0] : '',
    effort: 'medium',
    risk: 'low',
    arithmetic: arithmetic
      .multiply(
        'off-hours-share',
        percentOf(
          decimalOf(HOURS_A_WEEK - WORKING_HOURS),
          decimalOf(HOURS_A_WEEK),
        ),
        'percent',
        { hours: String(WORKING_HOURS), weekHours: String(HOURS_A_WEEK) },
      )
      .multiply('nodes-off', percentOf(going, group.freeNodes), 'percent', {
        minimum: String(group.minimumNodes),
        nodes: rounded(group.freeNodes + group.committedNodes),
      })
      .result(),
  };
}

/** With one digit, for reading. */
function rounded(value: Decimal): string {
  return String(Math.round(Number(formatDecimal(value)) * 10) / 10);
}
