import { repositoryOf } from '../world/images';
import { DEPLOYMENTS, getOf, Workload } from '../world/objects';
import { ClusterWorld, ImageFault } from '../world/world';
import { Bilingual, Scenario, ScenarioError } from './types';

/** Shorter than Kubernetes' ten minutes, so that a person can watch it. */
const DEADLINE_SECONDS = 30;

/** Replaces spec fields of a Deployment as `kubectl apply` would. */
export function release(
  world: ClusterWorld,
  deployment: Workload,
  spec: Partial<Workload['spec']>,
) {
  world.store.update(DEPLOYMENTS.resource, {
    ...deployment,
    metadata: {
      ...deployment.metadata,
      generation: (deployment.metadata.generation ?? 1) + 1,
    },
    spec: { ...deployment.spec, ...spec },
  });
}

/** A release whose image does not come up; stopping it rolls back. */
function badRelease(
  id: string,
  workload: string,
  fault: ImageFault,
  texts: { title: Bilingual; effect: Bilingual; lookAt: Bilingual },
): Scenario {
  return {
    id,
    ...texts,
    defaultCluster: 'textloom-prod',
    start({ world }, target) {
      const namespace = world.plan.environments.slice(-1)[0];
      const name = target ?? workload;
      const read = () => getOf(world.store, DEPLOYMENTS, namespace, name);
      const before = read();
      if (!before) {
        throw new ScenarioError(
          `There is no Deployment ${name} in namespace ${namespace} of ${world.name}`,
        );
      }
      const { template, progressDeadlineSeconds } = before.spec;
      const [main, ...others] = template.spec.containers;
      const image = `${repositoryOf(main.image)}:${id}`;
      world.faults.images.set(image, fault);
      const containers = [{ ...main, image }, ...others];
      release(world, before, {
        progressDeadlineSeconds: DEADLINE_SECONDS,
        template: { ...template, spec: { ...template.spec, containers } },
      });
      return {
        target: `${namespace}/${name}`,
        stop: () => {
          world.faults.images.delete(image);
          // The deployment may have been deleted meanwhile; then there is nothing to roll back.
          const now = read();
          if (now) {
            release(world, now, { template, progressDeadlineSeconds });
          }
        },
      };
    },
  };
}

export const imagePull = badRelease('image-pull', 'textloom-admin', 'missing', {
  title: { en: 'An image cannot be pulled', zh: '镜像无法拉取' },
  effect: {
    en: 'A release of textloom-admin names a tag that the registry does not have. Its new pods wait in ImagePullBackOff; the old ones serve on.',
    zh: 'textloom-admin 的新版本引用了仓库中不存在的标签。新 Pod 停在 ImagePullBackOff，旧 Pod 继续提供服务。',
  },
  lookAt: {
    en: 'Clusters: findings about workloads, with the image.',
    zh: '集群页：工作负载问题，附镜像名称。',
  },
});

export const rolloutStuck = badRelease(
  'rollout-stuck',
  'textloom-gateway',
  'never-ready',
  {
    title: { en: 'A rollout is stuck', zh: '发布卡住' },
    effect: {
      en: 'New pods of textloom-gateway run and never become ready. After half a minute the rollout counts as failed: ProgressDeadlineExceeded.',
      zh: 'textloom-gateway 的新 Pod 在运行，但始终未就绪。半分钟后发布被判定失败：ProgressDeadlineExceeded。',
    },
    lookAt: {
      en: 'Clusters: workloads; how many replicas run the new version.',
      zh: '集群页：工作负载；已更新到新版本的副本数。',
    },
  },
);
