import { FieldError, invalid } from './status';
import { isRecord, KubeObject, ResourceDefinition, valueAt } from './types';

const SUBDOMAIN =
  /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const LABEL_KEY =
  /^([a-z0-9]([-a-z0-9.]*[a-z0-9])?\/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;
const LABEL_VALUE = /^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/;
const TAINT_EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

const bad = (field: string, message: string): FieldError => ({
  field,
  reason: 'FieldValueInvalid',
  message,
});

const required = (field: string, message = ''): FieldError => ({
  field,
  reason: 'FieldValueRequired',
  message: message ? `Required value: ${message}` : 'Required value',
});

function metadataErrors({ metadata }: KubeObject): FieldError[] {
  const errors: FieldError[] = [];
  if (!metadata.name) {
    errors.push(required('metadata.name', 'name or generateName is required'));
  } else if (metadata.name.length > 253 || !SUBDOMAIN.test(metadata.name)) {
    errors.push(
      bad(
        'metadata.name',
        `Invalid value: "${metadata.name}": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character`,
      ),
    );
  }
  for (const [key, value] of Object.entries(metadata.labels ?? {})) {
    if (!LABEL_KEY.test(key)) {
      errors.push(bad('metadata.labels', `Invalid value: "${key}"`));
    }
    if (typeof value !== 'string' || !LABEL_VALUE.test(value)) {
      errors.push(bad('metadata.labels', `Invalid value: "${value}"`));
    }
  }
  return errors;
}

function replicaErrors(object: KubeObject): FieldError[] {
  const replicas = valueAt(object, 'spec.replicas');
  return replicas !== undefined &&
    (!Number.isInteger(replicas) || Number(replicas) < 0)
    ? [
        bad(
          'spec.replicas',
          `Invalid value: ${replicas}: must be greater than or equal to 0`,
        ),
      ]
    : [];
}

function selectorErrors(object: KubeObject): FieldError[] {
  const selector = valueAt(object, 'spec.selector.matchLabels');
  const labels = valueAt(object, 'spec.template.metadata.labels');
  if (!isRecord(selector)) {
    return [required('spec.selector')];
  }
  if (Object.keys(selector).length === 0) {
    return [bad('spec.selector', 'Invalid value: {}: empty selector')];
  }
  const matches = Object.entries(selector).every(
    ([key, value]) => isRecord(labels) && labels[key] === value,
  );
  return matches
    ? []
    : [
        bad(
          'spec.template.metadata.labels',
          `Invalid value: ${JSON.stringify(
            labels ?? {},
          )}: \`selector\` does not match template \`labels\``,
        ),
      ];
}

function containerErrors(object: KubeObject, path: string): FieldError[] {
  const containers = valueAt(object, path);
  if (!Array.isArray(containers) || containers.length === 0) {
    return [required(path)];
  }
  return containers.flatMap((container, index) =>
    ['name', 'image']
      .filter(field => typeof valueAt(container, field) !== 'string')
      .map(field => required(`${path}[${index}].${field}`)),
  );
}

const podErrors = (object: KubeObject) =>
  containerErrors(object, 'spec.containers');

const workloadErrors = (object: KubeObject) => [
  ...replicaErrors(object),
  ...selectorErrors(object),
  ...containerErrors(object, 'spec.template.spec.containers'),
];

function nodeErrors(object: KubeObject): FieldError[] {
  const taints = valueAt(object, 'spec.taints');
  return (Array.isArray(taints) ? taints : []).flatMap((taint, index) =>
    TAINT_EFFECTS.includes(`${valueAt(taint, 'effect')}`)
      ? []
      : [
          {
            field: `spec.taints[${index}].effect`,
            reason: 'FieldValueNotSupported',
            message: `Unsupported value: "${valueAt(taint, 'effect')}"`,
          },
        ],
  );
}

function autoscalerErrors(object: KubeObject): FieldError[] {
  const min = Number(valueAt(object, 'spec.minReplicas') ?? 1);
  const max = Number(valueAt(object, 'spec.maxReplicas') ?? 0);
  const target = valueAt(object, 'spec.scaleTargetRef.name');
  const metrics = valueAt(object, 'spec.metrics') ?? [];
  const errors = [
    ...(target ? [] : [required('spec.scaleTargetRef.name')]),
    ...(Array.isArray(metrics) ? [] : [required('spec.metrics')]),
  ];
  return max >= min && max > 0
    ? errors
    : [
        ...errors,
        bad(
          'spec.maxReplicas',
          `Invalid value: ${max}: must be greater than or equal to \`minReplicas\``,
        ),
      ];
}

const RULES: Record<string, (object: KubeObject) => FieldError[]> = {
  Node: nodeErrors,
  Pod: podErrors,
  Deployment: workloadErrors,
  StatefulSet: workloadErrors,
  ReplicaSet: workloadErrors,
  DaemonSet: workloadErrors,
  HorizontalPodAutoscaler: autoscalerErrors,
};

/**
 * Checks an object in its stored form.
 * @throws ApiError 422 that names every broken field.
 */
export function validateObject(
  definition: Pick<ResourceDefinition, 'kind' | 'group' | 'custom'>,
  object: KubeObject,
): void {
  const rule = definition.custom ? undefined : RULES[definition.kind];
  const errors = [...metadataErrors(object), ...(rule?.(object) ?? [])];
  if (errors.length > 0) {
    const { kind, group } = definition;
    throw invalid(kind, group, object.metadata.name ?? '', errors);
  }
}

const IMMUTABLE: Record<string, string[]> = {
  Deployment: ['spec.selector'],
  ReplicaSet: ['spec.selector'],
  StatefulSet: ['spec.selector', 'spec.serviceName'],
  DaemonSet: ['spec.selector'],
  Pod: ['spec.nodeName'],
};

/** @throws ApiError 422 when a field changes that may not. A node name may be set once. */
export function validateUpdate(
  definition: ResourceDefinition,
  previous: KubeObject,
  next: KubeObject,
): void {
  const changed = (IMMUTABLE[definition.kind] ?? []).filter(path => {
    const before = valueAt(previous, path);
    return (
      before !== undefined &&
      JSON.stringify(before) !== JSON.stringify(valueAt(next, path))
    );
  });
  if (changed.length > 0) {
    const { kind, group } = definition;
    const errors = changed.map(field =>
      bad(
        field,
        `Invalid value: ${JSON.stringify(
          valueAt(next, field),
        )}: field is immutable`,
      ),
    );
    throw invalid(kind, group, next.metadata.name, errors);
  }
}
