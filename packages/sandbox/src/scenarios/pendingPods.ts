import { DEPLOYMENTS, getOf } from '../world/objects';
import { ClusterWorld } from '../world/world';
import { Scenario, ScenarioError } from './types';

const WORKER = 'textloom-worker';
/** More workers than the worker group can hold, less than the autoscaler's maximum. */
const BEYOND_CAPACITY = { full: 60, small: 24 };

/**
 * Asks for another number of replicas; returns how many were asked for before.
 * @throws ScenarioError
 */
export function scaleDeployment(
  world: ClusterWorld,
  namespace: string,
  name: string,
  replicas: number,
): number {
  const deployment = getOf(world.store, DEPLOYMENTS, namespace, name);
  if (!deployment) {
    throw new ScenarioError(
      `There is no Deployment ${name} in namespace ${namespace} of ${world.name}`,
    );
  }
  world.store.update(DEPLOYMENTS.resource, {
    ...deployment,
    metadata: {
      ...deployment.metadata,
      generation: (deployment.metadata.generation ?? 1) + 1,
    },
    spec: { ...deployment.spec, replicas },
  });
  return deployment.spec.replicas ?? 1;
}

/** More workers are wanted than the nodes can hold. */
export const pendingPods: Scenario = {
  id: 'pending-pods',
  title: { en: 'Workers find no room', zh: 'worker Pod 无处可调度' },
  effect: {
    en: 'A wave of tasks scales textloom-worker beyond what the worker group can hold. Pods wait as Pending, with the scheduler’s reason.',
    zh: '任务激增，textloom-worker 扩容超出 worker 节点组的容量。Pod 停在 Pending，并附有调度器给出的原因。',
  },
  lookAt: {
    en: 'Clusters: pending pods, grouped by cause; capacity of the worker group.',
    zh: '集群页：按原因归类的 Pending Pod；worker 节点组的容量。',
  },
  defaultCluster: 'textloom-prod',
  start({ world }, target) {
    const namespace = world.plan.environments.slice(-1)[0];
    const name = target ?? WORKER;
    const replicas = BEYOND_CAPACITY[world.plan.size];
    const before = scaleDeployment(world, namespace, name, replicas);
    return {
      target: `${namespace}/${name}`,
      stop: () => {
        // The deployment may have been deleted meanwhile; then there is nothing to restore.
        if (getOf(world.store, DEPLOYMENTS, namespace, name)) {
          scaleDeployment(world, namespace, name, before);
        }
      },
    };
  },
};
