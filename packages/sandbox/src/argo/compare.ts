import { FolderContent, Snapshot } from '../git/snapshot';
import { mergePatch, strategicMergePatch } from '../kubernetes/strategicMerge';
import { KubeObject } from '../kubernetes/types';
import { healthOf } from './health';
import { kindOf } from './kinds';
import { Application, ObjectView, ResourceStatus, Write } from './types';

/** Annotations of what runs before or after a sync, and is no part of the Application. */
const HOOKS = ['argocd.argoproj.io/hook', 'helm.sh/hook'];

const isHook = ({ metadata }: KubeObject) =>
  HOOKS.some(name => metadata.annotations?.[name] !== undefined);

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
  const unknown = found.objects.find(object => !kindOf(object));
  if (unknown) {
    return {
      problem: `The Kubernetes API could not find ${unknown.apiVersion}/${unknown.kind}`,
    };
  }
  const { namespace } = spec.destination;
  return {
    objects: found.objects
      .filter(object => !isHook(object))
      .map(object => ({
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
  const merge = kindOf(manifest)?.strategic ? strategicMergePatch : mergePatch;
  return merge(live, manifest) as KubeObject;
}

const isSame = (a: unknown, b: unknown) =>
  JSON.stringify(a) === JSON.stringify(b);

function liveOf(
  view: ObjectView,
  { apiVersion, kind, metadata }: KubeObject,
): KubeObject | undefined {
  const known = kindOf({ apiVersion, kind });
  return known && view.get(known.resource, metadata.namespace, metadata.name);
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
    const resource = kindOf(manifest)?.resource;
    const before = liveOf(view, manifest);
    if (!resource) {
      return [];
    }
    if (!before) {
      return [{ verb: 'create', resource, object: manifest }];
    }
    const object = withManifest(before, manifest);
    return isSame(before, object)
      ? []
      : [{ verb: 'update', resource, before, object }];
  });
  return [...writes, ...(prune ? removalOf(app, wanted, view) : [])];
}

/** The changes that remove what an Application has and is not wanted. */
export function removalOf(
  app: Application,
  wanted: readonly KubeObject[],
  view: ObjectView,
): Write[] {
  return leftOver(app, wanted, view).flatMap((row): Write[] => {
    const object = liveOf(view, objectOf(row));
    const resource = kindOf(objectOf(row))?.resource;
    return object && resource ? [{ verb: 'delete', resource, object }] : [];
  });
}
