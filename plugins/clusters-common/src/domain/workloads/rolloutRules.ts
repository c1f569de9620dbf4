import { compareText, elapsed } from '@textloom/kernel';
import { count, finding, seconds } from '../finding';
import { Finding } from '../health';
import { WorkloadFacts } from '../workloadFacts';
import {
  afterTime,
  conditionOf,
  ownerKey,
  wordsOf,
  workloadRef,
  WorkloadScene,
} from './common';
import { ESSENTIAL } from './essential';

/** A rule over one workload. */
export type WorkloadRule = (
  workload: WorkloadFacts,
  scene: WorkloadScene,
) => Finding[];

/** The object of a workload. */
export const refOf = ({ kind, namespace, name }: WorkloadFacts) =>
  workloadRef(kind, namespace, name);

const kindOf = ({ kind }: WorkloadFacts) => `${kind}.status`;

const hasNone = ({ desired, ready }: WorkloadFacts) =>
  desired > 0 && ready === 0;

/** A rollout that its controller has given up, or pods that it may not create. */
export const rolloutRule: WorkloadRule = workload => {
  const progressing = conditionOf(workload.conditions, 'Progressing');
  const failure = conditionOf(workload.conditions, 'ReplicaFailure');
  const stuck =
    progressing?.status === 'False' &&
    progressing.reason === 'ProgressDeadlineExceeded'
      ? progressing
      : undefined;
  const refused = failure?.status === 'True' ? failure : undefined;
  const cause = refused ?? stuck;
  if (!cause) {
    return [];
  }
  return [
    finding(
      'workload-rollout-stuck',
      hasNone(workload) ? 'critical' : 'degraded',
      refOf(workload),
      {
        value: count(workload.updated),
        threshold: count(workload.desired),
        since: cause.lastTransitionTime,
        evidence: `${kindOf(workload)}.conditions[${cause.type}]`,
        detail: wordsOf(cause),
        params: {
          reason: cause.reason ?? '',
          updated: workload.updated,
          desired: workload.desired,
        },
        qualifier: workload.kind,
      },
    ),
  ];
};

/** Whether it was just created, and may still be starting. */
function isYoung(
  { createdAt }: WorkloadFacts,
  { now, limits }: WorkloadScene,
): boolean {
  const age = elapsed(createdAt, now);
  return age !== undefined && age < limits.youngMs;
}

/** Nothing of it serves. One that was just created is still starting. */
export const unavailableRule: WorkloadRule = (workload, scene) => {
  if (!hasNone(workload)) {
    return [];
  }
  const available = conditionOf(workload.conditions, 'Available');
  const down = available?.status === 'False' ? available : undefined;
  return [
    finding(
      'workload-unavailable',
      isYoung(workload, scene) ? 'info' : 'critical',
      refOf(workload),
      {
        value: count(0),
        threshold: count(workload.desired),
        since: down?.lastTransitionTime,
        evidence: readyEvidence(workload),
        detail: waitingReasons(workload, scene) ?? (down && wordsOf(down)),
        params: { ready: 0, desired: workload.desired },
        qualifier: workload.kind,
      },
    ),
  ];
};

/** Fewer ready than wanted. A DaemonSet is judged by the nodes that lack it, where those are known. */
export const shortRule: WorkloadRule = (workload, scene) => {
  const { desired, ready } = workload;
  return ready > 0 && ready < desired ? [shortFinding(workload, scene)] : [];
};

function shortFinding(workload: WorkloadFacts, scene: WorkloadScene): Finding {
  const { shortMs } = scene.limits;
  const { desired, ready } = workload;
  const base = finding('workload-short', 'info', refOf(workload), {
    value: count(ready),
    threshold: count(desired),
    evidence: readyEvidence(workload),
    detail: waitingReasons(workload, scene),
    params: { ready, desired, seconds: seconds(shortMs).value },
    qualifier: workload.kind,
  });
  const severity = ESSENTIAL.has(workload.name) ? 'degraded' : 'warning';
  return isYoung(workload, scene)
    ? base
    : afterTime(base, shortMs, severity, scene);
}

/** What containers of its pods wait for, in Kubernetes' own words. */
function waitingReasons(
  { kind, namespace, name }: WorkloadFacts,
  { troubled }: WorkloadScene,
): string | undefined {
  const pods = troubled.get(ownerKey(kind, namespace, name)) ?? [];
  const reasons = pods.flatMap(({ troubles = [] }) =>
    troubles.flatMap(({ waiting }) => waiting ?? []),
  );
  return [...new Set(reasons)].sort(compareText).join(', ') || undefined;
}

function readyEvidence(workload: WorkloadFacts): string {
  return `${kindOf(workload)}.${
    workload.kind === 'DaemonSet' ? 'numberReady' : 'readyReplicas'
  }`;
}
