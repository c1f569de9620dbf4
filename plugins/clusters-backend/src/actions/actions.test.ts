import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { actionsRegistryServiceMock } from '@backstage/backend-test-utils/alpha';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { NotFoundError } from '@backstage/errors';
import { answerOf } from '@textloom/backend-kit';
import { headroomView } from '@textloom/plugin-clusters-common';
import {
  aClusterFacts,
  aCondition,
  InMemoryClustersClient,
  someNodes,
} from '@textloom/plugin-clusters-common/testUtils';
import { ClustersService } from '../service/ClustersService';
import { registerClustersActions } from './registerClustersActions';

const FACTS = aClusterFacts({
  nodes: someNodes(3, 'workers', index =>
    index === 0 ? { conditions: [aCondition('Ready', 'Unknown')] } : {},
  ),
});

function setUp(result: AuthorizeResult = AuthorizeResult.ALLOW) {
  const client = new InMemoryClustersClient([FACTS]);
  const service = {
    getFleet: async () => answerOf(await client.getFleet()),
    getCluster: async ({ cluster }: { cluster: string }) => {
      if (cluster !== FACTS.name) {
        throw new NotFoundError(`No cluster is named ${cluster}`);
      }
      return answerOf(await client.getCluster(cluster));
    },
    getHeadroom: async ({ query }: { query: object }) =>
      answerOf(
        headroomView(FACTS, await client.getCluster(FACTS.name), {
          requests: query as { cpuMillis: number; memoryBytes: number },
        }),
      ),
  } as object as ClustersService;
  const permissions = mockServices.permissions.mock({
    authorize: async () => [{ result } as { result: AuthorizeResult.ALLOW }],
  });
  const registry = actionsRegistryServiceMock();
  registerClustersActions(registry, { service, permissions });
  const invoke = async (name: string, input: object) => {
    const { output } = await registry.invoke({
      id: `test:${name}`,
      input: input as never,
      credentials: mockCredentials.user(),
    });
    return output;
  };
  return { invoke, registry };
}

describe('actions of clusters', () => {
  it('tell the health of the fleet, roots only, and explain each finding', async () => {
    const { invoke } = setUp();
    const fleet = (await invoke('get-fleet-health', {})) as {
      clusters: { name: string; state: string; findings: { id: string }[] }[];
    };
    expect(fleet.clusters).toMatchObject([
      {
        name: 'textloom-prod',
        state: 'degraded',
        nodes: { ready: 2, total: 3 },
      },
    ]);
    const [first] = fleet.clusters[0]?.findings ?? [];
    await expect(
      invoke('explain-finding', {
        cluster: 'textloom-prod',
        finding: first?.id,
      }),
    ).resolves.toMatchObject({
      rule: 'node-lost',
      severity: 'critical',
      object: 'Node workers-0000',
      evidence: 'Node.status.conditions[Ready]',
      advice: expect.stringContaining('drain and replace the node'),
      runbook: 'runbooks/node-lost',
    });
  });

  it('tell how many pods fit', async () => {
    const { invoke } = setUp();
    await expect(
      invoke('get-capacity', {
        cluster: 'textloom-prod',
        cpuMillis: 8_000,
        memoryBytes: 1024,
      }),
    ).resolves.toMatchObject({
      fits: 4,
      upperBound: false,
      podsUnknown: false,
      groups: [{ group: 'workers', fits: 4, limitedBy: 'cpu' }],
    });
  });

  it.each([
    [
      'explain-finding',
      { cluster: 'textloom-prod', finding: 'x' },
      /no such finding/,
    ],
    ['explain-finding', { cluster: 'other', finding: 'x' }, /No cluster/],
    ['get-capacity', { cluster: 'textloom-prod' }, /Name a workload/],
    [
      'get-capacity',
      { cluster: '../x', cpuMillis: 1, memoryBytes: 1 },
      /cluster name/,
    ],
  ])('%s refuses %j', async (name, input, message) => {
    await expect(setUp().invoke(name, input)).rejects.toThrow(message);
  });

  it('need the permission of the page', async () => {
    const { invoke } = setUp(AuthorizeResult.DENY);
    await expect(invoke('get-fleet-health', {})).rejects.toThrow(
      'clusters.cluster.read',
    );
  });

  it('change nothing', async () => {
    const { actions } = await setUp().registry.list();
    expect(actions.map(({ attributes }) => attributes)).toEqual(
      Array.from({ length: 3 }, () => ({
        readOnly: true,
        destructive: false,
        idempotent: true,
      })),
    );
  });
});
