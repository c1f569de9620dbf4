import {
  ConditionStatus,
  NodeCondition,
  NodeFacts,
  Resources,
  Taint,
} from './facts';
import { DEFAULT_GROUP_LABELS, KEPT_LABELS, ROLE_PREFIX } from './labels';
import { parseCpuMillis, parseMemoryBytes, parseQuantity } from './quantity';
import { asList, asName, asObject, asText, asTime, RawObject } from './raw';

/** Bounds against hostile answers; real nodes carry a dozen of each. */
const MAX_CONDITIONS = 64;
const MAX_TAINTS = 64;
const MAX_ROLES = 8;
const MAX_LABEL = 253;
const MAX_TYPE = 316;

/**
 * Facts of a raw Node; undefined when it has no valid name.
 * `groupLabels` are kept besides the labels that every node view needs; all others are dropped.
 */
export function projectNode(
  raw: unknown,
  groupLabels: readonly string[] = DEFAULT_GROUP_LABELS,
): NodeFacts | undefined {
  const { metadata, spec, status } = asObject(raw);
  const meta = asObject(metadata);
  const name = asName(meta.name);
  if (!name) {
    return undefined;
  }
  const { taints, unschedulable } = asObject(spec);
  const { conditions, capacity, allocatable, nodeInfo } = asObject(status);
  return {
    name,
    uid: asText(meta.uid, MAX_LABEL) ?? name,
    createdAt: asTime(meta.creationTimestamp) ?? '',
    labels: keptLabels(asObject(meta.labels), groupLabels),
    taints: asList(taints).slice(0, MAX_TAINTS).flatMap(taint),
    unschedulable: unschedulable === true,
    conditions: asList(conditions).slice(0, MAX_CONDITIONS).flatMap(condition),
    capacity: resources(capacity),
    allocatable: resources(allocatable),
    kubeletVersion: asText(asObject(nodeInfo).kubeletVersion, MAX_LABEL) ?? '',
  };
}

function keptLabels(
  labels: RawObject,
  groupLabels: readonly string[],
): Record<string, string> {
  const kept: [string, string][] = [];
  let roles = 0;
  for (const [key, value] of Object.entries(labels)) {
    const role = key.startsWith(ROLE_PREFIX) && key.length <= MAX_TYPE;
    const wanted =
      KEPT_LABELS.has(key) ||
      groupLabels.includes(key) ||
      (role && roles++ < MAX_ROLES);
    if (wanted && typeof value === 'string') {
      kept.push([key, value.slice(0, MAX_LABEL)]);
    }
  }
  return Object.fromEntries(kept);
}

function taint(raw: unknown): Taint[] {
  const { key, value, effect, timeAdded } = asObject(raw);
  const keyText = asText(key, MAX_TYPE);
  const effectText = asText(effect, MAX_LABEL);
  if (!keyText || !effectText) {
    return [];
  }
  return [
    {
      key: keyText,
      value: asText(value, MAX_LABEL),
      effect: effectText,
      timeAdded: asTime(timeAdded),
    },
  ];
}

function condition(raw: unknown): NodeCondition[] {
  const fields = asObject(raw);
  const type = asText(fields.type, MAX_TYPE);
  if (!type) {
    return [];
  }
  return [
    {
      type,
      status: conditionStatus(fields.status),
      reason: asText(fields.reason),
      message: asText(fields.message),
      lastTransitionTime: asTime(fields.lastTransitionTime),
      lastHeartbeatTime: asTime(fields.lastHeartbeatTime),
    },
  ];
}

/** A status that is none of the three says nothing, so it counts as Unknown. */
function conditionStatus(raw: unknown): ConditionStatus {
  return raw === 'True' || raw === 'False' ? raw : 'Unknown';
}

function resources(raw: unknown): Resources {
  const { cpu, memory, pods } = asObject(raw);
  return {
    cpuMillis: parseCpuMillis(cpu) ?? 0,
    memoryBytes: parseMemoryBytes(memory) ?? 0,
    pods: Math.floor(parseQuantity(pods) ?? 0),
  };
}
