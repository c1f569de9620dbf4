import { withDefaults } from '../kubernetes/defaults';
import { KubeObject, OwnerReference } from '../kubernetes/types';
import { isTrue, Pod, PODS, PodTemplate, Workload } from '../world/objects';
import { ClusterWorld } from '../world/world';

/** Reference that makes an object the controller of another. */
export function ownedBy(owner: KubeObject): OwnerReference {
  return {
    apiVersion: owner.apiVersion,
    kind: owner.kind,
    name: owner.metadata.name,
    uid: owner.metadata.uid ?? '',
    controller: true,
    blockOwnerDeletion: true,
  };
}

/** Creates a pod from its owner's template, on a node if one is given. */
export function createPod(
  world: ClusterWorld,
  owner: Workload,
  name: string,
  options: { nodeName?: string; labels?: Record<string, string> } = {},
): void {
  const template: PodTemplate = owner.spec.template;
  const definition = world.registry.byGroupResource(PODS.resource);
  const pod = withDefaults(definition, {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace: owner.metadata.namespace,
      labels: { ...template.metadata.labels, ...options.labels },
      ...(template.metadata.annotations
        ? { annotations: template.metadata.annotations }
        : {}),
      ownerReferences: [ownedBy(owner)],
    },
    spec: {
      ...template.spec,
      ...(options.nodeName ? { nodeName: options.nodeName } : {}),
    },
  });
  world.store.create(PODS.resource, pod);
}

/** Starts a pod's deletion; one that is on no node goes at once. */
export function deletePod(world: ClusterWorld, pod: Pod): void {
  const { namespace, name, deletionTimestamp } = pod.metadata;
  if (!pod.spec.nodeName) {
    world.store.remove(PODS.resource, namespace, name);
  } else if (!deletionTimestamp) {
    const grace = pod.spec.terminationGracePeriodSeconds ?? 30;
    const due = world.store.now() + grace * 1000;
    world.store.update(PODS.resource, {
      ...pod,
      metadata: {
        ...pod.metadata,
        deletionTimestamp: new Date(due).toISOString().replace(/\.\d+Z$/, 'Z'),
        deletionGracePeriodSeconds: grace,
      },
    });
  }
}

/** Whether a pod serves: running with its Ready condition True. */
export function isReady(pod: Pod): boolean {
  return (
    pod.status.phase === 'Running' && isTrue(pod.status.conditions, 'Ready')
  );
}
