import { planApplications } from '../argo/applications';
import { planApplicationSets } from '../argo/applicationSets';
import { planRollouts } from '../argo/rollouts';
import { Write } from '../argo/types';
import { hasGeneration, withDefaults } from '../kubernetes/defaults';
import { ObjectStore } from '../kubernetes/store';
import { KubeObject } from '../kubernetes/types';
import { requestDeletion } from './garbage';
import { ClusterWorld } from '../world/world';

const specChanged = (before: KubeObject, after: KubeObject) =>
  before.spec !== after.spec &&
  JSON.stringify(before.spec) !== JSON.stringify(after.spec);

/** Argo CD and Argo Rollouts, where the cluster follows a repository. */
export function runArgo(world: ClusterWorld): void {
  const { gitops, store } = world;
  if (gitops) {
    const round = { view: store, now: store.now() };
    planApplicationSets(gitops, round).forEach(write =>
      applyWrite(world, write),
    );
    planApplications(gitops, round).forEach(write => applyWrite(world, write));
    planRollouts(round).forEach(write => applyWrite(world, write));
  }
}

/** Writes as the API server would. */
export function applyWrite(world: ClusterWorld, write: Write): void {
  const { store, registry } = world;
  const { resource, object } = write;
  const definition = registry.byGroupResource(resource);
  switch (write.verb) {
    case 'create':
      store.create(resource, withDefaults(definition, object));
      break;
    case 'update':
      update(
        store,
        resource,
        hasGeneration(definition) && specChanged(write.before, object)
          ? withNextGeneration(object)
          : object,
      );
      break;
    default:
      requestDeletion(store, resource, object);
  }
}

/** An object that waited for its last finalizer goes with it. */
function update(store: ObjectStore, resource: string, object: KubeObject) {
  const { namespace, name, deletionTimestamp, finalizers } = object.metadata;
  if (deletionTimestamp && finalizers?.length === 0) {
    store.remove(resource, namespace, name);
  } else {
    store.update(resource, object);
  }
}

function withNextGeneration(object: KubeObject): KubeObject {
  const { metadata } = object;
  return {
    ...object,
    metadata: { ...metadata, generation: (metadata.generation ?? 1) + 1 },
  };
}
