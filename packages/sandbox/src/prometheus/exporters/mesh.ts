import { DEPLOYMENTS, listOf, Pod, PODS } from '../../world/objects';
import { ClusterWorld } from '../../world/world';
import { Families, TimeSeries } from '../series';
import { requestFamilies } from './requests';
import { counter } from './wave';

const PUSH_TYPES = ['cds', 'eds', 'lds', 'rds'];

/** Requests in the mesh, what its control plane sends out, and what kube-state-metrics tells of Deployments and pods. */
export function meshFamilies(world: ClusterWorld): Families {
  const make = (name: string, series: (name: string) => TimeSeries[]) =>
    [name, () => series(name)] as const;
  return new Map([
    ...requestFamilies(world),
    make('pilot_xds_pushes', name =>
      PUSH_TYPES.map(type => ({
        labels: { __name__: name, job: 'istiod', type },
        value: counter({ mean: 0.4, key: `${world.name}/${type}` }),
      })),
    ),
    make('pilot_total_xds_rejects', name =>
      PUSH_TYPES.map(type => ({
        labels: { __name__: name, job: 'istiod', type },
        value: () => 0,
      })),
    ),
    make('kube_deployment_status_replicas_available', name =>
      listOf(world.store, DEPLOYMENTS).map(({ metadata, status }) => ({
        labels: {
          __name__: name,
          job: 'kube-state-metrics',
          namespace: metadata.namespace ?? '',
          deployment: metadata.name,
        },
        value: () => Number(status?.availableReplicas ?? 0),
      })),
    ),
    make('kube_pod_container_status_restarts_total', name =>
      world.plan.environments
        .flatMap(namespace => listOf(world.store, PODS, namespace))
        .flatMap(pod => restarts(name, pod)),
    ),
  ]);
}

function restarts(name: string, { metadata, status }: Pod): TimeSeries[] {
  return (status.containerStatuses ?? []).map(container => ({
    labels: {
      __name__: name,
      job: 'kube-state-metrics',
      namespace: metadata.namespace ?? '',
      pod: metadata.name,
      container: String(container.name),
    },
    from: Date.parse(metadata.creationTimestamp ?? ''),
    value: () => Number(container.restartCount ?? 0),
  }));
}
