import { compareText } from '@textloom/kernel';
import { asList, asObject, asText, asTime, RawObject } from '../raw';
import { ObjectCondition, Placement, Toleration } from '../workloadFacts';
import { internText, internValue } from './intern';

/** Bounds against hostile answers; real objects carry a few of each. */
const MAX_CONDITIONS = 32;
const MAX_TOLERATIONS = 64;
const MAX_SELECTORS = 32;
const MAX_IMAGES = 32;
const MAX_LABELS = 8;
/** Longest prefix, slash and name of a label or condition. */
const MAX_KEY = 317;
const MAX_WORD = 253;
/** Longest image reference that is kept. */
const MAX_IMAGE = 512;

/** Conditions of a workload, an autoscaler or a custom resource. A status that is none of the three is Unknown. */
export function projectConditions(raw: unknown): ObjectCondition[] {
  return asList(raw)
    .slice(0, MAX_CONDITIONS)
    .flatMap(item => {
      const fields = asObject(item);
      const type = internText(asText(fields.type, MAX_KEY));
      const { status } = fields;
      return type
        ? [
            {
              type,
              status:
                status === 'True' || status === 'False' ? status : 'Unknown',
              reason: internText(asText(fields.reason, MAX_WORD)),
              message: asText(fields.message),
              lastTransitionTime: asTime(fields.lastTransitionTime),
            },
          ]
        : [];
    });
}

/** Distinct images of a pod's containers, sorted. */
export function imagesOf(spec: RawObject): string[] {
  const images = [
    ...asList(spec.initContainers),
    ...asList(spec.containers),
  ].flatMap(container => asText(asObject(container).image, MAX_IMAGE) ?? []);
  return internValue(
    [...new Set(images)].sort(compareText).slice(0, MAX_IMAGES),
  );
}

/** What a pod of this spec demands of its node. */
export function placementOf(spec: RawObject): Placement {
  const tolerations = asList(spec.tolerations)
    .slice(0, MAX_TOLERATIONS)
    .flatMap(toleration);
  return internValue({
    nodeSelector: textMap(asObject(spec.nodeSelector), MAX_SELECTORS),
    tolerations,
    ...(isConstrained(spec) && { inexact: true }),
  });
}

/** Entries whose values are texts, by key. */
export function textMap(raw: RawObject, max: number): Record<string, string> {
  return Object.fromEntries(
    Object.entries(raw)
      .filter(
        (entry): entry is [string, string] =>
          typeof entry[1] === 'string' && entry[0].length <= MAX_KEY,
      )
      .sort(([a], [b]) => compareText(a, b))
      .slice(0, max)
      .map(([key, value]) => [key, value.slice(0, MAX_WORD)]),
  );
}

function toleration(raw: unknown): Toleration[] {
  const { key, operator, value, effect } = asObject(raw);
  const keyText = asText(key, MAX_KEY);
  const exists = operator === 'Exists';
  if (!keyText && !exists) {
    return [];
  }
  const valueText = asText(value, MAX_WORD);
  const effectText = asText(effect, MAX_WORD);
  return [
    {
      ...(keyText && { key: keyText }),
      operator: exists ? 'Exists' : 'Equal',
      ...(valueText && { value: valueText }),
      ...(effectText && { effect: effectText }),
    },
  ];
}

/** Whether rules that are not modelled restrict the pod; mere preferences do not. */
function isConstrained(spec: RawObject): boolean {
  const affinity = asObject(spec.affinity);
  const required = (kind: unknown) =>
    asObject(kind).requiredDuringSchedulingIgnoredDuringExecution !== undefined;
  return (
    required(affinity.nodeAffinity) ||
    required(affinity.podAffinity) ||
    required(affinity.podAntiAffinity) ||
    asList(spec.topologySpreadConstraints).some(
      constraint => asObject(constraint).whenUnsatisfiable !== 'ScheduleAnyway',
    )
  );
}

/** Whether a label of a pod is kept, so that budgets may select by it. */
function isKeptLabel(key: string): boolean {
  return (
    key === 'app' || key === 'k8s-app' || key.startsWith('app.kubernetes.io/')
  );
}

/** The kept labels of a pod. */
export function podLabels(labels: RawObject): Record<string, string> {
  const kept = Object.entries(labels).filter(([key]) => isKeptLabel(key));
  return internValue(textMap(Object.fromEntries(kept), MAX_LABELS));
}

/** Catalog component that the labels name. */
export function componentOf(labels: RawObject): string | undefined {
  return internText(
    asText(labels['backstage.io/kubernetes-id'], 63) ??
      asText(labels['app.kubernetes.io/name'], 63),
  );
}
