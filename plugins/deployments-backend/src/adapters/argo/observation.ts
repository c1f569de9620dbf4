import { ImageDigest } from '@textloom/plugin-deployments-common';
import { Observation } from '../../service/ports';
import { rolloutState } from './rollout';
import {
  ApplicationObject,
  OperationObject,
  PodObject,
  RolloutObject,
  WorkloadObject,
} from './wire';

/** Name of the entry in an operation's info that carries φ. */
export const FINGERPRINT_INFO = 'textloom.io/approval-fingerprint';

/** Objects of a namespace, as far as they were read. */
export interface NamespaceObjects {
  rollouts: readonly RolloutObject[];
  /** By kind. */
  workloads: ReadonlyMap<string, readonly WorkloadObject[]>;
  pods: readonly PodObject[];
}

/** A workload by kind and name. */
export interface WorkloadRef {
  kind: string;
  name: string;
}

const WORKLOAD_KINDS = ['Deployment', 'StatefulSet', 'DaemonSet'];
const MAX_WORKLOADS = 20;
/** What a mesh adds, to pods or to the templates themselves, is not the service's. */
const MESH_PROXIES = new Set(['istio-proxy', 'linkerd-proxy']);

/** Workloads that an Application consists of; those named as the service when it does not tell. */
export function workloadsOf(
  application: ApplicationObject,
  service: string,
): WorkloadRef[] {
  const told = (application.status?.resources ?? [])
    .filter(
      ({ group, kind }) =>
        (group === 'apps' && WORKLOAD_KINDS.includes(kind)) ||
        (group === 'argoproj.io' && kind === 'Rollout'),
    )
    .slice(0, MAX_WORKLOADS)
    .map(({ kind, name }) => ({ kind, name }));
  return told.length > 0
    ? told
    : [
        { kind: 'Rollout', name: service },
        { kind: 'Deployment', name: service },
      ];
}

/** The Rollout that moves the traffic of a place: the one named as the service, else the first. */
export function rolloutAmong(
  refs: readonly WorkloadRef[],
  service: string,
  rollouts: readonly RolloutObject[],
): RolloutObject | undefined {
  const own = rollouts.filter(({ metadata }) =>
    refs.some(({ kind, name }) => kind === 'Rollout' && name === metadata.name),
  );
  return own.find(({ metadata }) => metadata.name === service) ?? own[0];
}

/** Labels and containers by which the pods of an Application are told from others. */
export interface PodFilter {
  labels: Readonly<Record<string, string>>;
  containers: readonly string[];
}

/** One filter for each workload whose pods can be told. */
export function podFilters(
  refs: readonly WorkloadRef[],
  objects: Omit<NamespaceObjects, 'pods'>,
): PodFilter[] {
  const named = ({ kind, name }: WorkloadRef) =>
    objects.workloads.get(kind)?.find(({ metadata }) => metadata.name === name);
  return refs.flatMap(ref => {
    const rollout =
      ref.kind === 'Rollout'
        ? objects.rollouts.find(({ metadata }) => metadata.name === ref.name)
        : undefined;
    const referred = rollout?.spec.workloadRef;
    const workload = named(referred ?? ref);
    const labels =
      rollout?.spec.selector?.matchLabels ??
      workload?.spec.selector?.matchLabels;
    const template = rollout?.spec.template ?? workload?.spec.template;
    return labels && Object.keys(labels).length > 0
      ? [
          {
            labels,
            containers: (template?.spec?.containers ?? [])
              .map(({ name }) => name)
              .filter(name => !MESH_PROXIES.has(name)),
          },
        ]
      : [];
  });
}

/** What Argo CD, Argo Rollouts and the pods say of a place. */
export function observationOf(input: {
  service: string;
  application: ApplicationObject;
  objects: NamespaceObjects;
  /** Milliseconds since the epoch. */
  now: number;
}): Observation {
  const { application, objects, now } = input;
  const refs = workloadsOf(application, input.service);
  const { health } = application.status ?? {};
  const rollout = rolloutAmong(refs, input.service, objects.rollouts);
  const state = rollout && rolloutState(rollout);
  const revision = revisionOf(application);
  const message = messageOf(application);
  const operation = operationOf(application);
  return {
    ...(revision && { revision }),
    sync: syncOf(application.status?.sync?.status),
    health: healthOf(health?.status),
    ...(operation && { operation }),
    images: imagesOf(podFilters(refs, objects), objects.pods),
    ...(state && { rollout: state }),
    ...(message && { message }),
    observedAt: now,
  };
}

/** What is synced: the compared commit while all is in sync, else what the last sync that succeeded left. */
function revisionOf({ status }: ApplicationObject): string | undefined {
  if (status?.sync?.status === 'Synced') {
    return status.sync.revision;
  }
  const { operationState } = status ?? {};
  return operationState?.phase === 'Succeeded'
    ? operationState.syncResult?.revision
    : undefined;
}

/** The operation that waits, runs or ran last. */
export function operationOf({
  operation,
  status,
}: ApplicationObject): Observation['operation'] {
  // An operation that the controller has not taken up yet stands in the object itself.
  if (operation) {
    return { phase: 'Running', ...partsOf(operation) };
  }
  const state = status?.operationState;
  const phase = state && operationPhaseOf(state.phase);
  if (!state || !phase) {
    return undefined;
  }
  const parts = partsOf(state.operation);
  const revision = state.syncResult?.revision ?? parts.revision;
  return {
    phase,
    ...parts,
    ...(revision && { revision }),
    ...(state.message && { message: state.message }),
  };
}

function partsOf({ info, sync }: OperationObject) {
  const fingerprint = info?.find(({ name }) => name === FINGERPRINT_INFO);
  return {
    ...(fingerprint && { fingerprint: fingerprint.value }),
    ...(sync?.revision && { revision: sync.revision }),
  };
}

type Phase = NonNullable<Observation['operation']>['phase'];

function operationPhaseOf(phase: string): Phase | undefined {
  switch (phase) {
    case 'Running':
    case 'Succeeded':
    case 'Failed':
    case 'Error':
    case 'Terminating':
      return phase;
    default:
      return undefined;
  }
}

function syncOf(status: string | undefined): Observation['sync'] {
  switch (status) {
    case 'Synced':
      return 'synced';
    case 'OutOfSync':
      return 'out-of-sync';
    default:
      return 'unknown';
  }
}

function healthOf(status: string | undefined): Observation['health'] {
  switch (status) {
    case 'Healthy':
      return 'healthy';
    case 'Progressing':
      return 'progressing';
    case 'Degraded':
    case 'Missing':
      return 'degraded';
    case 'Suspended':
      return 'suspended';
    default:
      return 'unknown';
  }
}

function messageOf({ status }: ApplicationObject): string | undefined {
  const broken = status?.conditions?.find(({ type }) => type.endsWith('Error'));
  return broken?.message ?? status?.health?.message;
}

/** Images of ready pods, of the containers that the workload itself names: not those that a mesh adds. */
function imagesOf(
  filters: readonly PodFilter[],
  pods: readonly PodObject[],
): ImageDigest[] {
  const found = new Map<string, ImageDigest>();
  for (const { labels, containers } of filters) {
    for (const pod of pods) {
      if (isReady(pod) && hasLabels(pod, labels)) {
        for (const container of pod.status?.containerStatuses ?? []) {
          const image = imageOf(container);
          if (image && containers.includes(container.name)) {
            found.set(`${image.repository}@${image.digest}`, image);
          }
        }
      }
    }
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, it]) => it);
}

function isReady({ metadata, status }: PodObject): boolean {
  return (
    metadata.deletionTimestamp === undefined &&
    (status?.conditions ?? []).some(
      condition => condition.type === 'Ready' && condition.status === 'True',
    )
  );
}

function hasLabels(
  { metadata }: PodObject,
  labels: Readonly<Record<string, string>>,
): boolean {
  return Object.entries(labels).every(
    ([key, value]) => metadata.labels?.[key] === value,
  );
}

/** `registry/name@sha256:…`, with `docker-pullable://` before it on older nodes; the bare sum on some runtimes. */
function imageOf(container: {
  image?: string;
  imageID?: string;
}): ImageDigest | undefined {
  const { image = '', imageID = '' } = container;
  const digest = /sha256:[0-9a-f]{64}$/.exec(imageID)?.[0];
  if (!digest) {
    return undefined;
  }
  const name = imageID.includes('@') ? imageID : image;
  const repository = name
    .replace(/^[a-z-]+:\/\//, '')
    .replace(/@.*$/, '')
    .replace(/:[^/:]*$/, '');
  return repository ? { repository, digest } : undefined;
}
