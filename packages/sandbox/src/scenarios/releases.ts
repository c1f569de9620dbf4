import { badRelease, CiRelease, developRelease } from '../ci/releases';
import { imageFor } from '../world/images';
import { DEPLOYMENTS, getOf } from '../world/objects';
import { release } from './rollouts';
import { Bilingual, Scenario, ScenarioError } from './types';

/** CI builds something and tells the portal; over once the portal knows. */
function build(
  id: string,
  make: (now: number) => CiRelease,
  texts: { title: Bilingual; effect: Bilingual; lookAt: Bilingual },
  defaultCluster: string,
): Scenario {
  return {
    id,
    ...texts,
    defaultCluster,
    start({ world, ci }) {
      if (!ci) {
        throw new ScenarioError('There is no portal to report a release to');
      }
      const built = make(world.store.now());
      let told = false;
      ci.publish(built, () => {
        told = true;
      });
      return {
        target: `${built.service} ${built.version}`,
        finished: () => told,
        // What was built is built.
        stop: () => undefined,
      };
    },
  };
}

export const badReleaseBuilt = build(
  'bad-release',
  badRelease,
  {
    title: { en: 'A bad release is built', zh: '构建了一个有问题的版本' },
    effect: {
      en: 'CI reports textloom-api 1.9.0. It passes all checks of the build; where it runs, 4% of requests fail and the 95th percentile is 900 ms.',
      zh: 'CI 上报 textloom-api 1.9.0。构建检查全部通过；运行后 4% 的请求失败，P95 为 900 毫秒。',
    },
    lookAt: {
      en: 'Deployments: propose it for staging, approve it, and watch it being rolled back.',
      zh: '部署页：将其提议部署到 staging 并批准，观察它被自动回滚。',
    },
  },
  'textloom-prod',
);

export const mergeToDevelop = build(
  'merge-to-develop',
  developRelease,
  {
    title: { en: 'Somebody merges to develop', zh: '有人合并到 develop' },
    effect: {
      en: 'CI builds textloom-gateway from develop and reports it. The dev environment takes it by itself.',
      zh: 'CI 从 develop 构建 textloom-gateway 并上报。dev 环境会自动部署。',
    },
    lookAt: {
      en: 'Deployments: the dev column of textloom-gateway.',
      zh: '部署页：textloom-gateway 的 dev 列。',
    },
  },
  'textloom-nonprod',
);

const CHANGED = { service: 'textloom-gateway', version: '2.4.9' };

export const manualChange: Scenario = {
  id: 'manual-change',
  title: { en: 'Somebody changes an image by hand', zh: '有人手动更改镜像' },
  effect: {
    en: 'textloom-gateway gets version 2.4.9 with kubectl, past Git and past the portal. Argo CD shows it out of sync.',
    zh: '有人用 kubectl 将 textloom-gateway 改为 2.4.9，绕过了 Git 和门户。Argo CD 显示为未同步。',
  },
  lookAt: {
    en: 'Deployments: what runs is not what was approved.',
    zh: '部署页：实际运行的版本与批准的不一致。',
  },
  defaultCluster: 'textloom-prod',
  start({ world }) {
    const namespace = world.plan.environments.slice(-1)[0];
    const { service, version } = CHANGED;
    const read = () => getOf(world.store, DEPLOYMENTS, namespace, service);
    const before = read();
    if (!before) {
      throw new ScenarioError(
        `There is no Deployment ${service} in namespace ${namespace} of ${world.name}`,
      );
    }
    const { template } = before.spec;
    const [main, ...others] = template.spec.containers;
    const containers = [
      { ...main, image: imageFor(service, version) },
      ...others,
    ];
    release(world, before, {
      template: { ...template, spec: { ...template.spec, containers } },
    });
    return {
      target: `${namespace}/${service}`,
      stop: () => {
        const now = read();
        if (now) {
          release(world, now, { template });
        }
      },
    };
  },
};
