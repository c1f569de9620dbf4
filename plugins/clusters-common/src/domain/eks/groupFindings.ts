import { MINUTE } from '@textloom/kernel';
import { ClusterFacts } from '../facts';
import { count, finding } from '../finding';
import { Finding, ObjectRef, Severity } from '../health';
import { isReady, NodeCase, Scene } from '../nodeCase';
import { EksNodeGroupFacts } from '../sourceFacts';
import { afterTime } from '../workloads/common';
import { issuesByCode } from './issues';
import { autoscalerGroupOf, eksGroupOf } from './scaling';

/** Fewer nodes than desired for this long is no start-up. cluster-autoscaler `--max-node-provision-time`. */
const JOIN_MS = 15 * MINUTE;

/** What EKS and the autoscaler say of a group, and where that differs from what is seen. */
export function groupCloudFindings(
  facts: ClusterFacts,
  group: string,
  cases: readonly NodeCase[],
  scene: Scene,
): Finding[] {
  const object: ObjectRef = { kind: 'NodeGroup', name: group };
  const eks = eksGroupOf(facts, group);
  return [
    ...(eks
      ? [
          ...statusFinding(eks, object),
          ...issueFindings(eks, object),
          ...shortFinding(eks, object, cases, scene),
          ...imageFinding(facts, eks, object),
        ]
      : []),
    ...autoscalerFinding(facts, object),
  ];
}

function statusFinding(eks: EksNodeGroupFacts, object: ObjectRef): Finding[] {
  const { name: group, status } = eks;
  if (status === 'ACTIVE' || status === '') {
    return [];
  }
  const severity = severityOf(status);
  return [
    {
      ...finding('group-eks-status', severity, object, {
        group,
        evidence: 'EKS DescribeNodegroup nodegroup.status',
        detail: status,
        params: { status },
      }),
      ...(severity === 'info' && { planned: true }),
    },
  ];
}

/** Anything else is on its way from one state to another, as somebody asked for. */
function severityOf(status: string): Severity {
  if (/_FAILED$/.test(status)) {
    return 'critical';
  }
  return status === 'DEGRADED' ? 'degraded' : 'info';
}

function issueFindings(
  { name: group, issues }: EksNodeGroupFacts,
  object: ObjectRef,
): Finding[] {
  return issuesByCode(issues).map(({ code, message, resources }) =>
    finding('group-eks-issue', 'degraded', object, {
      group,
      evidence: 'EKS DescribeNodegroup nodegroup.health.issues',
      detail: message,
      params: { code, resources },
      qualifier: code,
    }),
  );
}

/** Desired nodes that are not there, or are there but not ready. EKS's own issues explain them already. */
function shortFinding(
  { name: group, desired, issues }: EksNodeGroupFacts,
  object: ObjectRef,
  cases: readonly NodeCase[],
  scene: Scene,
): Finding[] {
  const ready = cases.filter(isReady).length;
  if (desired === undefined || ready >= desired) {
    return [];
  }
  const joined = cases.length >= desired;
  if (!joined && issues.length > 0) {
    return [];
  }
  const seen = joined ? ready : cases.length;
  const base = finding(
    joined ? 'group-below-desired' : 'group-join-failure',
    'info',
    object,
    {
      group,
      value: count(seen),
      threshold: count(desired),
      evidence: joined
        ? 'Node.status.conditions[Ready] against EKS scalingConfig.desiredSize'
        : 'Node objects against EKS scalingConfig.desiredSize',
      params: { desired, seen },
    },
  );
  return [afterTime(base, JOIN_MS, 'degraded', scene)];
}

/** Releases end with a date: `1.34.1-20261101`. */
const dateOf = (release: string) => release.split('-').at(-1) ?? '';

function imageFinding(
  facts: ClusterFacts,
  { name: group, releaseVersion, version }: EksNodeGroupFacts,
  object: ObjectRef,
): Finding[] {
  if (!releaseVersion) {
    return [];
  }
  const newest = (facts.eks?.nodeGroups ?? [])
    .filter(other => other.version === version)
    .map(other => other.releaseVersion ?? '')
    .sort((a, b) => dateOf(a).localeCompare(dateOf(b)))
    .at(-1);
  return newest && dateOf(newest) > dateOf(releaseVersion)
    ? [
        finding('group-image-behind', 'info', object, {
          group,
          evidence: 'EKS DescribeNodegroup nodegroup.releaseVersion',
          params: { release: releaseVersion, newest },
        }),
      ]
    : [];
}

function autoscalerFinding(facts: ClusterFacts, object: ObjectRef): Finding[] {
  const scaler = autoscalerGroupOf(facts, object.name);
  const backedOff = scaler?.scaleUp === 'Backoff';
  if (!scaler || (scaler.health !== 'Unhealthy' && !backedOff)) {
    return [];
  }
  const { code, message } = scaler.backoff ?? {};
  return [
    finding('group-autoscaler', 'degraded', object, {
      group: object.name,
      since: scaler.since,
      evidence: 'ConfigMap kube-system/cluster-autoscaler-status',
      detail: [code, message].filter(Boolean).join(': ') || undefined,
      params: {
        status: backedOff ? 'Backoff' : scaler.health,
        code: code ?? '',
      },
    }),
  ];
}
