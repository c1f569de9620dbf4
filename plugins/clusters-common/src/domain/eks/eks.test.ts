import { MINUTE } from '@textloom/kernel';
import {
  aCondition,
  anEksNodeGroup,
  aPendingPod,
  someEks,
  someNodes,
} from '../../testUtils';
import { findingsOf, severities, viewAfter } from '../../testUtils/find';
import { EksFacts, EksNodeGroupFacts } from '../sourceFacts';
import { AutoscalerGroupFacts } from '../workloadFacts';
import { autoscalerGroupOf } from './scaling';

const issue = (code: string) => ({
  code,
  message: 'why',
  resourceIds: ['i-1'],
});
const withGroup = (group: Partial<EksNodeGroupFacts>) => ({
  eks: someEks({ nodeGroups: [anEksNodeGroup(group)] }),
});
const scaler = (
  overrides: Partial<AutoscalerGroupFacts>,
): AutoscalerGroupFacts => ({
  name: 'eks-workers-6ac5a3b1-1234-5678-9abc-def012345678',
  health: 'Healthy',
  scaleUp: 'NoActivity',
  ...overrides,
});

describe('what EKS says of a node group', () => {
  it.each<[string, string[]]>([
    ['ACTIVE', []],
    ['DEGRADED', ['degraded']],
    ['CREATE_FAILED', ['critical']],
    ['DELETE_FAILED', ['critical']],
    ['UPDATING', ['info']],
    ['SOMETHING_NEW', ['info']],
  ])('status %s: %j', (status, expected) => {
    expect(severities('group-eks-status', withGroup({ status }))).toEqual(
      expected,
    );
  });

  it('each issue degrades, with its own code and words', () => {
    const facts = withGroup({ issues: [issue('AsgInstanceLaunchFailures')] });
    expect(findingsOf('group-eks-issue', facts)).toMatchObject([
      {
        severity: 'degraded',
        group: 'workers',
        detail: 'why',
        params: { code: 'AsgInstanceLaunchFailures' },
      },
    ]);
    expect(viewAfter(0, facts).state).toBe('degraded');
  });

  it('fewer ready than desired counts after 15 minutes', () => {
    const nodes = someNodes(3, 'workers', index =>
      index ? {} : { conditions: [aCondition('Ready', 'False')] },
    );
    const facts = { ...withGroup({ desired: 3 }), nodes };
    expect(severities('group-below-desired', facts, 14 * MINUTE)).toEqual([
      'info',
    ]);
    expect(severities('group-below-desired', facts, 15 * MINUTE)).toEqual([
      'degraded',
    ]);
  });

  it('desired nodes that never join are a failure of their own, unless EKS says why', () => {
    const facts = withGroup({ desired: 4 });
    expect(severities('group-join-failure', facts, 15 * MINUTE)).toEqual([
      'degraded',
    ]);
    const told = withGroup({
      desired: 4,
      issues: [issue('InsufficientFreeAddresses')],
    });
    expect(severities('group-join-failure', told, 15 * MINUTE)).toEqual([]);
  });

  it('an older image than another group has is told', () => {
    const nodeGroups = [
      anEksNodeGroup(),
      anEksNodeGroup({ name: 'core', releaseVersion: '1.34.1-20261115' }),
    ];
    expect(
      findingsOf('group-image-behind', { eks: someEks({ nodeGroups }) }),
    ).toMatchObject([{ object: { name: 'workers' }, severity: 'info' }]);
  });

  it('a group without nodes is there, and its bounds are told', () => {
    const view = viewAfter(0, {
      eks: someEks({
        nodeGroups: [anEksNodeGroup({ name: 'gpu', desired: 0, min: 0 })],
      }),
    });
    expect(view.nodeGroups.find(({ name }) => name === 'gpu')).toMatchObject({
      total: 0,
      state: 'healthy',
      scaling: { desired: 0, min: 0, max: 6, source: 'eks' },
    });
  });
});

describe('what EKS says of the cluster', () => {
  it.each<[Partial<EksFacts>, Parameters<typeof severities>[0], string[]]>([
    [{ status: 'ACTIVE' }, 'cluster-eks-status', []],
    [{ status: 'UPDATING' }, 'cluster-eks-status', ['info']],
    [{ status: 'FAILED' }, 'cluster-eks-status', ['critical']],
    [{ issues: [issue('VpcNotFound')] }, 'cluster-eks-issue', ['degraded']],
    [
      { addons: [{ name: 'coredns', status: 'DEGRADED', issues: [] }] },
      'cluster-addon',
      ['degraded'],
    ],
    [
      { addons: [{ name: 'other', status: 'UPDATE_FAILED', issues: [] }] },
      'cluster-addon',
      ['warning'],
    ],
    [
      { addons: [{ name: 'coredns', status: 'ACTIVE', issues: [] }] },
      'cluster-addon',
      [],
    ],
  ])('%j: %s %j', (eks, rule, expected) => {
    expect(severities(rule, { eks: someEks(eks) })).toEqual(expected);
  });

  it.each<[string, string, string[]]>([
    ['UPGRADE_READINESS', 'ERROR', ['warning']],
    ['UPGRADE_READINESS', 'WARNING', ['info']],
    ['UPGRADE_READINESS', 'PASSING', []],
    ['MISCONFIGURATION', 'ERROR', []],
  ])('insight %s %s: %j', (category, status, expected) => {
    const insights = [{ id: '1', name: 'Deprecated APIs', category, status }];
    expect(
      severities('cluster-upgrade-insight', { eks: someEks({ insights }) }),
    ).toEqual(expected);
  });
});

describe('what the cluster-autoscaler says', () => {
  it.each<[Partial<AutoscalerGroupFacts>, string[]]>([
    [{}, []],
    [{ health: 'Unhealthy' }, ['degraded']],
    [{ scaleUp: 'Backoff', backoff: { code: 'QuotaExceeded' } }, ['degraded']],
    [{ scaleUp: 'InProgress' }, []],
  ])('%j: %j', (status, expected) => {
    expect(
      severities('group-autoscaler', { autoscaler: [scaler(status)] }),
    ).toEqual(expected);
  });

  it('finds the group by the name of its Auto Scaling group', () => {
    const of = (name: string) =>
      autoscalerGroupOf({ autoscaler: [scaler({ name })] } as never, 'workers')
        ?.name;
    expect(of('workers')).toBeDefined();
    expect(
      of('eks-workers-6ac5a3b1-1234-5678-9abc-def012345678'),
    ).toBeDefined();
    expect(
      of('eks-other-workers-6ac5a3b1-1234-5678-9abc-def012345678'),
    ).toBeUndefined();
    expect(of('eks-workers-blue')).toBeUndefined();
  });
});

describe('group-at-maximum', () => {
  const pod = aPendingPod('0/3 nodes are available: 3 Insufficient cpu.', {
    requests: { cpuMillis: 12_000, memoryBytes: 1 },
    placement: { nodeSelector: {}, tolerations: [] },
  });
  const full = someNodes(3).map(node => ({
    ...node,
    allocatable: { ...node.allocatable, cpuMillis: 16_000 },
  }));
  const busy = full.map((node, index) => ({
    ...aPendingPod('', { name: `busy-${index}` }),
    phase: 'Running' as const,
    unschedulable: undefined,
    nodeName: node.name,
    requests: { cpuMillis: 10_000, memoryBytes: 1 },
  }));

  it.each([
    [3, ['warning']],
    [4, []],
  ])('a maximum of %d: %j', (max, expected) => {
    const facts = {
      ...withGroup({ max }),
      nodes: full,
      pods: [pod, ...busy],
    };
    expect(severities('group-at-maximum', facts)).toEqual(expected);
    const waiting = findingsOf('pods-unschedulable', facts)[0];
    const cause = findingsOf('group-at-maximum', facts)[0]?.id;
    expect(waiting?.cause).toBe(cause);
  });
});

describe('Karpenter', () => {
  it('a pool that is not ready, and claims that have drifted', () => {
    const facts = {
      karpenter: [
        {
          kind: 'NodePool' as const,
          name: 'workers',
          conditions: [{ type: 'NodeClassReady', status: 'False' as const }],
        },
        {
          kind: 'NodeClaim' as const,
          name: 'workers-1',
          pool: 'workers',
          conditions: [{ type: 'Drifted', status: 'True' as const }],
        },
      ],
    };
    expect(severities('nodepool-not-ready', facts)).toEqual(['warning']);
    expect(severities('nodeclaim-drifted', facts)).toEqual(['info']);
  });

  it('a pool that is not ready and has no node yet is a group of its own', () => {
    const karpenter = ['spot', 'idle'].map(name => ({
      kind: 'NodePool' as const,
      name,
      conditions: [
        {
          type: 'Ready',
          status: name === 'spot' ? ('False' as const) : ('True' as const),
        },
      ],
    }));
    const { nodeGroups, state } = viewAfter(0, { karpenter });
    expect(nodeGroups.map(group => group.name)).toEqual(['spot', 'workers']);
    expect(nodeGroups[0]).toMatchObject({
      label: 'karpenter.sh/nodepool',
      state: 'degraded',
      total: 0,
    });
    expect(state).toBe('degraded');
  });
});

describe('an issue that EKS tells for several resources', () => {
  const issues = ['b', 'a', 'a'].map(id => ({
    code: 'Ec2SubnetNotFound',
    message: `Subnet ${id} is gone`,
    resourceIds: [id],
  }));

  it('is one finding of the cluster, and of the group', () => {
    const facts = {
      eks: someEks({ issues, nodeGroups: [anEksNodeGroup({ issues })] }),
    };
    for (const rule of ['cluster-eks-issue', 'group-eks-issue'] as const) {
      expect(findingsOf(rule, facts)).toMatchObject([
        {
          detail: 'Subnet a is gone; Subnet b is gone',
          params: { code: 'Ec2SubnetNotFound', resources: 2 },
        },
      ]);
    }
  });
});
