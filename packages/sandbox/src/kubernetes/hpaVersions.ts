import { isRecord, KubeObject, ResourceDefinition, valueAt } from './types';

const CPU_TARGET = 'targetCPUUtilizationPercentage';

function cpuUtilization(metrics: unknown, path: string): unknown {
  const list = Array.isArray(metrics) ? metrics : [];
  const cpu = list.find(
    metric => isRecord(metric) && valueAt(metric, 'resource.name') === 'cpu',
  );
  return valueAt(cpu, path);
}

/**
 * `autoscaling/v1` of an autoscaler that is stored as v2. v1 has a single CPU target; all other metrics stay in
 * the stored object and are not shown, as they would be in an annotation of a real server.
 */
export const hpaV1: NonNullable<ResourceDefinition['convert']> = {
  fromStored(object: KubeObject): KubeObject {
    const spec = isRecord(object.spec) ? object.spec : {};
    const status = isRecord(object.status) ? object.status : {};
    const { metrics, behavior, ...restOfSpec } = spec;
    const { currentMetrics, conditions, ...restOfStatus } = status;
    const target = cpuUtilization(
      metrics,
      'resource.target.averageUtilization',
    );
    const current = cpuUtilization(
      currentMetrics,
      'resource.current.averageUtilization',
    );
    return {
      ...object,
      apiVersion: 'autoscaling/v1',
      spec: {
        ...restOfSpec,
        ...(target === undefined ? {} : { [CPU_TARGET]: target }),
      },
      status: {
        ...restOfStatus,
        ...(current === undefined
          ? {}
          : { currentCPUUtilizationPercentage: current }),
      },
    };
  },

  toStored(object: KubeObject): KubeObject {
    const spec = isRecord(object.spec) ? object.spec : {};
    const { [CPU_TARGET]: target, ...rest } = spec;
    const metrics =
      target === undefined
        ? []
        : [
            {
              type: 'Resource',
              resource: {
                name: 'cpu',
                target: { type: 'Utilization', averageUtilization: target },
              },
            },
          ];
    return {
      ...object,
      apiVersion: 'autoscaling/v2',
      spec: { ...rest, metrics },
    };
  },
};
