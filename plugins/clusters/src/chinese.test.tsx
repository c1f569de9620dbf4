import { screen } from '@testing-library/react';
import { visibleText } from '@textloom/ui/testUtils';
import { englishWords } from './__testUtils__/english';
import { NOW, renderClusters } from './__testUtils__/renderClusters';
import {
  degradedCluster,
  partialCluster,
  staleCluster,
  unreachableCluster,
} from './__testUtils__/badDays';
import { workloadCluster } from './__testUtils__/workloads';
import { healthyCluster } from './__testUtils__/worlds';

jest.setTimeout(60_000);

beforeEach(() => {
  jest.spyOn(Date, 'now').mockReturnValue(NOW);
});

const facts = [
  degradedCluster(NOW),
  healthyCluster(NOW),
  staleCluster(NOW),
  unreachableCluster(NOW),
  partialCluster(NOW),
  workloadCluster(NOW),
].map((entry, index) => {
  const name = { 2: 'textloom-stale', 5: 'textloom-work' }[index];
  return name ? { ...entry, name } : entry;
});

it.each([
  ['fleet', '/clusters', '集群'],
  ['empty filter', '/clusters?filter=textloom-none', '清除筛选'],
  [
    'cluster',
    '/clusters/textloom-prod?findings=all&autoscalers=all&events=all',
    '节点组',
  ],
  ['stale cluster', '/clusters/textloom-stale?findings=all', '节点组'],
  ['unknown cluster', '/clusters/textloom-dr', '数据来源'],
  ['partial cluster', '/clusters/textloom-edge?findings=all', '数据来源'],
  ['missing cluster', '/clusters/textloom-nowhere', '全部集群'],
  ['node map', '/clusters/textloom-work/nodes', '节点'],
  ['node table', '/clusters/textloom-work/nodes?as=table', '节点'],
  ['workloads', '/clusters/textloom-work/workloads', '只看不健康的'],
  ['capacity', '/clusters/textloom-work/capacity', '失去之后'],
  [
    'capacity of a request',
    '/clusters/textloom-work/capacity?by=request&cpu=1&memory=900Gi',
    '放不下这样的 Pod。',
  ],
  ['missing view', '/clusters/textloom-work/costs', '打开概况'],
  ['search', '/clusters?filter=textloom-api', '在所有集群中找到'],
  [
    'workload',
    '/clusters/textloom-work/workloads/textloom/Deployment/textloom-api?findings=all',
    '扩缩与中断',
  ],
  [
    'missing workload',
    '/clusters/textloom-work/workloads/textloom/Deployment/textloom-gone',
    'textloom-work 的工作负载',
  ],
  [
    'node group',
    '/clusters/textloom-prod/node-groups/workers?findings=all',
    '发现',
  ],
  [
    'node',
    '/clusters/textloom-prod/nodes/ip-10-20-32-53.ap-southeast-1.compute.internal',
    '状况',
  ],
])('%s has no English in Chinese', async (_name, path, landmark) => {
  renderClusters({ facts, path, language: 'zh' });
  expect((await screen.findAllByText(landmark)).length).toBeGreaterThan(0);
  const text = visibleText();
  expect(text).toMatch(/\p{Script=Han}/u);
  expect(englishWords(text)).toEqual([]);
  expect(text).not.toContain('{{');
});

it('would notice an English word', () => {
  expect(englishWords('节点组 degraded CPU')).toEqual(['degraded']);
});
