import { parseCpuMillis, parseMemoryBytes } from '../quantity';
import { asCount, asList, asName, asObject, asText, asTime } from '../raw';
import { KarpenterFacts, PdbFacts, VpaFacts } from '../workloadFacts';
import { internText } from './intern';
import { projectConditions, textMap } from './projectParts';

const MAX_WORD = 253;
const MAX_SELECTORS = 32;
const MAX_CONTAINERS = 64;

/** Facts of a raw PodDisruptionBudget, `policy/v1` or `v1beta1`; undefined without name and namespace. */
export function projectBudget(raw: unknown): PdbFacts | undefined {
  const fields = asObject(raw);
  const meta = asObject(fields.metadata);
  const name = asName(meta.name);
  const namespace = internText(asName(meta.namespace));
  if (!name || !namespace) {
    return undefined;
  }
  const status = asObject(fields.status);
  const { selector } = asObject(fields.spec);
  const { matchLabels, matchExpressions } = asObject(selector);
  const plain = selector !== undefined && !asList(matchExpressions).length;
  return {
    uid: asText(meta.uid, MAX_WORD) ?? `${namespace}/${name}`,
    namespace,
    name,
    disruptionsAllowed: asCount(status.disruptionsAllowed) ?? 0,
    currentHealthy: asCount(status.currentHealthy) ?? 0,
    desiredHealthy: asCount(status.desiredHealthy) ?? 0,
    expectedPods: asCount(status.expectedPods) ?? 0,
    ...(plain && {
      matchLabels: textMap(asObject(matchLabels), MAX_SELECTORS),
    }),
    createdAt: asTime(meta.creationTimestamp) ?? '',
  };
}

/** Facts of a raw VerticalPodAutoscaler, `autoscaling.k8s.io/v1` or `v1beta2`; undefined without name or target. */
export function projectVpa(raw: unknown): VpaFacts | undefined {
  const fields = asObject(raw);
  const meta = asObject(fields.metadata);
  const spec = asObject(fields.spec);
  const status = asObject(fields.status);
  const ref = asObject(spec.targetRef);
  const name = asName(meta.name);
  const namespace = internText(asName(meta.namespace));
  const targetName = asName(ref.name);
  if (!name || !namespace || !targetName) {
    return undefined;
  }
  const target = recommendation(status.recommendation);
  return {
    uid: asText(meta.uid, MAX_WORD) ?? `${namespace}/${name}`,
    namespace,
    name,
    targetKind: asText(ref.kind, MAX_WORD) ?? '',
    targetName,
    updateMode:
      asText(asObject(spec.updatePolicy).updateMode, MAX_WORD) ?? 'Auto',
    conditions: projectConditions(status.conditions),
    ...(target && { target }),
  };
}

/** Sum over the containers; a resource that is not recommended is 0. Undefined when nothing is. */
function recommendation(raw: unknown): VpaFacts['target'] {
  const targets = asList(asObject(raw).containerRecommendations)
    .slice(0, MAX_CONTAINERS)
    .map(item => asObject(asObject(item).target));
  const total = (figures: (number | undefined)[]) =>
    figures.reduce((sum: number, figure) => sum + (figure ?? 0), 0);
  const cpuMillis = total(targets.map(({ cpu }) => parseCpuMillis(cpu)));
  const memoryBytes = total(
    targets.map(({ memory }) => parseMemoryBytes(memory)),
  );
  return cpuMillis || memoryBytes ? { cpuMillis, memoryBytes } : undefined;
}

/** Facts of a raw Karpenter NodePool or NodeClaim, `karpenter.sh/v1` or `v1beta1`; undefined without name. */
export function projectKarpenter(
  kind: KarpenterFacts['kind'],
  raw: unknown,
): KarpenterFacts | undefined {
  const fields = asObject(raw);
  const meta = asObject(fields.metadata);
  const status = asObject(fields.status);
  const name = asName(meta.name);
  if (!name) {
    return undefined;
  }
  const pool = asName(asObject(meta.labels)['karpenter.sh/nodepool']);
  const nodeName = asName(status.nodeName);
  return {
    kind,
    name,
    ...(kind === 'NodeClaim' && pool && { pool }),
    ...(kind === 'NodeClaim' && nodeName && { nodeName }),
    conditions: projectConditions(status.conditions),
  };
}
