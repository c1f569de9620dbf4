import { Finding, RuleId } from '@textloom/plugin-clusters-common';
import { NOW, sayIn } from '../__testUtils__/renderClusters';
import { findingText } from './findingText';
import { Say } from './say';

// A rule that is missing here does not compile; one that is here without texts fails below.
const rules: Record<RuleId, true> = {
  'node-lost': true,
  'node-not-ready': true,
  'node-starting': true,
  'node-heartbeat-late': true,
  'node-condition': true,
  'node-pressure': true,
  'node-condition-unknown': true,
  'node-leaving': true,
  'node-cordoned': true,
  'node-drained': true,
  'node-cordoned-long': true,
  'node-flapping': true,
  'node-cpu-high': true,
  'node-memory-high': true,
  'node-pods-high': true,
  'node-version-skew': true,
  'group-none-ready': true,
  'group-many-unhealthy': true,
  'group-some-unhealthy': true,
  'group-zone-empty': true,
  'group-zone-uneven': true,
  'group-no-spare-node': true,
  'group-mixed-versions': true,
  'pods-unschedulable': true,
  'hpa-at-maximum': true,
  'cluster-unreachable': true,
  'cluster-stale': true,
  'cluster-no-nodes': true,
  'source-missing': true,
  'workload-rollout-stuck': true,
  'workload-unavailable': true,
  'workload-short': true,
  'workload-crash-loop': true,
  'workload-oom-killed': true,
  'workload-image-pull': true,
  'daemonset-coverage': true,
  'daemonset-misscheduled': true,
  'hpa-metric-missing': true,
  'hpa-cannot-scale': true,
  'vpa-request-low': true,
  'vpa-request-high': true,
  'vpa-no-recommendation': true,
  'pdb-blocks-drain': true,
  'pdb-broken': true,
  'zone-down': true,
  'zone-partial': true,
  'group-no-spare-zone': true,
  'group-below-desired': true,
  'group-join-failure': true,
  'group-at-maximum': true,
  'group-autoscaler': true,
  'group-eks-status': true,
  'group-eks-issue': true,
  'group-image-behind': true,
  'nodepool-not-ready': true,
  'nodeclaim-drifted': true,
  'cluster-eks-status': true,
  'cluster-eks-issue': true,
  'cluster-addon': true,
  'cluster-upgrade-insight': true,
  'cluster-no-spare-node': true,
  'cluster-no-spare-zone': true,
  'api-server-slow': true,
  'alert-firing': true,
  'slo-burn': true,
  'signal-limit': true,
  'signal-missing': true,
};
const ids = Object.keys(rules) as RuleId[];

function aFinding(rule: RuleId, overrides: Partial<Finding> = {}): Finding {
  return {
    id: `${rule}:x`,
    rule,
    severity: 'warning',
    object: { kind: 'Node', name: 'ip-10-20-32-53.eu-west-1.compute.internal' },
    group: 'workers',
    evidence: 'Node.status',
    params: {
      condition: 'MemoryPressure',
      zone: 'eu-west-1a',
      source: 'metrics',
      signal: 'postgres-lag',
      kubelet: 'v1.30.1',
      server: 'v1.34.1',
    },
    ...overrides,
  };
}

const HAN = /\p{Script=Han}/u;

beforeEach(() => {
  jest.spyOn(Date, 'now').mockReturnValue(NOW);
});

describe.each(['en', 'zh'] as const)('texts of findings in %s', language => {
  let say: Say;
  beforeAll(async () => {
    jest.spyOn(Date, 'now').mockReturnValue(NOW);
    say = await sayIn(language);
  }, 60_000);

  it.each(ids)('%s has title, explanation and advice', rule => {
    const text = findingText(aFinding(rule));
    const said = [
      say.message(text.title),
      ...text.explanation.map(say.message),
      say.message(text.advice),
    ];
    expect(said.length).toBeGreaterThanOrEqual(3);
    for (const sentence of said) {
      expect(sentence).not.toContain('{{');
      expect(sentence).not.toContain(`finding.${rule}`);
      expect(sentence.length).toBeGreaterThan(3);
      expect(HAN.test(sentence)).toBe(language === 'zh');
    }
    expect(new Set(said).size).toBe(said.length);
  });

  it('says value and limit when they can be compared', () => {
    const comparable = findingText(
      aFinding('node-memory-high', {
        value: { value: 86.4, unit: 'percent' },
        threshold: { value: 80, unit: 'percent' },
      }),
    );
    expect(say.sentences(comparable.explanation)).toContain(
      language === 'zh' ? '当前 86%，阈值 80%。' : '86% now, limit 80%.',
    );
    const apart = findingText(
      aFinding('pods-unschedulable', {
        value: { value: 6, unit: 'count' },
        threshold: { value: 300, unit: 'seconds' },
      }),
    );
    expect(say.sentences(apart.explanation)).not.toMatch(/limit|阈值/);
    expect(say.sentences(apart.explanation)).toContain('6');
  });

  it('says why a source is missing', () => {
    const text = findingText(
      aFinding('source-missing', {
        object: { kind: 'Source', name: 'metrics' },
        problem: 'not-served',
      }),
    );
    expect(say.message(text.title)).toBe(
      language === 'zh' ? '用量指标：没有数据' : 'Usage metrics: no data',
    );
    expect(say.sentences(text.explanation)).toContain(
      language === 'zh'
        ? 'API server 不提供此接口。'
        : 'The API server does not offer this.',
    );
  });
});

it('shortens only names of the cloud', () => {
  const title = (name: string) =>
    findingText(aFinding('node-lost', { object: { kind: 'Node', name } })).title
      .params?.name;
  expect(title('ip-10-20-32-53.eu-west-1.compute.internal')).toBe(
    'ip-10-20-32-53',
  );
  expect(title('gke-pool-1.example.com')).toBe('gke-pool-1.example.com');
});
