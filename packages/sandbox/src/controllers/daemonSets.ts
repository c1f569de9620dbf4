import { nameSuffix } from '../kubernetes/write';
import {
  DAEMON_SETS,
  listOf,
  NODES,
  selectedBy,
  updateIfChanged,
} from '../world/objects';
import { ClusterWorld } from '../world/world';
import { createPod, deletePod, isReady } from './pods';
import { podsByOwner } from './replicas';
import { tolerates } from './taints';

/** Keeps one pod of each DaemonSet on every node that it selects and tolerates. */
export function reconcileDaemonSets(world: ClusterWorld): void {
  const byOwner = podsByOwner(world);
  const nodes = listOf(world.store, NODES);
  for (const set of listOf(world.store, DAEMON_SETS)) {
    const pods = byOwner.get(set.metadata.uid ?? '') ?? [];
    const { nodeSelector, tolerations } = set.spec.template.spec;
    const eligible = nodes.filter(
      node =>
        selectedBy(nodeSelector ?? {}, node.metadata.labels) &&
        (node.spec?.taints ?? []).every(
          taint =>
            taint.effect !== 'NoSchedule' || tolerates(tolerations, taint),
        ),
    );
    const names = new Set(eligible.map(node => node.metadata.name));
    const served = new Set(pods.map(pod => pod.spec.nodeName));
    for (const nodeName of names) {
      if (!served.has(nodeName)) {
        const suffix = nameSuffix(world.store.nextSerial());
        const name = `${set.metadata.name}-${suffix}`;
        createPod(world, set, name, { nodeName });
      }
    }
    pods
      .filter(pod => !names.has(pod.spec.nodeName ?? ''))
      .forEach(pod => deletePod(world, pod));
    const ready = pods.filter(isReady).length;
    updateIfChanged(world.store, DAEMON_SETS, set, {
      ...set,
      status: {
        observedGeneration: set.metadata.generation,
        desiredNumberScheduled: names.size,
        currentNumberScheduled: pods.length,
        updatedNumberScheduled: pods.length,
        numberReady: ready,
        numberAvailable: ready,
        numberUnavailable: names.size - ready,
        numberMisscheduled: 0,
      },
    });
  }
}
