import { ApiRequest } from './context';
import { parseJson } from './body';
import { deleteObject } from './delete';
import { patchObject } from './patch';
import { ApiError, conflict, invalid, Status } from './status';
import { groupResource, isRecord, KubeObject, valueAt } from './types';
import { isDryRun, requireObject, WriteTarget } from './write';

/** The `Scale` of a scalable object. */
function scaleOf(object: KubeObject): KubeObject {
  const { name, namespace, uid, resourceVersion, creationTimestamp } =
    object.metadata;
  const labels = valueAt(object, 'spec.selector.matchLabels');
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: { name, namespace, uid, resourceVersion, creationTimestamp },
    spec: { replicas: valueAt(object, 'spec.replicas') ?? 0 },
    status: {
      replicas: valueAt(object, 'status.replicas') ?? 0,
      selector: Object.entries(isRecord(labels) ? labels : {})
        .map(([key, value]) => `${key}=${value}`)
        .join(','),
    },
  };
}

/** GET, PUT or PATCH of `scale`. @throws ApiError 404, 409, 422 */
export function scale(target: WriteTarget, request: ApiRequest): KubeObject {
  const object = requireObject(target);
  const current = scaleOf(object);
  if (request.method === 'GET') {
    return current;
  }
  const body = parseJson(request.body);
  const next =
    request.method === 'PATCH'
      ? patchObject(current, request.headers['content-type'] ?? '', body, {
          strategic: true,
        })
      : body;
  const version = valueAt(next, 'metadata.resourceVersion');
  if (version && version !== object.metadata.resourceVersion) {
    throw conflict(target.definition, object.metadata.name);
  }
  const replicas = valueAt(next, 'spec.replicas') ?? 0;
  if (typeof replicas !== 'number' || replicas < 0) {
    throw invalid('Scale', 'autoscaling', object.metadata.name, [
      {
        field: 'spec.replicas',
        reason: 'FieldValueInvalid',
        message: `Invalid value: ${replicas}: must be greater than or equal to 0`,
      },
    ]);
  }
  const spec = isRecord(object.spec) ? object.spec : {};
  const scaled = {
    ...object,
    metadata: {
      ...object.metadata,
      generation: (object.metadata.generation ?? 1) + 1,
    },
    spec: { ...spec, replicas },
  };
  return scaleOf(
    isDryRun(request)
      ? scaled
      : target.context.store.update(groupResource(target.definition), scaled),
  );
}

/**
 * Evicts a pod: deletes it unless a disruption budget forbids.
 * @throws ApiError 404, 429 when a budget allows no disruption.
 */
export function evict(target: WriteTarget, request: ApiRequest): Status {
  const pod = requireObject(target);
  const { store } = target.context;
  const budgets = store
    .list('poddisruptionbudgets.policy', pod.metadata.namespace)
    .filter(budget => selects(budget, pod));
  for (const budget of budgets) {
    const allowed = Number(valueAt(budget, 'status.disruptionsAllowed') ?? 0);
    if (allowed <= 0) {
      throw new ApiError(
        429,
        'TooManyRequests',
        `Cannot evict pod as it would violate the pod's disruption budget.`,
        {
          causes: [
            {
              reason: 'DisruptionBudget',
              message: `The disruption budget ${
                budget.metadata.name
              } needs ${valueAt(
                budget,
                'status.desiredHealthy',
              )} healthy pods and has ${valueAt(
                budget,
                'status.currentHealthy',
              )} currently`,
            },
          ],
        },
      );
    }
  }
  if (!isDryRun(request)) {
    for (const budget of budgets) {
      const status = isRecord(budget.status) ? budget.status : {};
      const disruptionsAllowed = Number(status.disruptionsAllowed) - 1;
      store.update('poddisruptionbudgets.policy', {
        ...budget,
        status: { ...status, disruptionsAllowed },
      });
    }
    const options = valueAt(parseJson(request.body), 'deleteOptions') ?? {};
    deleteObject(target, {
      ...request,
      body: Buffer.from(JSON.stringify(options)),
    });
  }
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Success',
    code: 201,
  };
}

function selects(budget: KubeObject, pod: KubeObject): boolean {
  const selector = valueAt(budget, 'spec.selector.matchLabels');
  return (
    isRecord(selector) &&
    Object.entries(selector).every(
      ([key, value]) => pod.metadata.labels?.[key] === value,
    )
  );
}
