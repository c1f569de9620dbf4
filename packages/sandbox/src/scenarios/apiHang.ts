import { Scenario } from './types';

/** The API server accepts connections and never answers. */
export const apiHang: Scenario = {
  id: 'api-hang',
  title: { en: 'The API server hangs', zh: 'API server 无响应' },
  effect: {
    en: 'Connections are accepted, nothing is answered, open watches fall silent. The other cluster is not touched.',
    zh: '连接仍可建立，但不再有任何响应，已建立的 watch 也没有数据。另一个集群不受影响。',
  },
  lookAt: {
    en: 'Clusters: this one becomes unknown with its last known state and age; the other stays live.',
    zh: '集群页：该集群变为未知，显示最后已知状态及其时间；另一个集群保持实时。',
  },
  defaultCluster: 'textloom-nonprod',
  start({ name, server }) {
    server.setHung(true);
    return { target: name, stop: () => server.setHung(false) };
  },
};
