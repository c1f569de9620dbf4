import { compareText, groupBy } from '@textloom/kernel';
import { NodeSummary } from '../views';
import { SurvivalFigure } from '../workloadViews';

/** Sums over nodes; what nobody knows of a node counts as nothing asked for. */
function totals(nodes: readonly NodeSummary[]) {
  const sum = (amount: (node: NodeSummary) => number) =>
    nodes.reduce((total, node) => total + amount(node), 0);
  return {
    cpu: {
      allocatable: sum(node => node.capacity.cpu.allocatable),
      requested: sum(node => node.capacity.cpu.requested ?? 0),
    },
    memory: {
      allocatable: sum(node => node.capacity.memory.allocatable),
      requested: sum(node => node.capacity.memory.requested ?? 0),
    },
  };
}

/** What is left when some of the nodes are lost and all their pods want a place among the others. */
function without(
  all: ReturnType<typeof totals>,
  lost: readonly NodeSummary[],
  figure: Pick<SurvivalFigure, 'group' | 'loss' | 'lost'>,
): SurvivalFigure {
  const gone = totals(lost);
  const left = (kind: 'cpu' | 'memory') => ({
    allocatable: all[kind].allocatable - gone[kind].allocatable,
    requested: all[kind].requested,
  });
  const cpu = left('cpu');
  const memory = left('memory');
  return {
    ...figure,
    fits:
      cpu.requested <= cpu.allocatable &&
      memory.requested <= memory.allocatable,
    cpu,
    memory,
  };
}

const share = ({ requested = 0, allocatable }: SurvivalFigure['cpu']) =>
  allocatable > 0 ? requested / allocatable : Infinity;

const strain = ({ cpu, memory }: SurvivalFigure) =>
  Math.max(share(cpu), share(memory));

function hardest(figures: SurvivalFigure[]): SurvivalFigure[] {
  const sorted = [...figures].sort(
    (a, b) => strain(b) - strain(a) || compareText(a.lost, b.lost),
  );
  return sorted.slice(0, 1);
}

/**
 * Tests whether everything still fits by the sums after the loss that hurts most: any one node, or any one
 * zone. Sums are a lower bound of the trouble: large pods may find no single node even where the sum fits.
 */
export function survivalOf(
  nodes: readonly NodeSummary[],
  group?: string,
): SurvivalFigure[] {
  if (nodes.length < 2) {
    return [];
  }
  const all = totals(nodes);
  const base = group === undefined ? {} : { group };
  const zones = [...groupBy(nodes, ({ zone }) => zone)].filter(
    ([zone]) => zone !== '',
  );
  return [
    ...hardest(
      nodes.map(node =>
        without(all, [node], { ...base, loss: 'node', lost: node.name }),
      ),
    ),
    ...(zones.length < 2
      ? []
      : hardest(
          zones.map(([zone, members]) =>
            without(all, members, { ...base, loss: 'zone', lost: zone }),
          ),
        )),
  ];
}
