import { Gitops } from '../git/Gitops';
import { Snapshot } from '../git/snapshot';
import { reconcile } from '../controllers/reconcile';
import { CRDS, crdStatus } from '../kubernetes/customResources';
import { withDefaults } from '../kubernetes/defaults';
import { KubeObject } from '../kubernetes/types';
import { DEPLOYMENTS, getOf, listOf, NAMESPACES } from '../world/objects';
import { ClusterPlan } from '../world/clusters';
import { definitionOf } from '../world/definitions';
import { isOfPlan } from '../world/workloads/founding';
import { ClusterWorld } from '../world/world';
import { refusalOf } from './admission';
import { syncWrites, wantedBy } from './compare';
import { applicationsOf } from './applicationSets';
import { ARGO_DEFINITIONS } from './definitions';
import {
  applicationName,
  ARGO_NAMESPACE,
  ARGO_VERSION,
  environmentOf,
  folderOf,
  PROD_NAMESPACE,
} from './names';
import {
  Application,
  APPLICATION_SETS,
  APPLICATIONS,
  ApplicationSet,
  ObjectView,
  Write,
} from './types';
import { BRANCH } from '../git/GitopsRepository';

const SERVICE_LABEL = 'app.kubernetes.io/name';

const bornIn = ({ store }: ClusterWorld) =>
  store.get(NAMESPACES.resource, undefined, 'kube-system')?.metadata
    .creationTimestamp;

/** Has a cluster serve Applications and Rollouts. */
export function serveArgo(world: ClusterWorld): void {
  const { store } = world;
  for (const crd of ARGO_DEFINITIONS.map(definitionOf)) {
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
  const createNow = (resource: string, object: KubeObject) => {
    const definition = registry.byGroupResource(resource);
    store.create(resource, withDefaults(definition, object));
  };
  const create = (resource: string, object: KubeObject) =>
    createNow(resource, {
      ...object,
      metadata: { ...object.metadata, creationTimestamp: born },
    });
  serveArgo(world);
  create(APPLICATION_SETS.resource, servicesOf(plan, options.repoUrl));
  const [set] = listOf(store, APPLICATION_SETS);
  const latest = options.gitops.latest();
  for (const app of latest ? wantedApplications(set, latest) : []) {
    const { namespace } = app.spec.destination;
    const name = app.metadata.labels?.[SERVICE_LABEL] ?? '';
    const isFounding = isOfPlan(plan, namespace, name);
    // What somebody has added since the world began is no older than this start.
    const makeObject = isFounding ? create : createNow;
    missingOf(app, latest, store).forEach(({ resource, object }) =>
      makeObject(resource, object),
    );
    const deployment = getOf(store, DEPLOYMENTS, namespace, name);
    const at = deployment?.metadata.creationTimestamp;
    makeObject(APPLICATIONS.resource, withSync(app, latest?.commit, at));
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
        ({ verb, object }) => verb === 'create' && !refusalOf(object),
      )
    : [];
}

function wantedApplications(
  set: ApplicationSet,
  latest: Snapshot,
): Application[] {
  const wanted = applicationsOf(set, latest);
  return 'problem' in wanted ? [] : wanted.applications;
}

/** An Application for each folder of the cluster's environments, as those that are there from the start. */
function servicesOf(
  { environments }: ClusterPlan,
  repoURL: string,
): ApplicationSet {
  const service = '{{ index .path.segments 2 }}';
  const environment = '{{ index .path.segments 1 }}';
  const namespace = environments.includes(PROD_NAMESPACE)
    ? PROD_NAMESPACE
    : environment;
  return {
    apiVersion: ARGO_VERSION,
    kind: 'ApplicationSet',
    metadata: { name: 'services', namespace: ARGO_NAMESPACE },
    spec: {
      goTemplate: true,
      goTemplateOptions: ['missingkey=error'],
      generators: [
        {
          git: {
            repoURL,
            revision: BRANCH,
            directories: environments.map(name => ({
              path: folderOf(environmentOf(name), '*'),
            })),
          },
        },
      ],
      syncPolicy: { applicationsSync: 'sync' },
      template: {
        metadata: {
          name: applicationName(environment, service),
          labels: {
            [SERVICE_LABEL]: service,
            'textloom.ai/environment': environment,
          },
        },
        spec: {
          project: 'default',
          source: {
            repoURL,
            path: '{{ .path.path }}',
            targetRevision: BRANCH,
          },
          destination: { server: 'https://kubernetes.default.svc', namespace },
          syncPolicy: {
            automated: { prune: false, selfHeal: false },
            syncOptions: ['ApplyOutOfSyncOnly=true'],
          },
        },
      },
    },
  };
}
