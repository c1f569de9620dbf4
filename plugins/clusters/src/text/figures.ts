import {
  Figure,
  formatBytes,
  formatCount,
  formatCpu,
  formatPercent,
} from '@textloom/ui';
import {
  Capacity,
  CapacityFigure,
  ClusterView,
  NodeStatus,
  NodeSummary,
} from '@textloom/plugin-clusters-common';
import { limits, share } from '../presentation/capacity';
import { Say } from './say';
import { serviceFigures } from './serviceFigures';

const NOT_IN_SERVICE: Exclude<NodeStatus, 'ready'>[] = [
  'not-ready',
  'unknown',
  'draining',
  'cordoned',
  'starting',
  'pressure',
];

/** How many nodes are in each state but ready, in words. */
function statusNote(nodes: NodeSummary[], say: Say): string {
  const phrases = NOT_IN_SERVICE.flatMap(status => {
    const count = nodes.filter(node => node.status === status).length;
    return count > 0 ? [say(`figures.status.${status}`, { count })] : [];
  });
  return phrases.length > 0 ? say.names(phrases) : say('figures.allInService');
}

/** Nodes in service out of all. */
export function nodesFigure(
  counts: { ready: number; total: number },
  nodes: NodeSummary[],
  say: Say,
): Figure {
  const known = nodes.some(node => node.status !== 'unknown');
  return {
    id: 'nodes',
    label: say('figures.nodes'),
    value: known || nodes.length === 0 ? formatCount(counts.ready) : undefined,
    unit: say('figures.of', { total: formatCount(counts.total) }),
    note: statusNote(nodes, say),
    intent: known && counts.ready < counts.total ? 'caution' : undefined,
  };
}

/** Pods running out of those that should, and how many wait. */
export function podsFigure(pods: ClusterView['pods'], say: Say): Figure {
  const label = say('figures.podsRunning');
  if (!pods) return { id: 'pods', label, note: say('figures.noPods') };
  return {
    id: 'pods',
    label,
    value: formatCount(pods.running),
    unit: say('figures.of', { total: formatCount(pods.total) }),
    note:
      pods.pending > 0
        ? say('figures.pending', { count: pods.pending })
        : say('figures.nonePending'),
    intent: pods.pending > 0 ? 'caution' : undefined,
  };
}

function usageFigure(
  id: 'cpu' | 'memory',
  figure: CapacityFigure,
  limit: number,
  say: Say,
): Figure {
  const format = id === 'cpu' ? formatCpu : formatBytes;
  const used = share(figure.used, figure.allocatable);
  const of = say('figures.usage', {
    requested: formatPercent(share(figure.requested, figure.allocatable)),
    total: format(figure.allocatable),
    limit: formatPercent(limit),
  });
  if (used === undefined) {
    return { id, label: say(`figures.${id}`), note: say('figures.noMetrics') };
  }
  const [value, unit] = splitUnit(formatPercent(used));
  return {
    id,
    label: say(`figures.${id}`),
    value,
    unit,
    note: of,
    intent: used > limit ? 'caution' : undefined,
  };
}

function splitUnit(percent: string): [string, string] {
  return percent.endsWith('%') ? [percent.slice(0, -1), '%'] : [percent, ''];
}

/** CPU, memory and pod slots of anything that has capacity. */
export function capacityFigures(capacity: Capacity, say: Say): Figure[] {
  return [
    usageFigure('cpu', capacity.cpu, limits.cpu, say),
    usageFigure('memory', capacity.memory, limits.memory, say),
    slotsFigure(capacity.pods, say),
  ];
}

function slotsFigure(figure: CapacityFigure, say: Say): Figure {
  const label = say('figures.podSlots');
  const taken = figure.used ?? figure.requested;
  if (taken === undefined) {
    return { id: 'slots', label, note: say('figures.noPods') };
  }
  const part = share(taken, figure.allocatable);
  return {
    id: 'slots',
    label,
    value: formatCount(taken),
    unit: say('figures.of', { total: formatCount(figure.allocatable) }),
    note: say('figures.free', {
      count: formatCount(Math.max(0, figure.allocatable - taken)),
      limit: formatPercent(limits.pods),
    }),
    intent: part !== undefined && part > limits.pods ? 'caution' : undefined,
  };
}

/** Most figures of a strip. */
const MOST = 6;

/** The figures of a cluster's strip: nodes and usage, then the service's own, then what else has room. */
export function clusterFigures(view: ClusterView, say: Say): Figure[] {
  const nodes = view.nodeGroups.flatMap(group => group.nodes);
  const inService = nodesFigure(view.nodes, nodes, say);
  const pods = podsFigure(view.pods, say);
  const [cpu, memory, slots] = capacityFigures(view.capacity, say);
  const service = serviceFigures(view.signals ?? [], say);
  return service.length === 0
    ? [inService, pods, cpu, memory, slots]
    : [inService, cpu, memory, ...service, pods, slots].slice(0, MOST);
}
