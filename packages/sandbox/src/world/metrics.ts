import { ComputedResource } from '../kubernetes/context';
import { rfc3339 } from '../kubernetes/store';
import { KubeObject } from '../kubernetes/types';
import { listOf, Node, NODES, Pod, PODS } from './objects';
import { formatKi } from './quantity';
import { Amount, podRequest } from './requests';
import { nodeUsage, podUsage } from './usage';
import { ClusterWorld } from './world';

/** metrics-server's resolution. */
const WINDOW_MS = 15_000;

function usageOf(amount: Amount) {
  return {
    cpu: `${Math.round(amount.cpuMillis * 1e6)}n`,
    memory: formatKi(amount.memoryBytes),
  };
}

/** `metrics.k8s.io/v1beta1` as metrics-server answers it: windows of 15 seconds; silent nodes are missing. */
export function metricsResources(
  world: ClusterWorld,
): Map<string, ComputedResource> {
  const windowEnd = () => Math.floor(world.store.now() / WINDOW_MS) * WINDOW_MS;
  return new Map([
    [
      'nodes.metrics.k8s.io',
      {
        list: () =>
          listOf(world.store, NODES)
            .filter(({ metadata }) => !world.faults.silent.has(metadata.name))
            .map(node => nodeMetrics(world, node, windowEnd())),
      },
    ],
    [
      'pods.metrics.k8s.io',
      {
        list: () =>
          listOf(world.store, PODS)
            .filter(
              pod =>
                pod.status.phase === 'Running' &&
                !world.faults.silent.has(pod.spec.nodeName ?? ''),
            )
            .map(pod => podMetrics(world, pod, windowEnd())),
      },
    ],
  ]);
}

function envelope(kind: string, object: KubeObject, at: number): KubeObject {
  const { name, namespace, labels } = object.metadata;
  return {
    apiVersion: 'metrics.k8s.io/v1beta1',
    kind,
    metadata: {
      name,
      ...(namespace ? { namespace } : {}),
      labels,
      creationTimestamp: rfc3339(at),
    },
    timestamp: rfc3339(at),
    window: '15s',
  };
}

function nodeMetrics(world: ClusterWorld, node: Node, at: number): KubeObject {
  return {
    ...envelope('NodeMetrics', node, at),
    usage: usageOf(nodeUsage(world, node, at)),
  };
}

function podMetrics(world: ClusterWorld, pod: Pod, at: number): KubeObject {
  const total = podUsage(world, pod, at);
  const request = podRequest(pod);
  return {
    ...envelope('PodMetrics', pod, at),
    containers: pod.spec.containers.map(container => {
      const own = podRequest({ ...pod, spec: { containers: [container] } });
      const share = (part: number, whole: number) =>
        whole > 0 ? part / whole : 1 / pod.spec.containers.length;
      return {
        name: container.name,
        usage: usageOf({
          cpuMillis: total.cpuMillis * share(own.cpuMillis, request.cpuMillis),
          memoryBytes:
            total.memoryBytes * share(own.memoryBytes, request.memoryBytes),
        }),
      };
    }),
  };
}
