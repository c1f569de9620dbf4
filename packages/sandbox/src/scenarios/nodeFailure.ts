import { LEASE_NAMESPACE } from '../controllers/kubelet';
import { GRACE_MS } from '../controllers/nodeLifecycle';
import { rfc3339Micro } from '../kubernetes/store';
import { getOf, LEASES } from '../world/objects';
import { ClusterWorld } from '../world/world';
import { targetNode } from './targets';
import { Scenario } from './types';

/** A node's kubelet falls silent, as if 40 seconds ago. */
export function silence({ faults, store }: ClusterWorld, name: string): void {
  faults.silent.add(name);
  const lease = getOf(store, LEASES, LEASE_NAMESPACE, name);
  if (lease) {
    const last = store.now() - GRACE_MS - 1000;
    store.update(LEASES.resource, {
      ...lease,
      spec: { ...lease.spec, renewTime: rfc3339Micro(last) },
    });
  }
}

/** A worker node's kubelet falls silent. */
export const nodeFailure: Scenario = {
  id: 'node-failure',
  title: { en: 'A worker node fails', zh: '一台 worker 节点故障' },
  effect: {
    en: 'The kubelet falls silent: Ready becomes Unknown at once. After one minute its pods are evicted and start elsewhere.',
    zh: 'kubelet 停止上报：Ready 立即变为 Unknown。一分钟后，其上的 Pod 被驱逐，并在其他节点启动。',
  },
  lookAt: {
    en: 'Clusters: the worker group, the node’s cell and its finding.',
    zh: '集群页：worker 节点组、该节点的方格及其问题。',
  },
  defaultCluster: 'textloom-prod',
  start({ world }, target) {
    const { name } = targetNode(world, target, 'node-failure').metadata;
    silence(world, name);
    return {
      target: name,
      stop: () => {
        world.faults.silent.delete(name);
      },
    };
  },
};
