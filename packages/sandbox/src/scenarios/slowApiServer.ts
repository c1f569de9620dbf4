import { Scenario } from './types';

/** Beyond what the portal calls slow, within the 5 s that it waits for the server's version. */
const DELAY_MS = 2_500;

/** The API server answers every request, but late. */
export const slowApiServer: Scenario = {
  id: 'slow-api-server',
  title: { en: 'The API server is slow', zh: 'API server 应答缓慢' },
  effect: {
    en: 'Every request is answered two and a half seconds late. Open watches go on, and nothing else is wrong.',
    zh: '每个请求都延迟两秒半才得到应答。已建立的 watch 不受影响，其他一切正常。',
  },
  lookAt: {
    en: 'Clusters: after half a minute the cluster’s finding, which is a fault when it has lasted two minutes more.',
    zh: '集群页：约半分钟后出现集群问题，再持续两分钟即判为故障。',
  },
  defaultCluster: 'textloom-prod',
  start({ name, server }) {
    server.setDelay(DELAY_MS);
    return { target: name, stop: () => server.setDelay(0) };
  },
};
