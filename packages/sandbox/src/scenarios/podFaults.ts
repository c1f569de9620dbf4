import { controllerOf, isActive, listOf, Pod, PODS } from '../world/objects';
import { ClusterWorld, PodFault } from '../world/world';
import { Bilingual, Scenario, ScenarioError } from './types';

const WORKLOAD_LABEL = 'app.kubernetes.io/instance';

const LOOK_AT: Bilingual = {
  en: 'Clusters: findings about workloads; the pod in the node’s list.',
  zh: '集群页：工作负载问题；节点列表中的该 Pod。',
};

/** First pod of a Deployment in the last environment of a cluster. */
function firstPod(world: ClusterWorld, workload: string): Pod {
  const namespace = world.plan.environments.slice(-1)[0];
  const pod = listOf(world.store, PODS, namespace).find(
    candidate =>
      isActive(candidate) &&
      candidate.spec.nodeName &&
      controllerOf(candidate) &&
      candidate.metadata.labels?.[WORKLOAD_LABEL] === workload,
  );
  if (!pod) {
    throw new ScenarioError(
      `${workload} has no pod in namespace ${namespace} of ${world.name}`,
    );
  }
  return pod;
}

/** A scenario in which one pod's container ends again and again. A pod that was deleted hands on to its successor. */
function podFault(
  fault: PodFault,
  workload: string,
  texts: { title: Bilingual; effect: Bilingual },
): Scenario {
  return {
    id: fault,
    ...texts,
    lookAt: LOOK_AT,
    defaultCluster: 'textloom-prod',
    start({ world }, target) {
      const name = target ?? workload;
      const { pods } = world.faults;
      const afflict = () => {
        const { metadata } = firstPod(world, name);
        const key = `${metadata.namespace}/${metadata.name}`;
        pods.set(key, { fault, since: world.store.now() });
        return key;
      };
      let key = afflict();
      return {
        target: key,
        tick: () => {
          const [namespace, pod] = key.split('/');
          if (!world.store.get(PODS.resource, namespace, pod)) {
            pods.delete(key);
            key = afflict();
          }
        },
        stop: () => {
          pods.delete(key);
        },
      };
    },
  };
}

export const crashLoop = podFault('crash-loop', 'textloom-scheduler', {
  title: { en: 'A container crashes again and again', zh: '容器反复崩溃' },
  effect: {
    en: 'One pod of textloom-scheduler ends with exit code 1 at every start and waits in CrashLoopBackOff.',
    zh: 'textloom-scheduler 的一个 Pod 每次启动都以退出码 1 结束，处于 CrashLoopBackOff。',
  },
});

export const oomKill = podFault('oom-kill', 'textloom-payment', {
  title: { en: 'A container exceeds its memory', zh: '容器内存超限' },
  effect: {
    en: 'One pod of textloom-payment is killed at its memory limit at every start: OOMKilled, exit code 137.',
    zh: 'textloom-payment 的一个 Pod 每次启动都因达到内存上限被终止：OOMKilled，退出码 137。',
  },
});
