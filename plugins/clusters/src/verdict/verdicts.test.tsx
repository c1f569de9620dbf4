import { ClusterFacts } from '@textloom/plugin-clusters-common';
import { InMemoryClustersClient } from '@textloom/plugin-clusters-common/testUtils';
import { NOW, sayIn } from '../__testUtils__/renderClusters';
import {
  degradedCluster,
  partialCluster,
  staleCluster,
  unreachableCluster,
} from '../__testUtils__/badDays';
import { healthyCluster } from '../__testUtils__/worlds';
import { Say } from '../text/say';
import { clusterVerdict } from './clusterVerdict';
import { fleetVerdict } from './fleetVerdict';
import { groupVerdict } from './groupVerdict';
import { nodeVerdict } from './nodeVerdict';
import { VerdictText } from './types';

const LOST = 'ip-10-20-32-53.ap-southeast-1.compute.internal';

function calm(facts: ClusterFacts): ClusterFacts {
  return {
    ...facts,
    pods: facts.pods.map(pod => ({
      ...pod,
      requests: { cpuMillis: 10, memoryBytes: 1024 },
    })),
    nodes: facts.nodes.filter(node => !node.name.startsWith('ip-10-20-30-60.')),
  };
}

const clientOf = (...facts: ClusterFacts[]) =>
  new InMemoryClustersClient(facts, () => NOW);

const says: Partial<Record<'en' | 'zh', Say>> = {};
beforeAll(async () => {
  jest.spyOn(Date, 'now').mockReturnValue(NOW);
  says.en = await sayIn('en');
  says.zh = await sayIn('zh');
}, 60_000);

function said(verdict: VerdictText | undefined, language: 'en' | 'zh') {
  const say = says[language]!;
  return {
    intent: verdict?.intent,
    headline: say.sentences(verdict?.headline ?? []),
    detail: say.sentences(verdict?.detail ?? []),
  };
}

async function ofCluster(facts: ClusterFacts) {
  return clusterVerdict(await clientOf(facts).getCluster(facts.name));
}

describe('verdict on a cluster', () => {
  it('names the group that lost a node, who waits and who is hurt', async () => {
    const verdict = await ofCluster(degradedCluster(NOW));
    expect(said(verdict, 'en')).toEqual({
      intent: 'caution',
      headline: 'The workers group lost a node. 6 pods wait for memory.',
      detail: expect.stringMatching(
        /^Degraded for 22 min\. One pod waits for CPU\. Affected components: .*textloom-worker/,
      ),
    });
    expect(said(verdict, 'zh').headline).toBe(
      'workers 节点组失去 1 个节点。6 个 Pod 在等待内存。',
    );
    expect(said(verdict, 'zh').detail).toMatch(
      /^已降级 22 分钟。1 个 Pod 在等待 CPU。受影响的组件：/,
    );
  });

  it('says that all is well only with live nodes and pods', async () => {
    const verdict = await ofCluster(calm(healthyCluster(NOW)));
    expect(said(verdict, 'en')).toEqual({
      intent: 'positive',
      headline: 'textloom-nonprod is healthy.',
      detail: 'All 20 nodes are in service. No pod waits for a node.',
    });
    expect(said(verdict, 'zh').detail).toBe(
      '20 个节点全部在役。没有 Pod 在等待节点。',
    );
  });

  it('calls nothing healthy when it is out of date', async () => {
    const verdict = await ofCluster(staleCluster(NOW));
    expect(said(verdict, 'en')).toEqual({
      intent: 'stale',
      headline: 'Only the last known state of textloom-prod is here.',
      detail:
        'It is 12 min old; nothing here is called healthy. The API server did not answer in time.',
    });
    expect(said(verdict, 'zh').detail).toContain('已过去 12 分钟');
  });

  it('says why nothing is known', async () => {
    const verdict = await ofCluster(unreachableCluster(NOW));
    expect(said(verdict, 'en')).toEqual({
      intent: 'unknown',
      headline: 'Nothing is known of textloom-dr.',
      detail: 'The API server cannot be reached.',
    });
  });

  it('does not call a cluster healthy whose pods cannot be read', async () => {
    const verdict = await ofCluster(partialCluster(NOW));
    expect(said(verdict, 'en')).toEqual({
      intent: 'unknown',
      headline:
        'Pods of textloom-edge cannot be read, so its health is unknown.',
      detail:
        'All 21 nodes are in service. The credentials lack the permission to list and watch.',
    });
  });

  it('counts lost nodes over several groups', async () => {
    const base = degradedCluster(NOW);
    const facts: ClusterFacts = {
      ...base,
      nodes: base.nodes.map(node =>
        /-(11|12|53)\./.test(node.name)
          ? {
              ...node,
              conditions: [
                {
                  type: 'Ready',
                  status: 'Unknown',
                  lastTransitionTime: new Date(NOW - 60_000).toISOString(),
                },
              ],
            }
          : node,
      ),
    };
    expect(said(await ofCluster(facts), 'en').headline).toMatch(
      /^3 nodes are lost, in 2 node groups\./,
    );
  });

  it('leads with a group that has no ready node', async () => {
    const base = healthyCluster(NOW);
    const facts: ClusterFacts = {
      ...base,
      nodes: base.nodes.map(node =>
        node.labels['eks.amazonaws.com/nodegroup'] === 'system'
          ? {
              ...node,
              conditions: [
                {
                  type: 'Ready',
                  status: 'False',
                  lastTransitionTime: new Date(NOW - 600_000).toISOString(),
                },
              ],
            }
          : node,
      ),
    };
    const verdict = await ofCluster(facts);
    expect(said(verdict, 'en')).toMatchObject({
      intent: 'critical',
      headline: 'No node of the system group is ready.',
    });
    expect(said(verdict, 'zh').headline).toBe('system 节点组没有就绪节点。');
  });
});

describe('verdict on a node group', () => {
  it('names what is lost and who is on it', async () => {
    const view = await clientOf(degradedCluster(NOW)).getNodeGroup(
      'textloom-prod',
      'workers',
    );
    expect(said(groupVerdict(view), 'en')).toEqual({
      intent: 'caution',
      headline: 'The workers group lost a node.',
      detail:
        'Degraded for 14 min. 9 of 10 nodes are in service. Affected components: textloom-worker.',
    });
  });

  it('claims nothing when stale', async () => {
    const view = await clientOf(staleCluster(NOW)).getNodeGroup(
      'textloom-prod',
      'api',
    );
    expect(said(groupVerdict(view), 'en')).toMatchObject({
      intent: 'stale',
      headline: 'Only the last known state of api is here.',
    });
  });
});

describe('verdict on a node', () => {
  it('says what is wrong with it', async () => {
    const client = clientOf(degradedCluster(NOW));
    const lost = nodeVerdict(await client.getNode('textloom-prod', LOST));
    expect(said(lost, 'en')).toEqual({
      intent: 'critical',
      headline: 'Node ip-10-20-32-53 stopped reporting.',
      detail: '4 pods run here. Affected components: textloom-worker.',
    });
    expect(said(lost, 'zh').headline).toBe('节点 ip-10-20-32-53 停止上报。');
  });

  it('does not count what runs on each node as hurt', async () => {
    const facts = degradedCluster(NOW);
    const agents = ['kube-proxy', 'filebeat'].map(component => ({
      ...facts.pods[0],
      uid: component,
      name: component,
      nodeName: LOST,
      ownerKind: 'DaemonSet',
      component,
    }));
    const client = clientOf({ ...facts, pods: [...agents, ...facts.pods] });
    const lost = nodeVerdict(await client.getNode('textloom-prod', LOST));
    expect(said(lost, 'en').detail).toBe(
      '6 pods run here. Affected components: textloom-worker.',
    );
  });

  it('says that it is in service', async () => {
    const client = clientOf(degradedCluster(NOW));
    const view = await client.getNode(
      'textloom-prod',
      LOST.replace('32-53', '30-11'),
    );
    expect(said(nodeVerdict(view), 'en')).toMatchObject({
      intent: 'positive',
      detail: '4 pods run here.',
    });
  });
});

describe('verdict on the fleet', () => {
  const fleet = async (...facts: ClusterFacts[]) =>
    fleetVerdict((await clientOf(...facts).getFleet()).clusters);

  it('counts by state and names the worst finding', async () => {
    const verdict = await fleet(
      degradedCluster(NOW),
      calm(healthyCluster(NOW)),
      unreachableCluster(NOW),
    );
    expect(said(verdict, 'en')).toEqual({
      intent: 'caution',
      headline: '1 of 3 clusters is degraded.',
      detail:
        'The state of 1 of 3 clusters is unknown. textloom-prod: Node ip-10-20-32-53 stopped reporting.',
    });
    expect(said(verdict, 'zh').headline).toBe('3 个集群中 1 个已降级。');
  });

  it('speaks of the only cluster by name', async () => {
    const verdict = await fleet(degradedCluster(NOW));
    expect(said(verdict, 'en').headline).toBe('textloom-prod is degraded.');
  });

  it('says that all are healthy', async () => {
    const verdict = await fleet(
      calm(healthyCluster(NOW)),
      calm(healthyCluster(NOW, { name: 'b', title: 'b' })),
    );
    expect(said(verdict, 'en')).toMatchObject({
      intent: 'positive',
      headline: 'Both clusters are healthy.',
    });
    expect(said(verdict, 'zh').headline).toBe('两个集群都健康。');
    const three = await fleet(
      calm(healthyCluster(NOW)),
      calm(healthyCluster(NOW, { name: 'b', title: 'b' })),
      calm(healthyCluster(NOW, { name: 'c', title: 'c' })),
    );
    expect(said(three, 'en').headline).toBe('All 3 clusters are healthy.');
    const one = await fleet(calm(healthyCluster(NOW)));
    expect(said(one, 'en').headline).toBe('The cluster is healthy.');
  });

  it('is silent without clusters', async () => {
    expect(await fleet()).toBeUndefined();
  });
});
