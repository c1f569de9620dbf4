import { isRecord, KubeObject, ResourceDefinition } from './types';

/** Tolerations that admission adds to every pod: five minutes on a node that is not ready or not reachable. */
const DEFAULT_TOLERATIONS = [
  'node.kubernetes.io/not-ready',
  'node.kubernetes.io/unreachable',
].map(key => ({
  key,
  operator: 'Exists',
  effect: 'NoExecute',
  tolerationSeconds: 300,
}));

function podSpec(spec: Record<string, unknown>): Record<string, unknown> {
  const tolerations = Array.isArray(spec.tolerations) ? spec.tolerations : [];
  const tolerated = new Set(
    tolerations.map(toleration =>
      isRecord(toleration) ? toleration.key : undefined,
    ),
  );
  const toleratesAll = tolerations.some(
    toleration => isRecord(toleration) && !toleration.key,
  );
  return {
    restartPolicy: 'Always',
    dnsPolicy: 'ClusterFirst',
    schedulerName: 'default-scheduler',
    serviceAccountName: 'default',
    terminationGracePeriodSeconds: 30,
    ...spec,
    tolerations: toleratesAll
      ? tolerations
      : [
          ...tolerations,
          ...DEFAULT_TOLERATIONS.filter(({ key }) => !tolerated.has(key)),
        ],
  };
}

const SPEC_DEFAULTS: Record<string, Record<string, unknown>> = {
  Deployment: {
    replicas: 1,
    revisionHistoryLimit: 10,
    progressDeadlineSeconds: 600,
  },
  ReplicaSet: { replicas: 1 },
  StatefulSet: { replicas: 1, podManagementPolicy: 'OrderedReady' },
  HorizontalPodAutoscaler: { minReplicas: 1 },
  Service: { type: 'ClusterIP', sessionAffinity: 'None' },
};

/** Kinds whose status the server sets on creation, whatever the client sends. */
function initialStatus(
  definition: ResourceDefinition,
  object: KubeObject,
): Record<string, unknown> | undefined {
  switch (definition.kind) {
    case 'Pod':
      return { phase: 'Pending', qosClass: 'Burstable' };
    case 'Namespace':
      return { phase: 'Active' };
    case 'Node':
      return isRecord(object.status) ? object.status : {};
    default:
      return definition.subresources.includes('status') ? {} : undefined;
  }
}

function specWithDefaults(
  { kind, custom }: ResourceDefinition,
  spec: Record<string, unknown> | undefined,
): Record<string, unknown> | undefined {
  if (kind === 'Namespace') {
    return { finalizers: ['kubernetes'], ...spec };
  }
  if (!spec || custom) {
    return spec;
  }
  return kind === 'Pod' ? podSpec(spec) : { ...SPEC_DEFAULTS[kind], ...spec };
}

/** An object as the server stores it on creation: defaults, first generation, empty status. */
export function withDefaults(
  definition: ResourceDefinition,
  object: KubeObject,
): KubeObject {
  const { status: sent, ...rest } = object;
  const spec = specWithDefaults(
    definition,
    isRecord(object.spec) ? object.spec : undefined,
  );
  const status = initialStatus(definition, object) ?? sent;
  return {
    ...rest,
    metadata: {
      ...object.metadata,
      ...(hasGeneration(definition) ? { generation: 1 } : {}),
    },
    ...(spec ? { spec } : {}),
    ...(status ? { status } : {}),
  };
}

/** Kinds whose generation counts changes of the spec. */
export function hasGeneration(definition: ResourceDefinition): boolean {
  return (
    definition.subresources.includes('status') &&
    !['Node', 'Namespace', 'Service', 'PersistentVolume'].includes(
      definition.kind,
    )
  );
}
