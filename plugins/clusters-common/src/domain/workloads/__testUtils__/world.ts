import { MINUTE } from '@textloom/kernel';
import { aClusterFacts, ago, TEST_NOW } from '../../../testUtils';
import { nodeCases } from '../../cases';
import { ClusterFacts } from '../../facts';
import { Finding, RuleId } from '../../health';
import { DEFAULT_GROUP_LABELS } from '../../labels';
import { Scene } from '../../nodeCase';
import { DEFAULT_THRESHOLDS } from '../../thresholds';
import { PdbFacts, VpaFacts, WorkloadFacts } from '../../workloadFacts';
import { workloadFindings } from '../workloadFindings';

/** A scene in which each finding began so many milliseconds ago, or was first seen at some moment. */
function aScene(seenMs?: number, seenAt?: number): Scene {
  return {
    now: TEST_NOW,
    thresholds: DEFAULT_THRESHOLDS,
    podsKnown: true,
    metricsLive: true,
    firstSeen: () => (seenMs === undefined ? undefined : ago(seenMs)),
    seenAt: () => seenAt,
    readyChanges: () => 0,
  };
}

/** What the rules over workloads find. */
export function findWorkloads(
  facts: Partial<ClusterFacts>,
  seenMs?: number,
  seenAt?: number,
): Finding[] {
  const all = aClusterFacts(facts);
  return workloadFindings(
    all,
    nodeCases(all, DEFAULT_GROUP_LABELS),
    aScene(seenMs, seenAt),
  );
}

/** Severities of what one rule found. */
export function severitiesOf(
  rule: RuleId,
  facts: Partial<ClusterFacts>,
  seenMs?: number,
): string[] {
  return findWorkloads(facts, seenMs)
    .filter(item => item.rule === rule)
    .map(({ severity }) => severity);
}

/** A Deployment `video-worker` with all of its three pods ready. */
export function someWorkload(
  overrides: Partial<WorkloadFacts> = {},
): WorkloadFacts {
  return {
    kind: 'Deployment',
    uid: 'w-1',
    namespace: 'textloom',
    name: 'video-worker',
    createdAt: ago(1_000 * MINUTE),
    desired: 3,
    ready: 3,
    available: 3,
    updated: 3,
    observed: true,
    conditions: [],
    images: ['registry.textloom.io/video-worker:1.4.0'],
    requests: { cpuMillis: 1_000, memoryBytes: 2 ** 30 },
    placement: { nodeSelector: {}, tolerations: [] },
    ...overrides,
  };
}

/** A budget of three pods of which one may go. */
export function someBudget(overrides: Partial<PdbFacts> = {}): PdbFacts {
  return {
    uid: 'b-1',
    namespace: 'textloom',
    name: 'video-worker',
    disruptionsAllowed: 1,
    currentHealthy: 3,
    desiredHealthy: 2,
    expectedPods: 3,
    matchLabels: { app: 'video-worker' },
    createdAt: ago(1_000 * MINUTE),
    ...overrides,
  };
}

/** A vertical autoscaler that recommends what the workload asks for. */
export function someVpa(overrides: Partial<VpaFacts> = {}): VpaFacts {
  return {
    uid: 'v-1',
    namespace: 'textloom',
    name: 'video-worker',
    targetKind: 'Deployment',
    targetName: 'video-worker',
    updateMode: 'Off',
    conditions: [{ type: 'RecommendationProvided', status: 'True' }],
    target: { cpuMillis: 1_000, memoryBytes: 2 ** 30 },
    ...overrides,
  };
}
