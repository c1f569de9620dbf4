import { isProduction } from '../environments';
import { at, entriesAt, listAt, textAt } from './shape';
import { Manifest } from './types';

/** Kinds whose pods run until they are told to stop. */
const LASTING = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'Rollout']);

/** Pods that an object makes. */
export interface Pods {
  manifest: Manifest;
  /** `Deployment shop`. */
  subject: string;
  labels: ReadonlyMap<string, unknown>;
  spec: unknown;
  /** Whether they run until they are told to stop. */
  lasting: boolean;
}

export const kindOf = ({ value }: Manifest) => textAt(value, 'kind') ?? '';
export const nameOf = ({ value }: Manifest) =>
  textAt(value, 'metadata', 'name') ?? '';
export const subjectOf = (manifest: Manifest) =>
  `${kindOf(manifest)} ${nameOf(manifest)}`;

/** Production is where a rule about availability holds. */
export const inProduction = ({ environment }: Manifest) =>
  isProduction(environment);

/** Pods that an object makes; none where it makes none itself. */
export function podsOf(manifest: Manifest): Pods[] {
  const path = {
    Pod: [],
    Job: ['spec', 'template'],
    CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
    Deployment: ['spec', 'template'],
    StatefulSet: ['spec', 'template'],
    DaemonSet: ['spec', 'template'],
    ReplicaSet: ['spec', 'template'],
    Rollout: ['spec', 'template'],
  }[kindOf(manifest)];
  const template = path && at(manifest.value, ...path);
  if (template === undefined) {
    return [];
  }
  return [
    {
      manifest,
      subject: subjectOf(manifest),
      labels: new Map(entriesAt(template, 'metadata', 'labels')),
      spec: at(template, 'spec'),
      lasting: LASTING.has(kindOf(manifest)),
    },
  ];
}

/** Containers of pods, those that start first included. */
export function containersOf({ spec }: Pods): unknown[] {
  return [...listAt(spec, 'initContainers'), ...listAt(spec, 'containers')];
}

/** Whether a label selector of Kubernetes takes these labels; an empty one takes all. */
export function selects(
  selector: unknown,
  labels: ReadonlyMap<string, unknown>,
): boolean {
  return (
    entriesAt(selector, 'matchLabels').every(
      ([key, value]) => labels.get(key) === value,
    ) &&
    listAt(selector, 'matchExpressions').every(expression => {
      const key = textAt(expression, 'key') ?? '';
      const values = listAt(expression, 'values');
      switch (textAt(expression, 'operator')) {
        case 'In':
          return values.includes(labels.get(key));
        case 'NotIn':
          return !values.includes(labels.get(key));
        case 'Exists':
          return labels.has(key);
        case 'DoesNotExist':
          return !labels.has(key);
        default:
          return false;
      }
    })
  );
}

/** Whether an object of Istio takes these labels: by `spec.selector.matchLabels`, or all where it has none. */
export function meshSelects(
  { value }: Manifest,
  labels: ReadonlyMap<string, unknown>,
): boolean {
  return selects(at(value, 'spec', 'selector'), labels);
}

/** Whether an object of Istio holds for the whole mesh: it lies in Istio's own namespace and selects nothing. */
export const isMeshWide = ({ value }: Manifest): boolean =>
  textAt(value, 'kind') === 'PeerAuthentication' &&
  textAt(value, 'metadata', 'namespace') === 'istio-system' &&
  at(value, 'spec', 'selector') === undefined;
