import { elapsed } from '@textloom/kernel';
import { NodeCondition, Taint } from './facts';
import { count, finding, seconds } from './finding';
import { Finding } from './health';
import {
  isReady,
  leavingTaint,
  NodeCase,
  nodeRef,
  NodeRule,
  Scene,
} from './nodeCase';
import { readyCondition } from './polarity';

const UNREGISTERED_TAINT = 'karpenter.sh/unregistered';

/**
 * Whether a node that is not ready has not been ready yet: it is young, and its Ready condition has not
 * changed since the kubelet's first report. A young node that was ready once is broken, not starting.
 */
function isStarting(
  subject: NodeCase,
  ready: NodeCondition | undefined,
  scene: Scene,
): boolean {
  const { startingMs, firstReportMs } = scene.thresholds;
  const { createdAt } = subject.node;
  const age = elapsed(createdAt, scene.now);
  if (age === undefined || age >= startingMs) {
    return false;
  }
  if (ready?.status === 'Unknown') {
    return ready.reason === 'NodeStatusNeverUpdated';
  }
  return hasNeverBeenReady(subject, ready, firstReportMs);
}

function hasNeverBeenReady(
  subject: NodeCase,
  ready: NodeCondition | undefined,
  firstReportMs: number,
): boolean {
  const changed = ready?.lastTransitionTime;
  if (ready?.status === 'True' || changed === undefined) {
    return ready?.status !== 'True';
  }
  const delay = elapsed(subject.node.createdAt, Date.parse(changed));
  return delay !== undefined && delay <= firstReportMs;
}

/** A planned removal excuses a node that is not ready, but not for ever. */
function isExcused(ready: NodeCondition | undefined, scene: Scene): boolean {
  const down = elapsed(ready?.lastTransitionTime, scene.now);
  return down === undefined || down < scene.thresholds.leavingMs;
}

function leaving(subject: NodeCase, taint: Taint): Finding {
  return finding('node-leaving', 'info', nodeRef(subject), {
    group: subject.group,
    since: taint.timeAdded,
    evidence: `Node.spec.taints[${taint.key}]`,
    params: { taint: taint.key },
  });
}

function starting(subject: NodeCase, scene: Scene, evidence: string): Finding {
  return finding('node-starting', 'info', nodeRef(subject), {
    group: subject.group,
    since: subject.node.createdAt || undefined,
    threshold: seconds(scene.thresholds.startingMs),
    evidence,
  });
}

function notReady(
  subject: NodeCase,
  ready: NodeCondition,
  scene: Scene,
): Finding {
  const { notReadyCriticalMs, firstReportMs } = scene.thresholds;
  const base = finding('node-not-ready', 'degraded', nodeRef(subject), {
    group: subject.group,
    since: ready.lastTransitionTime,
    threshold: seconds(notReadyCriticalMs),
    evidence: 'Node.status.conditions[Ready]',
    detail: words(ready),
    params: { reason: ready.reason ?? '' },
  });
  const down = elapsed(base.since ?? scene.firstSeen(base.id), scene.now);
  // A node that has never been ready holds no pods that could be evicted.
  const evicting =
    down !== undefined &&
    down >= notReadyCriticalMs &&
    !hasNeverBeenReady(subject, ready, firstReportMs);
  return evicting ? { ...base, severity: 'critical' } : base;
}

/** Kubernetes' own words of a condition. */
export function words(condition: NodeCondition): string | undefined {
  const parts = [condition.reason, condition.message].filter(Boolean);
  return parts.length ? parts.join(': ') : undefined;
}

/** Whether the node is in service: lost, not ready, starting or leaving as planned. */
export const readinessRule: NodeRule = (subject, scene) => {
  const ready = readyCondition(subject.node.conditions);
  const taint = leavingTaint(subject);
  if (taint && (ready?.status === 'True' || isExcused(ready, scene))) {
    return [leaving(subject, taint)];
  }
  if (ready?.status === 'True') {
    return unregistered(subject, scene);
  }
  if (isStarting(subject, ready, scene)) {
    return [starting(subject, scene, 'Node.status.conditions[Ready]')];
  }
  if (!ready) {
    return [
      finding('node-condition-unknown', 'unknown', nodeRef(subject), {
        group: subject.group,
        evidence: 'Node.status.conditions',
        params: { condition: 'Ready' },
        qualifier: 'Ready',
      }),
    ];
  }
  if (ready.status === 'False') {
    return [notReady(subject, ready, scene)];
  }
  return [
    finding('node-lost', 'critical', nodeRef(subject), {
      group: subject.group,
      since: ready.lastTransitionTime,
      evidence: 'Node.status.conditions[Ready]',
      detail: words(ready),
      params: { reason: ready.reason ?? '' },
    }),
  ];
};

/** Karpenter has not finished a node that carries its taint, even if the kubelet is ready. */
function unregistered(subject: NodeCase, scene: Scene): Finding[] {
  if (!subject.node.taints.some(taint => taint.key === UNREGISTERED_TAINT)) {
    return [];
  }
  const evidence = `Node.spec.taints[${UNREGISTERED_TAINT}]`;
  const age = elapsed(subject.node.createdAt, scene.now);
  if (age !== undefined && age < scene.thresholds.startingMs) {
    return [starting(subject, scene, evidence)];
  }
  return [
    finding('node-not-ready', 'degraded', nodeRef(subject), {
      group: subject.group,
      threshold: seconds(scene.thresholds.startingMs),
      evidence,
      params: { reason: UNREGISTERED_TAINT },
    }),
  ];
}

/** A Lease that was late when it was read, while the node still counts as ready. */
export const heartbeatRule: NodeRule = (subject, scene) => {
  const { heartbeatLateMs } = scene.thresholds;
  if (scene.leasesReadAt === undefined || !isReady(subject)) {
    return [];
  }
  const lease = scene.leaseOf?.(subject.node.name);
  // The age at the moment of reading: leases are polled more rarely than they are renewed.
  const age = elapsed(lease, scene.leasesReadAt);
  if (age === undefined || age <= heartbeatLateMs) {
    return [];
  }
  return [
    finding('node-heartbeat-late', 'warning', nodeRef(subject), {
      group: subject.group,
      value: seconds(age),
      threshold: seconds(heartbeatLateMs),
      since: lease,
      evidence: 'Lease.spec.renewTime',
    }),
  ];
};

/** A Ready condition that changes too often. */
export const flappingRule: NodeRule = (subject, scene) => {
  const { changes: limit } = scene.thresholds.flapping;
  const changes = scene.readyChanges(subject.node.name);
  return changes > limit
    ? [
        finding('node-flapping', 'warning', nodeRef(subject), {
          group: subject.group,
          value: count(changes),
          threshold: count(limit),
          evidence: 'Node.status.conditions[Ready].lastTransitionTime',
        }),
      ]
    : [];
};
