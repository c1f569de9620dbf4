import { podRequests } from '../podRequests';
import { asCount, asName, asObject, asText, asTime, RawObject } from '../raw';
import { WorkloadFacts, WorkloadKind } from '../workloadFacts';
import { internText } from './intern';
import {
  componentOf,
  imagesOf,
  placementOf,
  projectConditions,
} from './projectParts';

type Counts = Pick<
  WorkloadFacts,
  'desired' | 'ready' | 'available' | 'updated' | 'misscheduled'
>;

/** Facts of a raw Deployment, StatefulSet or DaemonSet of `apps/v1`; undefined without name and namespace. */
export function projectWorkload(
  kind: WorkloadKind,
  raw: unknown,
): WorkloadFacts | undefined {
  const fields = asObject(raw);
  const meta = asObject(fields.metadata);
  const name = asName(meta.name);
  const namespace = internText(asName(meta.namespace));
  if (!name || !namespace) {
    return undefined;
  }
  const spec = asObject(fields.spec);
  const status = asObject(fields.status);
  const template = asObject(spec.template);
  const podSpec = asObject(template.spec);
  return {
    kind,
    uid: asText(meta.uid, 253) ?? `${namespace}/${name}`,
    namespace,
    name,
    createdAt: asTime(meta.creationTimestamp) ?? '',
    ...(kind === 'DaemonSet' ? daemonCounts(status) : counts(spec, status)),
    ...(spec.paused === true && { paused: true }),
    observed: isObserved(meta, status),
    conditions: projectConditions(status.conditions),
    images: imagesOf(podSpec),
    requests: podRequests(podSpec),
    placement: placementOf(podSpec),
    component:
      componentOf(asObject(meta.labels)) ??
      componentOf(asObject(asObject(template.metadata).labels)),
  };
}

/** The API server leaves out counts that are 0, and fills in 1 for replicas that nobody named. */
function counts(spec: RawObject, status: RawObject): Counts {
  return {
    desired: asCount(spec.replicas) ?? 1,
    ready: asCount(status.readyReplicas) ?? 0,
    available: asCount(status.availableReplicas) ?? 0,
    updated: asCount(status.updatedReplicas) ?? 0,
  };
}

function daemonCounts(status: RawObject): Counts {
  return {
    desired: asCount(status.desiredNumberScheduled) ?? 0,
    ready: asCount(status.numberReady) ?? 0,
    available: asCount(status.numberAvailable) ?? 0,
    updated: asCount(status.updatedNumberScheduled) ?? 0,
    misscheduled: asCount(status.numberMisscheduled) ?? 0,
  };
}

function isObserved(meta: RawObject, status: RawObject): boolean {
  const generation = asCount(meta.generation);
  return (
    generation === undefined ||
    (asCount(status.observedGeneration) ?? -1) >= generation
  );
}
