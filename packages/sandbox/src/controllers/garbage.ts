import { groupResource } from '../kubernetes/types';
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
    for (const { metadata } of world.store.list(resource)) {
      const owners = metadata.ownerReferences ?? [];
      if (owners.length > 0 && owners.every(({ uid }) => !uids.has(uid))) {
        world.store.remove(resource, metadata.namespace, metadata.name);
      }
    }
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
