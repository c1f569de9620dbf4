import { FolderContent, Snapshot } from '../git/snapshot';
import { mergePatch, strategicMergePatch } from '../kubernetes/strategicMerge';
import { KubeObject } from '../kubernetes/types';
import { healthOf } from './health';
import { Application, ObjectView, ResourceStatus, Write } from './types';

/** Kinds that a repository may hold, and the resources that store them. */
const RESOURCES: Record<string, string> = {
  'v1/ConfigMap': 'configmaps',
  'v1/Service': 'services',
  'v1/ServiceAccount': 'serviceaccounts',
  'apps/v1/Deployment': 'deployments.apps',
  'apps/v1/StatefulSet': 'statefulsets.apps',
  'autoscaling/v2/HorizontalPodAutoscaler':
    'horizontalpodautoscalers.autoscaling',
  'networking.k8s.io/v1/Ingress': 'ingresses.networking.k8s.io',
  'policy/v1/PodDisruptionBudget': 'poddisruptionbudgets.policy',
  'argoproj.io/v1alpha1/Rollout': 'rollouts.argoproj.io',
};

/** Resources that an Application may consist of. */
export const MANAGED_RESOURCES: readonly string[] = Object.values(RESOURCES);

const resourceOf = ({
  apiVersion,
  kind,
}: {
  apiVersion: string;
  kind: string;
}) => RESOURCES[`${apiVersion}/${kind}`];

/** What an Application wants as of a commit, in its namespace. */
export function wantedBy(
  { spec, metadata }: Application,
  { folders, commit }: Snapshot,
): FolderContent {
  const found = folders.get(spec.source.path);
  if (!found) {
    return {
      problem: `${spec.source.path}: app path does not exist in ${commit} (${metadata.name})`,
    };
  }
  if ('problem' in found) {
    return found;
  }
  const unknown = found.objects.find(object => !resourceOf(object));
  if (unknown) {
    return {
      problem: `The Kubernetes API could not find ${unknown.apiVersion}/${unknown.kind}`,
    };
  }
  const { namespace } = spec.destination;
  return {
    objects: found.objects.map(object => ({
      ...object,
      metadata: { namespace, ...object.metadata },
    })),
  };
}

/** An object with what its manifest says; all else in it stays. Fields that leave a manifest stay too. */
export function withManifest(
  live: KubeObject,
  manifest: KubeObject,
): KubeObject {
  const merge = /argoproj/.test(live.apiVersion)
    ? mergePatch
    : strategicMergePatch;
  return merge(live, manifest) as KubeObject;
}

const isSame = (a: unknown, b: unknown) =>
  JSON.stringify(a) === JSON.stringify(b);

function liveOf(
  view: ObjectView,
  { apiVersion, kind, metadata }: KubeObject,
): KubeObject | undefined {
  const resource = resourceOf({ apiVersion, kind });
  return resource
    ? view.get(resource, metadata.namespace, metadata.name)
    : undefined;
}

const groupOf = (apiVersion: string) =>
  apiVersion.includes('/') ? apiVersion.split('/')[0] : undefined;

/** Compares what is wanted with what is there, and what was there with what is wanted. */
export function resourcesOf(
  app: Application,
  wanted: readonly KubeObject[],
  view: ObjectView,
): ResourceStatus[] {
  const rows = wanted.map((manifest): ResourceStatus => {
    const { apiVersion, kind, metadata } = manifest;
    const live = liveOf(view, manifest);
    const group = groupOf(apiVersion);
    const health = healthOf(live);
    return {
      ...(group && { group }),
      version: apiVersion.split('/').pop() ?? '',
      kind,
      namespace: metadata.namespace,
      name: metadata.name,
      status:
        live && isSame(live, withManifest(live, manifest))
          ? 'Synced'
          : 'OutOfSync',
      ...(health && { health }),
    };
  });
  const extra = leftOver(app, wanted, view).map(
    (row): ResourceStatus => ({
      ...row,
      status: 'OutOfSync',
      requiresPruning: true,
    }),
  );
  return [...rows, ...extra];
}

const apiVersionOf = ({ group, version }: ResourceStatus) =>
  group ? `${group}/${version}` : version;

/** What the Application had before, is still there and is wanted no longer. */
function leftOver(
  { status }: Application,
  wanted: readonly KubeObject[],
  view: ObjectView,
): ResourceStatus[] {
  return (status?.resources ?? []).filter(
    row =>
      !wanted.some(
        ({ kind, metadata }) => kind === row.kind && metadata.name === row.name,
      ) && liveOf(view, objectOf(row)),
  );
}

function objectOf(row: ResourceStatus): KubeObject {
  return {
    apiVersion: apiVersionOf(row),
    kind: row.kind,
    metadata: { name: row.name, namespace: row.namespace },
  };
}

/** The changes that make the cluster what is wanted. */
export function syncWrites(
  app: Application,
  wanted: readonly KubeObject[],
  view: ObjectView,
  prune: boolean,
): Write[] {
  const writes = wanted.flatMap((manifest): Write[] => {
    const resource = resourceOf(manifest);
    const before = liveOf(view, manifest);
    if (!before) {
      return [{ verb: 'create', resource, object: manifest }];
    }
    const object = withManifest(before, manifest);
    return isSame(before, object)
      ? []
      : [{ verb: 'update', resource, before, object }];
  });
  const pruned = prune
    ? leftOver(app, wanted, view).flatMap((row): Write[] => {
        const object = liveOf(view, objectOf(row));
        const resource = resourceOf(objectOf(row));
        return object ? [{ verb: 'delete', resource, object }] : [];
      })
    : [];
  return [...writes, ...pruned];
}
