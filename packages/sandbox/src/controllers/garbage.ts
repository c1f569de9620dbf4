import { ObjectStore, rfc3339 } from '../kubernetes/store';
import { groupResource, KubeObject } from '../kubernetes/types';
import { NAMESPACES } from '../world/objects';
import { ClusterWorld } from '../world/world';

/** Resources that are kept in the store, once each. */
function storedResources(world: ClusterWorld): string[] {
  return [...new Set(world.registry.all().map(groupResource))];
}

/** Deletes what belongs to an owner that is gone, as Kubernetes' background garbage collection does. */
export function collectGarbage(world: ClusterWorld): void {
  const resources = storedResources(world);
  const uids = new Set<string | undefined>();
  for (const resource of resources) {
    for (const { metadata } of world.store.list(resource)) {
      uids.add(metadata.uid);
    }
  }
  for (const resource of resources) {
    for (const object of world.store.list(resource)) {
      const owners = object.metadata.ownerReferences ?? [];
      if (owners.length > 0 && owners.every(({ uid }) => !uids.has(uid))) {
        requestDeletion(world.store, resource, object);
      }
    }
  }
}

/** Deletes an object, or has it wait until what its finalizers name is done. */
export function requestDeletion(
  store: ObjectStore,
  resource: string,
  object: KubeObject,
): void {
  const { metadata } = object;
  if ((metadata.finalizers ?? []).length === 0) {
    store.remove(resource, metadata.namespace, metadata.name);
  } else if (!metadata.deletionTimestamp) {
    const deletionTimestamp = rfc3339(store.now());
    store.update(resource, {
      ...object,
      metadata: { ...metadata, deletionTimestamp },
    });
  }
}

/** Empties namespaces that are being deleted, then removes them. */
export function finalizeNamespaces(world: ClusterWorld): void {
  const terminating = world.store
    .list(NAMESPACES.resource)
    .filter(({ metadata }) => metadata.deletionTimestamp);
  for (const { metadata } of terminating) {
    const namespaced = world.registry
      .all()
      .filter(definition => definition.namespaced)
      .map(groupResource);
    for (const resource of new Set(namespaced)) {
      for (const object of world.store.list(resource, metadata.name)) {
        world.store.remove(resource, metadata.name, object.metadata.name);
      }
    }
    world.store.remove(NAMESPACES.resource, undefined, metadata.name);
  }
}
