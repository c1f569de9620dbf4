import { compareText, elapsed } from '@textloom/kernel';
import { PodFacts } from '../facts';
import { count, finding } from '../finding';
import { Finding, RuleId, Severity } from '../health';
import { ContainerTrouble } from '../workloadFacts';
import { workloadRef, WorkloadScene } from './common';

/** Reasons by which the kubelet says that it cannot get an image. kubelet `pkg/kubelet/images/types.go`. */
const IMAGE_REASONS: ReadonlySet<string> = new Set([
  'ImagePullBackOff',
  'ErrImagePull',
  'ErrImageNeverPull',
  'InvalidImageName',
  'ImageInspectError',
  'RegistryUnavailable',
  'SignatureValidationFailed',
]);

interface Case {
  pod: PodFacts;
  trouble: ContainerTrouble;
}

/** Containers that crash, run out of memory or find no image: one finding for each workload and rule. */
export function troubleFindings(scene: WorkloadScene): Finding[] {
  return [...scene.troubled.values()].flatMap(members => {
    const cases = members
      .flatMap(pod => (pod.troubles ?? []).map(trouble => ({ pod, trouble })))
      .sort(compareCases);
    const waiting = (wanted: (reason: string) => boolean) =>
      cases.filter(({ trouble }) => wanted(trouble.waiting ?? ''));
    return [
      ...told(
        'workload-crash-loop',
        'degraded',
        waiting(reason => reason === 'CrashLoopBackOff'),
      ),
      ...told(
        'workload-image-pull',
        'degraded',
        waiting(reason => IMAGE_REASONS.has(reason)),
      ),
      ...oomFindings(cases, scene),
    ];
  });
}

function compareCases(a: Case, b: Case): number {
  return (
    compareText(a.pod.name, b.pod.name) ||
    compareText(a.trouble.name, b.trouble.name)
  );
}

function told(
  rule: RuleId,
  severity: Severity,
  cases: readonly Case[],
  since?: string,
): Finding[] {
  if (!cases.length) {
    return [];
  }
  const [{ pod, trouble }] = cases;
  const pods = new Set(cases.map(item => item.pod.name)).size;
  return [
    finding(
      rule,
      severity,
      workloadRef(pod.ownerKind, pod.namespace, pod.ownerName ?? pod.name),
      {
        value: count(pods),
        threshold: count(0),
        since,
        evidence: 'Pod.status.containerStatuses',
        detail: wordsOfCase(rule, trouble),
        params: {
          count: pods,
          pod: pod.name,
          container: trouble.name,
          reason: trouble.waiting ?? trouble.terminated?.reason ?? '',
          restarts: cases.reduce(
            (most, item) => Math.max(most, item.trouble.restarts),
            0,
          ),
          image: pod.images?.join(', ') ?? '',
        },
        qualifier: pod.ownerKind,
      },
    ),
  ];
}

function wordsOfCase(rule: RuleId, trouble: ContainerTrouble): string {
  const { waiting, terminated } = trouble;
  const ended = terminated && [
    terminated.reason,
    ...(terminated.exitCode === undefined ? [] : [`(${terminated.exitCode})`]),
  ];
  const waits = rule === 'workload-oom-killed' ? [] : waiting ?? [];
  return [trouble.name, ...[waits].flat(), ...(ended ?? [])].join(' ');
}

/**
 * Kills within the window. Only the last end of a container is known; one that crashes in a loop was killed
 * as often as it was started again. An end of unknown time counts as recent.
 */
function oomFindings(cases: readonly Case[], scene: WorkloadScene): Finding[] {
  const { oomWindowMs, oomDegraded } = scene.limits;
  const recent = cases.filter(({ trouble: { terminated } }) => {
    const age = elapsed(terminated?.at, scene.now);
    return (
      terminated?.reason === 'OOMKilled' &&
      (age === undefined || age <= oomWindowMs)
    );
  });
  const kills = recent.reduce(
    (sum, { trouble }) =>
      sum +
      (trouble.waiting === 'CrashLoopBackOff'
        ? Math.max(1, trouble.restarts)
        : 1),
    0,
  );
  const severity = kills >= oomDegraded ? 'degraded' : 'warning';
  return told('workload-oom-killed', severity, recent).map(item => ({
    ...item,
    value: count(kills),
    threshold: count(oomDegraded),
    params: { ...item.params, kills },
  }));
}
