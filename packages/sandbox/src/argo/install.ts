import { Gitops } from '../git/Gitops';
import { Snapshot } from '../git/snapshot';
import { reconcile } from '../controllers/reconcile';
import { CRDS, crdStatus } from '../kubernetes/customResources';
import { withDefaults } from '../kubernetes/defaults';
import { KubeObject } from '../kubernetes/types';
import { DEPLOYMENTS, getOf, NAMESPACES } from '../world/objects';
import { textloomServices } from '../world/workloads/textloom';
import { ClusterWorld } from '../world/world';
import { syncWrites, wantedBy } from './compare';
import { ARGO_DEFINITIONS } from './definitions';
import {
  applicationName,
  ARGO_NAMESPACE,
  ARGO_VERSION,
  environmentOf,
  folderOf,
} from './names';
import { Application, APPLICATIONS, ObjectView, Write } from './types';
import { BRANCH } from '../git/GitopsRepository';

const bornIn = ({ store }: ClusterWorld) =>
  store.get(NAMESPACES.resource, undefined, 'kube-system')?.metadata
    .creationTimestamp;

/** Has a cluster serve Applications and Rollouts. */
export function serveArgo(world: ClusterWorld): void {
  const { store } = world;
  for (const crd of ARGO_DEFINITIONS) {
    if (!store.get(CRDS, undefined, crd.metadata.name)) {
      store.create(CRDS, {
        ...crd,
        metadata: { ...crd.metadata, creationTimestamp: bornIn(world) },
        status: crdStatus(crd, store.now()),
      });
    }
  }
}

/** Has the Argo CD and Argo Rollouts of a cluster, which runs what the repository holds, follow it. */
export function installArgo(
  world: ClusterWorld,
  options: { gitops: Gitops; repoUrl: string },
): void {
  const { store, registry, plan } = world;
  const born = bornIn(world);
  const create = (resource: string, object: KubeObject) => {
    const aged = {
      ...object,
      metadata: { ...object.metadata, creationTimestamp: born },
    };
    const definition = registry.byGroupResource(resource);
    store.create(resource, withDefaults(definition, aged));
  };
  serveArgo(world);
  for (const namespace of plan.environments) {
    for (const { name } of textloomServices(plan, namespace)) {
      const app = applicationOf(name, namespace, options.repoUrl);
      const latest = options.gitops.latest();
      const deployment = getOf(store, DEPLOYMENTS, namespace, name);
      create(
        APPLICATIONS.resource,
        withSync(app, latest?.commit, deployment?.metadata.creationTimestamp),
      );
      missingOf(app, latest, store).forEach(({ resource, object }) =>
        create(resource, object),
      );
    }
  }
  world.gitops = options.gitops;
  reconcile(world);
  store.compact();
}

/** It has been synced before: what differs from the commit that it was synced to is a change made by hand. */
function withSync(
  app: Application,
  revision: string | undefined,
  at: string | undefined,
): Application {
  if (!revision || !at) {
    return app;
  }
  const { source } = app.spec;
  const initiatedBy = { automated: true };
  return {
    ...app,
    status: {
      operationState: {
        phase: 'Succeeded',
        message: 'successfully synced (all tasks run)',
        operation: { initiatedBy, sync: { revision } },
        startedAt: at,
        finishedAt: at,
        syncResult: { revision, source },
      },
      history: [
        {
          id: 0,
          revision,
          deployStartedAt: at,
          deployedAt: at,
          source,
          initiatedBy,
        },
      ],
    },
  };
}

/** What the repository holds beyond what the world is built of: Rollouts, and what was added later. */
function missingOf(
  app: Application,
  latest: Snapshot | undefined,
  view: ObjectView,
): Write[] {
  const wanted = latest && wantedBy(app, latest);
  return wanted && 'objects' in wanted
    ? syncWrites(app, wanted.objects, view, false).filter(
        ({ verb }) => verb === 'create',
      )
    : [];
}

function applicationOf(
  service: string,
  namespace: string,
  repoURL: string,
): Application {
  const environment = environmentOf(namespace);
  return {
    apiVersion: ARGO_VERSION,
    kind: 'Application',
    metadata: {
      name: applicationName(environment, service),
      namespace: ARGO_NAMESPACE,
      labels: {
        'app.kubernetes.io/name': service,
        'textloom.ai/environment': environment,
      },
    },
    spec: {
      project: 'default',
      source: {
        repoURL,
        path: folderOf(environment, service),
        targetRevision: BRANCH,
      },
      destination: { server: 'https://kubernetes.default.svc', namespace },
      syncPolicy: {
        automated: { prune: false, selfHeal: false },
        syncOptions: ['ApplyOutOfSyncOnly=true'],
      },
    },
  };
}
