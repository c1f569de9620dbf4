import { HOUR, MINUTE } from '@textloom/kernel';
import { aClusterFacts, ago, aPod, someNodes, TEST_NOW } from '../testUtils';
import { assessCluster } from './assess';
import { ClusterFacts } from './facts';
import { nodeView } from './nodeView';
import { DEFAULT_THRESHOLDS, ThresholdOverride } from './thresholds';

const NODES = [...someNodes(3, 'web'), ...someNodes(3, 'batch')];
const severitiesAfter = (
  ms: number,
  facts: Partial<ClusterFacts>,
  overrides: ThresholdOverride[],
) => {
  const all = aClusterFacts({ nodes: NODES, ...facts });
  const first = assessCluster(all, { now: TEST_NOW - ms, overrides });
  return assessCluster(all, {
    now: TEST_NOW,
    overrides,
    previous: first.history,
  }).view.list.map(
    ({ rule, group, severity }) => `${rule} ${group} ${severity}`,
  );
};

describe('limits of one node group', () => {
  it('hold for the signals of its nodes only', () => {
    const signals = ['web-0000', 'batch-0000'].map(subject => ({
      signal: 'node-disk-used' as const,
      subject,
      value: 0.9,
      at: ago(0),
    }));
    const overrides: ThresholdOverride[] = [
      { group: 'batch', thresholds: { signals: { 'node-disk-used': 0.95 } } },
    ];
    expect(severitiesAfter(HOUR, { signals }, overrides)).toEqual([
      'signal-limit web warning',
    ]);
  });

  it('stand beside the signals on the page of its nodes', () => {
    const signals = ['web-0000', 'batch-0000'].map(subject => ({
      signal: 'node-disk-used' as const,
      subject,
      value: 0.9,
      at: ago(0),
    }));
    const facts = aClusterFacts({ nodes: NODES, signals });
    const settings = {
      thresholds: {
        ...DEFAULT_THRESHOLDS,
        signals: { 'node-disk-used': 0.8 },
      },
      overrides: [
        {
          cluster: facts.name,
          group: 'batch',
          thresholds: { signals: { 'node-disk-used': 0.95 } },
        },
      ],
    };
    const { view } = assessCluster(facts, { now: TEST_NOW, ...settings });
    const shown = (name: string) =>
      nodeView(facts, view, name, settings)?.signals?.map(
        ({ limit, severity }) => [limit?.value, severity],
      );
    expect(shown('web-0000')).toEqual([[80, 'warning']]);
    expect(shown('batch-0000')).toEqual([[95, undefined]]);
  });

  it('hold for how long it may lack a spare node', () => {
    const pods = NODES.map(({ name }) =>
      aPod({
        name,
        nodeName: name,
        requests: { cpuMillis: 11_000, memoryBytes: 0 },
      }),
    );
    const overrides: ThresholdOverride[] = [
      { group: 'batch', thresholds: { noSpareNodeMs: HOUR } },
    ];
    expect(
      severitiesAfter(10 * MINUTE, { pods }, overrides).filter(line =>
        line.startsWith('group-no-spare-node'),
      ),
    ).toEqual([
      'group-no-spare-node web warning',
      'group-no-spare-node batch info',
    ]);
  });
});
