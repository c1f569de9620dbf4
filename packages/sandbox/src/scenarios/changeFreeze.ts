import { environmentOf } from '../argo/names';
import { Scenario, ScenarioError } from './types';

const LENGTH_MS = 4 * 3_600_000;

export const changeFreeze: Scenario = {
  id: 'change-freeze',
  title: { en: 'Changes are frozen', zh: '冻结变更' },
  effect: {
    en: 'The policy gets a freeze of four hours in the environments of the cluster: nothing starts, no traffic moves on, and what is paused stays so.',
    zh: '策略中加入对该集群各环境持续四小时的冻结：不再开始新的部署，流量不再推进，已暂停的不能继续。',
  },
  lookAt: {
    en: 'Deployments: freeze while a canary waits, and try to resume it.',
    zh: '部署页：在金丝雀等待时冻结，然后尝试继续。',
  },
  defaultCluster: 'textloom-prod',
  start({ world, policy }) {
    if (!policy) {
      throw new ScenarioError('There is no policy to add a freeze to');
    }
    const environments = world.plan.environments.map(environmentOf);
    const name = `Change freeze in ${environments.join(', ')}`;
    const from = world.store.now();
    const to = from + LENGTH_MS;
    let over = false;
    const reason = 'An incident is being looked into';
    policy.freeze({ name, reason, environments, from, to });
    const stop = () => {
      over = true;
      policy.thaw(name);
    };
    return {
      target: environments.join(', '),
      tick: now => {
        if (now >= to) {
          stop();
        }
      },
      finished: () => over,
      stop,
    };
  },
};
