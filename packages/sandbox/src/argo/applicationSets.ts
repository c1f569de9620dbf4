import { GitopsSource } from '../git/Gitops';
import { Snapshot } from '../git/snapshot';
import { rfc3339 } from '../kubernetes/store';
import { KubeObject } from '../kubernetes/types';
import { ownedBy } from '../controllers/pods';
import { controllerOf } from '../world/objects';
import { fillTemplate, parametersOf } from './goTemplate';
import { ARGO_VERSION } from './names';
import {
  Application,
  APPLICATION_SETS,
  APPLICATIONS,
  ApplicationSet,
  Round,
  Write,
} from './types';

/** Has Argo CD remove what an Application has deployed before the Application itself goes. */
export const RESOURCES_FINALIZER = 'resources-finalizer.argocd.argoproj.io';
const NAME = /^[a-z0-9]([-.a-z0-9]{0,251}[a-z0-9])?$/;

/** Applications that an ApplicationSet wants, or why it cannot tell. */
type Wanted = { applications: Application[] } | { problem: string };

/** Rounds are many, commits are few. */
const answered = new WeakMap<Snapshot, Map<string, Wanted>>();

/** What Argo CD's ApplicationSet controller does in one round: an Application for each folder, none for others. */
export function planApplicationSets(
  gitops: GitopsSource,
  round: Round,
): Write[] {
  const latest = gitops.latest();
  return latest
    ? (round.view.list(APPLICATION_SETS.resource) as ApplicationSet[])
        .filter(({ metadata }) => !metadata.deletionTimestamp)
        .flatMap(set => planSet(set, latest, round))
    : [];
}

function planSet(
  set: ApplicationSet,
  latest: Snapshot,
  { view, now }: Round,
): Write[] {
  const wanted = askedOnce(set, latest);
  if ('problem' in wanted) {
    // What there is stays: half an answer is no reason to delete.
    return withConditions(set, now, wanted.problem);
  }
  const { namespace } = set.metadata;
  const all = view.list(APPLICATIONS.resource, namespace) as Application[];
  const known = new Map(all.map(app => [app.metadata.name, app]));
  const policy = set.spec.syncPolicy?.applicationsSync ?? 'sync';
  const writes = wanted.applications.flatMap(app =>
    toWanted(set, app, known.get(app.metadata.name), policy),
  );
  const names = new Set(
    wanted.applications.map(({ metadata }) => metadata.name),
  );
  const left = all.filter(
    app => isOf(app, set) && !names.has(app.metadata.name),
  );
  const canDelete = policy === 'sync' || policy === 'create-delete';
  return [
    ...writes,
    ...(canDelete ? left : [])
      .filter(({ metadata }) => !metadata.deletionTimestamp)
      .map(
        (object): Write => ({
          verb: 'delete',
          resource: APPLICATIONS.resource,
          object,
        }),
      ),
    ...withConditions(set, now),
  ];
}

function isOf(app: Application, set: ApplicationSet): boolean {
  return controllerOf(app)?.uid === set.metadata.uid;
}

function askedOnce(set: ApplicationSet, snapshot: Snapshot): Wanted {
  const known = answered.get(snapshot) ?? new Map<string, Wanted>();
  const key = JSON.stringify([set.metadata.uid, set.spec]);
  const wanted = known.get(key) ?? applicationsOf(set, snapshot);
  answered.set(snapshot, known.set(key, wanted));
  return wanted;
}

/** Applications by the newest commit, one for each folder that a generator names. */
export function applicationsOf(
  set: ApplicationSet,
  { folders }: Snapshot,
): Wanted {
  let applications: Application[];
  try {
    // Whoever applies a set may have left parts of it out.
    applications = pathsOf(set, directoriesOf([...folders.keys()])).map(path =>
      applicationAt(set, path),
    );
  } catch (error) {
    return { problem: error instanceof Error ? error.message : `${error}` };
  }
  const bad = applications.find(({ metadata }) => !NAME.test(metadata.name));
  const names = applications.map(({ metadata }) => metadata.name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (bad) {
    return { problem: `${bad.metadata.name} is no name of an Application` };
  }
  return twice
    ? {
        problem: `ApplicationSet ${set.metadata.name} contains applications with duplicate name: ${twice}`,
      }
    : { applications };
}

/** Folders of a repository, those included that hold only folders. */
function directoriesOf(folders: readonly string[]): string[] {
  const all = folders.flatMap(folder => {
    const parts = folder.split('/');
    return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
  });
  return [...new Set(all)].sort();
}

function pathsOf(set: ApplicationSet, directories: string[]): string[] {
  const patterns = set.spec.generators.flatMap(({ git }) =>
    (git?.directories ?? []).map(({ path, exclude = false }) => ({
      matches: globOf(path),
      exclude,
    })),
  );
  const named = (path: string, exclude: boolean) =>
    patterns.some(
      pattern => pattern.exclude === exclude && pattern.matches.test(path),
    );
  return directories.filter(path => named(path, false) && !named(path, true));
}

/** `*` stands for a part of one name, as in Go's path.Match. */
function globOf(pattern: string): RegExp {
  const literal = pattern.replace(/[.+^${}()|[\]\\?]/g, '\\$&');
  return new RegExp(`^${literal.replaceAll('*', '[^/]*')}$`);
}

function applicationAt(set: ApplicationSet, path: string): Application {
  const { template, syncPolicy } = set.spec;
  const { metadata, spec } = fillTemplate(template, parametersOf(path));
  return {
    apiVersion: ARGO_VERSION,
    kind: 'Application',
    metadata: {
      ...metadata,
      namespace: set.metadata.namespace,
      ownerReferences: [ownedBy(set)],
      ...(syncPolicy?.preserveResourcesOnDeletion !== true && {
        finalizers: [RESOURCES_FINALIZER],
      }),
    },
    spec,
  };
}

function toWanted(
  set: ApplicationSet,
  wanted: Application,
  known: Application | undefined,
  policy: string,
): Write[] {
  const resource = APPLICATIONS.resource;
  if (!known) {
    return [{ verb: 'create', resource, object: wanted }];
  }
  const canUpdate = policy === 'sync' || policy === 'create-update';
  if (!canUpdate || known.metadata.deletionTimestamp) {
    return [];
  }
  const object: Application = {
    ...known,
    metadata: {
      ...known.metadata,
      labels: { ...known.metadata.labels, ...wanted.metadata.labels },
      ...(isOf(known, set)
        ? {}
        : { ownerReferences: wanted.metadata.ownerReferences }),
      ...(wanted.metadata.finalizers && {
        finalizers: wanted.metadata.finalizers,
      }),
    },
    spec: wanted.spec,
  };
  return isSame(known, object)
    ? []
    : [{ verb: 'update', resource, before: known, object }];
}

function isSame(a: KubeObject, b: KubeObject): boolean {
  const parts = ({ metadata, spec }: KubeObject) =>
    JSON.stringify([metadata, spec]);
  return parts(a) === parts(b);
}

/** What the controller says of itself; a time changes with its condition only. */
function withConditions(
  set: ApplicationSet,
  now: number,
  problem?: string,
): Write[] {
  const failed = problem !== undefined;
  const message =
    problem ?? 'Successfully generated parameters for all Applications';
  const before = set.status?.conditions ?? [];
  const condition = (type: string, isTrue: boolean, reason: string) => {
    const next = {
      type,
      status: isTrue ? ('True' as const) : ('False' as const),
      reason,
      message,
    };
    const same = before.find(
      old => old.type === type && old.status === next.status,
    );
    return {
      ...next,
      lastTransitionTime: same?.lastTransitionTime ?? rfc3339(now),
    };
  };
  const conditions = [
    condition(
      'ErrorOccurred',
      failed,
      failed ? 'RenderTemplateParamsError' : 'ApplicationSetUpToDate',
    ),
    condition(
      'ParametersGenerated',
      !failed,
      failed ? 'ErrorOccurred' : 'ParametersGenerated',
    ),
    condition(
      'ResourcesUpToDate',
      !failed,
      failed ? 'RenderTemplateParamsError' : 'ApplicationSetUpToDate',
    ),
  ];
  return JSON.stringify(conditions) === JSON.stringify(before)
    ? []
    : [
        {
          verb: 'update',
          resource: APPLICATION_SETS.resource,
          before: set,
          object: { ...set, status: { ...set.status, conditions } },
        },
      ];
}
