import { rfc3339 } from '../kubernetes/store';
import { autoscalingGroupName, desiredNodes } from '../world/autoscalingGroups';
import { NODE_GROUP_LABEL, NodeGroupPlan } from '../world/clusters';
import {
  CONFIG_MAPS,
  getOf,
  isTrue,
  listOf,
  Node,
  NODES,
  updateIfChanged,
} from '../world/objects';
import { ClusterWorld } from '../world/world';

const NAMESPACE = 'kube-system';
const NAME = 'cluster-autoscaler-status';
/** More unready nodes than this share make a group unhealthy: `--max-total-unready-percentage`. */
const UNREADY_SHARE = 0.45;

/** Writes what cluster-autoscaler tells of its node groups, as YAML since 1.30. It does not scale. */
export function reportNodeGroups(world: ClusterWorld): void {
  const { store, plan } = world;
  const nodes = listOf(store, NODES);
  const before = getOf(store, CONFIG_MAPS, NAMESPACE, NAME);
  const text = [
    'autoscalerStatus: Running',
    'nodeGroups:',
    ...plan.groups.flatMap(group =>
      linesOf(
        world,
        group,
        nodes.filter(
          ({ metadata }) => metadata.labels?.[NODE_GROUP_LABEL] === group.name,
        ),
      ),
    ),
    '',
  ].join('\n');
  const next = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: before?.metadata ?? { name: NAME, namespace: NAMESPACE },
    data: { status: text },
  };
  if (before) {
    updateIfChanged(store, CONFIG_MAPS, before, next);
  } else {
    store.create(CONFIG_MAPS.resource, next);
  }
}

function linesOf(
  world: ClusterWorld,
  group: NodeGroupPlan,
  nodes: readonly Node[],
): string[] {
  const ready = nodes.filter(({ status }) =>
    isTrue(status?.conditions, 'Ready'),
  ).length;
  const unready = nodes.length - ready;
  const healthy = unready <= nodes.length * UNREADY_SHARE;
  const since = nodes
    .map(({ metadata }) => Date.parse(metadata.creationTimestamp ?? ''))
    .reduce((first, at) => Math.min(first, at), Date.parse('2100-01-01'));
  const changed = `"${rfc3339(since)}"`;
  return [
    `- name: ${autoscalingGroupName(world, group.name)}`,
    '  health:',
    `    status: ${healthy ? 'Healthy' : 'Unhealthy'}`,
    '    nodeCounts:',
    '      registered:',
    `        total: ${nodes.length}`,
    `        ready: ${ready}`,
    '        unready:',
    `          total: ${unready}`,
    `    cloudProviderTarget: ${desiredNodes(world, group)}`,
    `    minSize: ${group.min}`,
    `    maxSize: ${group.max}`,
    `    lastTransitionTime: ${changed}`,
    ...scaleUpOf(world, group, changed),
    '  scaleDown:',
    '    status: NoCandidates',
    `    lastTransitionTime: ${changed}`,
  ];
}

/** A group for which AWS starts no instance is left alone for a while. */
function scaleUpOf(
  { faults }: ClusterWorld,
  { name }: NodeGroupPlan,
  changed: string,
): string[] {
  const fault = faults.nodeGroups.get(name);
  return fault?.kind === 'launch-failure'
    ? [
        '  scaleUp:',
        '    status: Backoff',
        '    backoffInfo:',
        '      errorCode: placeholder-cannot-be-fulfilled',
        '      errorMessage: AWS cannot provision any more instances for this node group',
        `    lastTransitionTime: "${rfc3339(fault.since)}"`,
      ]
    : [
        '  scaleUp:',
        '    status: NoActivity',
        `    lastTransitionTime: ${changed}`,
      ];
}
