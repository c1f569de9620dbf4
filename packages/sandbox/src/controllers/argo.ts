import { planApplications } from '../argo/applications';
import { planRollouts } from '../argo/rollouts';
import { Write } from '../argo/types';
import { hasGeneration, withDefaults } from '../kubernetes/defaults';
import { KubeObject } from '../kubernetes/types';
import { ClusterWorld } from '../world/world';

const specChanged = (before: KubeObject, after: KubeObject) =>
  before.spec !== after.spec &&
  JSON.stringify(before.spec) !== JSON.stringify(after.spec);

/** Argo CD and Argo Rollouts, where the cluster follows a repository. */
export function runArgo(world: ClusterWorld): void {
  const { gitops, store } = world;
  if (gitops) {
    const round = { view: store, now: store.now() };
    planApplications(gitops, round).forEach(write => applyWrite(world, write));
    planRollouts(round).forEach(write => applyWrite(world, write));
  }
}

/** Writes as the API server would. */
export function applyWrite(
  { store, registry }: ClusterWorld,
  write: Write,
): void {
  const { resource, object } = write;
  const definition = registry.byGroupResource(resource);
  switch (write.verb) {
    case 'create':
      store.create(resource, withDefaults(definition, object));
      break;
    case 'update':
      store.update(
        resource,
        hasGeneration(definition) && specChanged(write.before, object)
          ? withNextGeneration(object)
          : object,
      );
      break;
    default:
      store.remove(resource, object.metadata.namespace, object.metadata.name);
  }
}

function withNextGeneration(object: KubeObject): KubeObject {
  const { metadata } = object;
  return {
    ...object,
    metadata: { ...metadata, generation: (metadata.generation ?? 1) + 1 },
  };
}
