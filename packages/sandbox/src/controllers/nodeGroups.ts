import { rfc3339 } from '../kubernetes/store';
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
import { uuid } from '../world/random';
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
  { seed, name: cluster }: ClusterWorld,
  { name, min, max }: NodeGroupPlan,
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
    `- name: eks-${name}-${uuid(`${seed}/${cluster}/${name}/asg`)}`,
    '  health:',
    `    status: ${healthy ? 'Healthy' : 'Unhealthy'}`,
    '    nodeCounts:',
    '      registered:',
    `        total: ${nodes.length}`,
    `        ready: ${ready}`,
    '        unready:',
    `          total: ${unready}`,
    `    cloudProviderTarget: ${nodes.length}`,
    `    minSize: ${min}`,
    `    maxSize: ${max}`,
    `    lastTransitionTime: ${changed}`,
    '  scaleUp:',
    '    status: NoActivity',
    `    lastTransitionTime: ${changed}`,
    '  scaleDown:',
    '    status: NoCandidates',
    `    lastTransitionTime: ${changed}`,
  ];
}
