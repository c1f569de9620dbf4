import { ServiceFault } from '../world/world';
import { Bilingual, Scenario } from './types';

const MINUTE_MS = 60_000;

interface Row {
  fault: ServiceFault;
  /** How long it has been so when it starts, so that windows and charts show it at once. */
  sinceMinutes: number;
  target: string;
  title: Bilingual;
  effect: Bilingual;
}

const LOOK_AT: Bilingual = {
  en: 'Clusters: findings and signals from Prometheus; the alert.',
  zh: '集群页：来自 Prometheus 的问题与信号，以及告警。',
};

const ROWS: Row[] = [
  {
    fault: 'api-latency',
    sinceMinutes: 65,
    target: 'textloom-api',
    title: { en: 'The API is slow and fails', zh: 'API 变慢并出错' },
    effect: {
      en: 'For an hour textloom-api has taken over a second at the 95th percentile, and a fifth of its requests fail: the error budget burns.',
      zh: '一小时以来，textloom-api 的 P95 超过 1 秒，五分之一的请求失败，错误预算正在快速消耗。',
    },
  },
  {
    fault: 'queue-backlog',
    sinceMinutes: 20,
    target: 'video',
    title: { en: 'The video queue grows', zh: '视频队列积压' },
    effect: {
      en: '420 tasks wait in the video queue, the oldest for 15 minutes.',
      zh: '视频队列中有 420 个任务等待，最早的已等待 15 分钟。',
    },
  },
  {
    fault: 'disk-full',
    sinceMinutes: 20,
    target: 'worker',
    title: { en: 'A node’s disk fills up', zh: '一台节点磁盘将满' },
    effect: {
      en: 'The disk of a worker node is 97.5% full.',
      zh: '一台 worker 节点的磁盘使用率达到 97.5%。',
    },
  },
  {
    fault: 'postgres-lag',
    sinceMinutes: 10,
    target: 'textloom-postgres-replica',
    title: { en: 'PostgreSQL’s replica lags', zh: 'PostgreSQL 副本延迟' },
    effect: {
      en: 'The replica is 45 seconds behind the primary.',
      zh: '副本落后主库 45 秒。',
    },
  },
  {
    fault: 'redis-master-lost',
    sinceMinutes: 5,
    target: 'redis-node-0',
    title: { en: 'A Redis master is lost', zh: '一个 Redis 主节点丢失' },
    effect: {
      en: 'Two of three Redis masters are left.',
      zh: '三个 Redis 主节点只剩两个。',
    },
  },
  {
    fault: 'minio-drive-offline',
    sinceMinutes: 10,
    target: 'minio',
    title: { en: 'A MinIO drive is offline', zh: '一块 MinIO 磁盘离线' },
    effect: {
      en: 'One drive does not answer; objects are still readable from the others.',
      zh: '一块磁盘无响应；对象仍可从其他磁盘读取。',
    },
  },
  {
    fault: 'certificate-expiring',
    sinceMinutes: 30,
    target: 'textloom-web-tls',
    title: { en: 'A certificate is about to expire', zh: '证书即将过期' },
    effect: {
      en: 'Renewal of textloom-web-tls has failed; it expires in three days.',
      zh: 'textloom-web-tls 续期失败，将于三天后过期。',
    },
  },
];

/** Disturbances of what Prometheus watches. */
export const SERVICE_FAULTS: readonly Scenario[] = ROWS.map(
  ({ fault, sinceMinutes, target, ...texts }) => ({
    id: fault,
    ...texts,
    lookAt: LOOK_AT,
    defaultCluster: 'textloom-prod',
    start({ world }) {
      const { faults, store } = world;
      const from = store.now() - sinceMinutes * MINUTE_MS;
      faults.services.push({ fault, from });
      return {
        target,
        stop: () => {
          faults.services = faults.services.map(item =>
            item.fault === fault && item.to === undefined
              ? { ...item, to: store.now() }
              : item,
          );
        },
      };
    },
  }),
);
