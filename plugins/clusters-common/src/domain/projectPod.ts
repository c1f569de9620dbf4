import { PodFacts, Unschedulable } from './facts';
import { podRequests } from './podRequests';
import {
  asCount,
  asList,
  asName,
  asObject,
  asText,
  asTime,
  RawObject,
} from './raw';
import { internText, internValue } from './workloads/intern';
import {
  componentOf,
  imagesOf,
  placementOf,
  podLabels,
} from './workloads/projectParts';
import { troublesOf } from './workloads/projectTroubles';

/**
 * Facts of a raw Pod; undefined when it has no valid name and namespace. What many pods have in common is
 * shared between them, so that 150,000 of them stay small; shared parts are frozen.
 */
export function projectPod(raw: unknown): PodFacts | undefined {
  const fields = asObject(raw);
  const meta = asObject(fields.metadata);
  const name = asName(meta.name);
  const namespace = internText(asName(meta.namespace));
  if (!name || !namespace) {
    return undefined;
  }
  const spec = asObject(fields.spec);
  const status = asObject(fields.status);
  const labels = asObject(meta.labels);
  const owner = ownerOf(asList(meta.ownerReferences), labels);
  const nodeName = internText(asName(spec.nodeName));
  const troubles = troublesOf(status);
  return {
    uid: asText(meta.uid, 253) ?? `${namespace}/${name}`,
    namespace,
    name,
    nodeName,
    phase: phase(status.phase),
    createdAt: asTime(meta.creationTimestamp) ?? '',
    ownerKind: internText(owner?.kind),
    ownerName: internText(owner?.name),
    mirror: 'kubernetes.io/config.mirror' in asObject(meta.annotations),
    deleting: meta.deletionTimestamp !== undefined,
    ready: conditionOf(status, 'Ready')?.status === 'True',
    restarts: restarts(status),
    requests: internValue(podRequests(spec)),
    unschedulable: nodeName ? undefined : unschedulable(status),
    component: componentOf(labels),
    troubles,
    images: imagesOf(spec),
    placement: placementOf(spec),
    labels: podLabels(labels),
  };
}

function phase(raw: unknown): PodFacts['phase'] {
  switch (raw) {
    case 'Pending':
    case 'Running':
    case 'Succeeded':
    case 'Failed':
      return raw;
    default:
      return 'Unknown';
  }
}

/**
 * The owner that a person knows. A ReplicaSet of a Deployment is named after it and the pod's
 * `pod-template-hash`, so the Deployment is found without reading ReplicaSets.
 */
function ownerOf(references: unknown[], labels: RawObject) {
  const owners = references.map(asObject);
  const owner = owners.find(ref => ref.controller === true) ?? owners[0];
  const kind = asText(owner?.kind, 63);
  const name = asName(owner?.name);
  if (!kind || !name) {
    return undefined;
  }
  const hash = asText(labels['pod-template-hash'], 63);
  if (kind === 'ReplicaSet' && hash && name.endsWith(`-${hash}`)) {
    const deployment = name.slice(0, -hash.length - 1);
    return deployment ? { kind: 'Deployment', name: deployment } : undefined;
  }
  return { kind, name };
}

function conditionOf(status: RawObject, type: string): RawObject | undefined {
  return asList(status.conditions)
    .map(asObject)
    .find(condition => condition.type === type);
}

function restarts(status: RawObject): number {
  return asList(status.containerStatuses)
    .map(container => asCount(asObject(container).restartCount) ?? 0)
    .reduce((sum, count) => sum + count, 0);
}

function unschedulable(status: RawObject): Unschedulable | undefined {
  const scheduled = conditionOf(status, 'PodScheduled');
  if (scheduled?.status !== 'False' || scheduled.reason !== 'Unschedulable') {
    return undefined;
  }
  return {
    since: asTime(scheduled.lastTransitionTime) ?? '',
    message: asText(scheduled.message) ?? '',
  };
}
