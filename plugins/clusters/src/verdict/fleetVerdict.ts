import { ClusterSummary, HealthState } from '@textloom/plugin-clusters-common';
import { findingTitle } from '../text/findingText';
import { Message, message } from '../text/message';
import { healthIntent } from '../presentation/intents';
import { VerdictText } from './types';

const counted = {
  unhealthy: 'verdict.fleetUnhealthy',
  degraded: 'verdict.fleetDegraded',
  unknown: 'verdict.fleetUnknown',
} as const;

const order = ['unhealthy', 'degraded', 'unknown'] as const;

function sentence(state: (typeof order)[number], count: number, total: number) {
  return message(counted[state], { count, total });
}

function only(cluster: ClusterSummary): Message {
  const params = { cluster: cluster.title };
  switch (cluster.state) {
    case 'unhealthy':
      return message('verdict.oneUnhealthy', params);
    case 'degraded':
      return message('verdict.oneDegraded', params);
    case 'unknown':
      return message('verdict.clusterUnknown', params);
    default:
      return message('verdict.clusterHealthy', params);
  }
}

/**
 * The verdict on all clusters: the worst state leads, the others follow, then the worst finding.
 * Undefined when there is no cluster.
 */
export function fleetVerdict(
  clusters: ClusterSummary[],
): VerdictText | undefined {
  const total = clusters.length;
  if (total === 0) return undefined;
  const count = (state: HealthState) =>
    clusters.filter(cluster => cluster.state === state).length;
  const states = order.filter(state => count(state) > 0);
  if (states.length === 0) {
    return {
      intent: 'positive',
      headline: [
        total === 2
          ? message('verdict.fleetBothHealthy')
          : message('verdict.fleetHealthy', { count: total }),
      ],
      detail: [],
    };
  }
  const [first, ...rest] = states;
  const worst = clusters.find(
    cluster => cluster.state === first && cluster.worst,
  );
  return {
    intent: healthIntent(first),
    headline: [
      total === 1 ? only(clusters[0]) : sentence(first, count(first), total),
    ],
    detail: [
      ...rest.map(state => sentence(state, count(state), total)),
      ...(worst?.worst
        ? [
            message('verdict.clusterFinding', {
              cluster: worst.title,
              title: findingTitle(worst.worst),
            }),
          ]
        : []),
    ],
  };
}
