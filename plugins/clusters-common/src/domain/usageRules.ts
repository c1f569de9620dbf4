import { elapsed } from '@textloom/kernel';
import { count, finding, percent } from './finding';
import { Finding, RuleId } from './health';
import { NodeCase, nodeRef, NodeRule, Scene } from './nodeCase';
import { CapacityFigure } from './views';

/** CPU and memory that pods really use, against what the node can give. */
export const usageRule: NodeRule = (subject, scene) => {
  const { cpu, memory, usageMaxAgeMs } = scene.thresholds;
  const live =
    subject.measuredBy === 'prometheus'
      ? scene.prometheusLive
      : scene.metricsLive;
  const age = live ? elapsed(subject.usage?.at, scene.now) : undefined;
  if (age === undefined || age > usageMaxAgeMs) {
    return [];
  }
  return [
    ...high(subject, 'node-cpu-high', subject.capacity.cpu, cpu, 'cpu'),
    ...high(
      subject,
      'node-memory-high',
      subject.capacity.memory,
      memory,
      'memory',
    ),
  ];
};

function high(
  subject: NodeCase,
  rule: RuleId,
  figure: CapacityFigure,
  limits: { warning: number; degraded: number },
  resource: string,
): Finding[] {
  if (figure.used === undefined || figure.allocatable <= 0) {
    return [];
  }
  const share = figure.used / figure.allocatable;
  if (share < limits.warning) {
    return [];
  }
  const degraded = share >= limits.degraded;
  return [
    finding(rule, degraded ? 'degraded' : 'warning', nodeRef(subject), {
      group: subject.group,
      value: percent(share),
      threshold: percent(degraded ? limits.degraded : limits.warning),
      evidence:
        subject.measuredBy === 'prometheus'
          ? `Prometheus node-${resource}-used / Node.status.allocatable.${resource}`
          : `NodeMetrics.usage.${resource} / Node.status.allocatable.${resource}`,
    }),
  ];
}

/** Pod slots, which run out on small instances long before CPU does. */
export const podSlotsRule: NodeRule = (subject: NodeCase, scene: Scene) => {
  const { allocatable, requested } = subject.capacity.pods;
  const limit = scene.thresholds.pods.warning;
  if (
    requested === undefined ||
    allocatable <= 0 ||
    requested / allocatable <= limit
  ) {
    return [];
  }
  return [
    finding('node-pods-high', 'warning', nodeRef(subject), {
      group: subject.group,
      value: percent(requested / allocatable),
      threshold: percent(limit),
      evidence: 'Pods bound to the node / Node.status.allocatable.pods',
      params: { pods: requested, limit: allocatable },
    }),
  ];
};

const VERSION = /^v?(\d{1,4})\.(\d{1,4})/;

function minorOf(version: string | undefined): number | undefined {
  const match = VERSION.exec(version ?? '');
  return match ? Number(match[1]) * 10_000 + Number(match[2]) : undefined;
}

/** Kubelets may be up to three minor versions older than the API server, and never newer. */
export const versionRule: NodeRule = (subject, scene) => {
  const limit = scene.thresholds.versionSkew.warning;
  const server = minorOf(scene.version);
  const kubelet = minorOf(subject.node.kubeletVersion);
  if (server === undefined || kubelet === undefined) {
    return [];
  }
  const behind = server - kubelet;
  if (behind >= 0 && behind < limit) {
    return [];
  }
  const severity = behind === limit ? 'warning' : 'critical';
  return [
    finding('node-version-skew', severity, nodeRef(subject), {
      group: subject.group,
      value: count(behind),
      threshold: count(limit),
      evidence: 'Node.status.nodeInfo.kubeletVersion',
      params: {
        kubelet: subject.node.kubeletVersion,
        server: scene.version ?? '',
      },
    }),
  ];
};
