import { elapsed } from '@textloom/kernel';
import { PodFacts } from '../facts';
import { Finding, ObjectRef, Severity } from '../health';
import { NodeCase, Scene } from '../nodeCase';
import { ObjectCondition } from '../workloadFacts';
import { WorkloadLimits } from './limits';

/** What the rules over workloads know besides the objects they judge. */
export interface WorkloadScene extends Scene {
  limits: WorkloadLimits;
  cases: readonly NodeCase[];
  /** Labels that are kept of these nodes. */
  labels(): ReadonlySet<string>;
  /** Pods with containers that are not well, by their controller. */
  troubled: ReadonlyMap<string, readonly PodFacts[]>;
}

/** Identity of a controller within its cluster. */
export function ownerKey(
  kind: string | undefined,
  namespace: string,
  name: string,
): string {
  return `${kind ?? ''}/${namespace}/${name}`;
}

/** The object of a finding about a controller; a pod without one stands for itself. */
export function workloadRef(
  kind: string | undefined,
  namespace: string,
  name: string,
): ObjectRef {
  return kind && kind !== 'Node'
    ? { kind: 'Workload', workloadKind: kind, namespace, name }
    : { kind: 'Pod', namespace, name };
}

/** The condition of a type. */
export function conditionOf(
  conditions: readonly ObjectCondition[] | undefined,
  type: string,
): ObjectCondition | undefined {
  return conditions?.find(condition => condition.type === type);
}

/** Kubernetes' own words of a condition. */
export function wordsOf(condition: ObjectCondition): string | undefined {
  return (
    [condition.reason, condition.message].filter(Boolean).join(': ') ||
    undefined
  );
}

/** The finding at its full severity once it has lasted; what passes by itself is told, but is no fault. */
export function afterTime(
  item: Finding,
  ms: number,
  severity: Severity,
  scene: Scene,
): Finding {
  const known = elapsed(item.since ?? scene.firstSeen(item.id), scene.now);
  const lasted = known ?? elapsedSince(scene.seenAt?.(item.id), scene.now);
  return lasted !== undefined && lasted >= ms ? { ...item, severity } : item;
}

function elapsedSince(moment: number | undefined, now: number) {
  return moment === undefined ? undefined : now - moment;
}
