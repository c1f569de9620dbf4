import { EventFacts, HpaFacts, NodeUsage } from './facts';
import { parseCpuMillis, parseMemoryBytes } from './quantity';
import { asCount, asName, asObject, asText, asTime } from './raw';
import { hpaMetrics } from './workloads/projectHpaParts';
import { projectConditions } from './workloads/projectParts';

const MAX_WORD = 253;

/** Facts of a raw HorizontalPodAutoscaler, `autoscaling/v2`, `v2beta2` or `v1`; undefined without name or target. */
export function projectHpa(raw: unknown): HpaFacts | undefined {
  const fields = asObject(raw);
  const meta = asObject(fields.metadata);
  const spec = asObject(fields.spec);
  const status = asObject(fields.status);
  const target = asObject(spec.scaleTargetRef);
  const name = asName(meta.name);
  const namespace = asName(meta.namespace);
  const targetName = asName(target.name);
  const max = asCount(spec.maxReplicas);
  if (!name || !namespace || !targetName || max === undefined) {
    return undefined;
  }
  const current = asCount(status.currentReplicas) ?? 0;
  const conditions = projectConditions(status.conditions);
  const metrics = hpaMetrics(spec, status);
  return {
    uid: asText(meta.uid, MAX_WORD) ?? `${namespace}/${name}`,
    namespace,
    name,
    targetKind: asText(target.kind, MAX_WORD) ?? '',
    targetName,
    min: asCount(spec.minReplicas) ?? 1,
    max,
    current,
    desired: asCount(status.desiredReplicas) ?? current,
    since: asTime(status.lastScaleTime) ?? asTime(meta.creationTimestamp),
    ...(conditions.length > 0 && { conditions }),
    ...(metrics && { metrics }),
  };
}

/** Facts of a raw Event, `v1` or `events.k8s.io/v1`; undefined without a name, a time or an object. */
export function projectEvent(raw: unknown): EventFacts | undefined {
  const fields = asObject(raw);
  const meta = asObject(fields.metadata);
  const series = asObject(fields.series);
  const object = asObject(fields.involvedObject ?? fields.regarding);
  const name = asName(meta.name);
  const objectName = asText(object.name, MAX_WORD);
  const at =
    asTime(series.lastObservedTime) ??
    asTime(fields.lastTimestamp) ??
    asTime(fields.deprecatedLastTimestamp) ??
    asTime(fields.eventTime) ??
    asTime(fields.firstTimestamp) ??
    asTime(meta.creationTimestamp);
  if (!name || !objectName || !at) {
    return undefined;
  }
  return {
    uid:
      asText(meta.uid, MAX_WORD) ?? `${asName(meta.namespace) ?? ''}/${name}`,
    at,
    type: fields.type === 'Normal' ? 'Normal' : 'Warning',
    reason: asText(fields.reason, MAX_WORD) ?? '',
    message: asText(fields.message) ?? asText(fields.note) ?? '',
    count:
      asCount(series.count) ??
      asCount(fields.count) ??
      asCount(fields.deprecatedCount) ??
      1,
    object: {
      kind: asText(object.kind, MAX_WORD) ?? '',
      namespace: asName(object.namespace),
      name: objectName,
    },
  };
}

/** Node name and renew time of a raw Lease of `kube-node-lease`; undefined without either. */
export function projectLease(
  raw: unknown,
): { name: string; renewedAt: string } | undefined {
  const fields = asObject(raw);
  const name = asName(asObject(fields.metadata).name);
  const renewedAt = asTime(asObject(fields.spec).renewTime);
  return name && renewedAt ? { name, renewedAt } : undefined;
}

/** Node name and usage of a raw NodeMetrics of `metrics.k8s.io`; undefined without name, figures or time. */
export function projectNodeMetrics(
  raw: unknown,
): { name: string; usage: NodeUsage } | undefined {
  const fields = asObject(raw);
  const name = asName(asObject(fields.metadata).name);
  const { cpu, memory } = asObject(fields.usage);
  const cpuMillis = parseCpuMillis(cpu);
  const memoryBytes = parseMemoryBytes(memory);
  const at = asTime(fields.timestamp);
  if (!name || cpuMillis === undefined || memoryBytes === undefined || !at) {
    return undefined;
  }
  return { name, usage: { cpuMillis, memoryBytes, at } };
}
