import { compareText, elapsed, groupBy } from '@textloom/kernel';
import { count, finding, seconds } from '../finding';
import { Finding } from '../health';
import { isReady, NodeCase } from '../nodeCase';
import { WorkloadFacts } from '../workloadFacts';
import { afterTime, ownerKey, WorkloadScene } from './common';
import { ESSENTIAL } from './essential';
import { eligibility } from './placement';
import { refOf, shortRule, WorkloadRule } from './rolloutRules';

/** Taints that the controller tolerates for each pod of a DaemonSet. Source: Kubernetes docs `daemonset`. */
const TOLERATED: ReadonlySet<string> = new Set(
  [
    'not-ready',
    'unreachable',
    'disk-pressure',
    'memory-pressure',
    'pid-pressure',
    'unschedulable',
    'network-unavailable',
  ].map(name => `node.kubernetes.io/${name}`),
);

/** Nodes that are named in the evidence; the rest are counted. */
const MAX_NAMED = 10;

/** Nodes that should run it and do not, by group. Where they are not known, the counts must do. */
export const daemonRule: WorkloadRule = (workload, scene) => {
  if (workload.ready >= workload.desired) {
    return [];
  }
  const lacking = scene.podsKnown ? lackingNodes(workload, scene) : [];
  return lacking.length
    ? [...groupBy(lacking, ({ group }) => group)].map(([group, nodes]) =>
        coverage(workload, group, nodes, scene),
      )
    : shortRule(workload, scene);
};

/** Nodes that it may use, that have had the time to start it, and on which no pod of it is ready. */
function lackingNodes(
  workload: WorkloadFacts,
  { cases, labels, limits, now }: WorkloadScene,
): NodeCase[] {
  const key = ownerKey(workload.kind, workload.namespace, workload.name);
  return cases.filter(subject => {
    const age = elapsed(subject.node.createdAt, now);
    return (
      // A node that is down lacks everything, and has a finding of its own.
      isReady(subject) &&
      (age === undefined || age >= limits.coverageMs) &&
      !subject.digest.ready().has(key) &&
      mayUse(workload, subject, labels())
    );
  });
}

function mayUse(
  { placement }: WorkloadFacts,
  { node }: NodeCase,
  known: ReadonlySet<string>,
): boolean {
  const taints = node.taints.filter(({ key }) => !TOLERATED.has(key));
  const { selector, taint } = eligibility(
    placement,
    { ...node, taints },
    known,
  );
  const certain = selector === 'match' && !placement.inexact;
  return certain && !taint;
}

function coverage(
  workload: WorkloadFacts,
  group: string,
  nodes: readonly NodeCase[],
  scene: WorkloadScene,
): Finding {
  const { coverageMs } = scene.limits;
  const names = nodes.map(({ node }) => node.name).sort(compareText);
  const more = names.length - MAX_NAMED;
  const listed = names.slice(0, MAX_NAMED).join(', ');
  const base = finding('daemonset-coverage', 'info', refOf(workload), {
    group,
    value: count(names.length),
    threshold: count(0),
    evidence: `DaemonSet.status.numberReady: ${listed}${
      more > 0 ? `, +${more}` : ''
    }`,
    params: {
      count: names.length,
      ready: workload.ready,
      desired: workload.desired,
      seconds: seconds(coverageMs).value,
    },
    qualifier: `${workload.kind}:${group}`,
  });
  const severity = ESSENTIAL.has(workload.name) ? 'degraded' : 'warning';
  return afterTime(base, coverageMs, severity, scene);
}

/** Pods of a DaemonSet on nodes that it should have left. */
export const misscheduledRule: WorkloadRule = (workload, scene) => {
  const { misscheduled = 0 } = workload;
  if (misscheduled === 0) {
    return [];
  }
  const { misscheduledMs } = scene.limits;
  const base = finding('daemonset-misscheduled', 'info', refOf(workload), {
    value: count(misscheduled),
    threshold: count(0),
    evidence: 'DaemonSet.status.numberMisscheduled',
    params: { count: misscheduled },
    qualifier: workload.kind,
  });
  return [afterTime(base, misscheduledMs, 'warning', scene)];
};
