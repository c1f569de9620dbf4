import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ClusterView, PendingFix } from '@textloom/plugin-clusters-common';
import { InMemoryClustersClient } from '@textloom/plugin-clusters-common/testUtils';
import { unreachableCluster } from './__testUtils__/badDays';
import { NOW, renderClusters } from './__testUtils__/renderClusters';
import { workloadCluster } from './__testUtils__/workloads';

jest.setTimeout(60_000);

const PROD = '/clusters/textloom-prod';

beforeEach(() => {
  jest.spyOn(Date, 'now').mockReturnValue(NOW);
});

/** A client whose cluster view has more than the facts of these tests give. */
function clientWith(more: Partial<ClusterView>) {
  const client = new InMemoryClustersClient([workloadCluster(NOW)], () => NOW);
  const plain = client.getCluster.bind(client);
  jest
    .spyOn(client, 'getCluster')
    .mockImplementation(async name => ({ ...(await plain(name)), ...more }));
  return client;
}

it('gives each view an address of its own and says which one is open', async () => {
  renderClusters({ facts: [workloadCluster(NOW)], path: PROD });
  const tabs = await screen.findByRole('navigation', {
    name: 'Views of textloom-prod',
  });
  const link = (name: RegExp) => within(tabs).getByRole('link', { name });
  expect(link(/^Overview/)).toHaveAttribute('aria-current', 'page');
  expect(link(/^Capacity/)).toHaveAttribute('href', `${PROD}/capacity`);
  expect(link(/^Workloads/)).toHaveTextContent(/^Workloads\d*$/);
  await userEvent.click(link(/^Nodes/));
  expect(
    await screen.findByText('21 nodes', { selector: '[role=status]' }),
  ).toBeVisible();
  expect(link(/^Nodes/)).toHaveAttribute('aria-current', 'page');
});

it.each([
  ['alerts', 'Alerts'],
  ['history', 'History'],
])('opens %s from its address', async (tab, label) => {
  renderClusters({ facts: [workloadCluster(NOW)], path: `${PROD}/${tab}` });
  const tabs = await screen.findByRole('navigation', { name: /^Views of/ });
  expect(
    within(tabs).getByRole('link', { name: new RegExp(`^${label}`) }),
  ).toHaveAttribute('aria-current', 'page');
});

it('leads back from a view that there is not', async () => {
  renderClusters({ facts: [workloadCluster(NOW)], path: `${PROD}/costs` });
  expect(
    await screen.findByText('textloom-prod has no such view.'),
  ).toBeVisible();
  expect(
    screen.getByRole('link', { name: 'Open the overview' }),
  ).toHaveAttribute('href', PROD);
});

it('shows nothing but the reason in any view of a cluster that never answered', async () => {
  renderClusters({
    facts: [unreachableCluster(NOW)],
    path: '/clusters/textloom-dr/nodes',
  });
  expect(
    await screen.findByText('Nothing is known of textloom-dr.'),
  ).toBeVisible();
  expect(screen.queryByRole('table', { name: 'Nodes' })).toBeNull();
});

it('counts alerts, shows the service figures against their limits, and what would place pods', async () => {
  const at = new Date(NOW - 1_000).toISOString();
  const base = await new InMemoryClustersClient(
    [workloadCluster(NOW)],
    () => NOW,
  ).getCluster('textloom-prod');
  const fixes: PendingFix[] = [
    { kind: 'add-nodes', group: 'workers', params: { nodes: 2 } },
    {
      kind: 'lower-request',
      group: 'api',
      params: { memoryBytes: 5 * 2 ** 30 },
    },
  ];
  renderClusters({
    client: clientWith({
      alerts: { P0: 0, P1: 2, P2: 1, other: 0 },
      signals: [
        {
          signal: 'api-latency-p95',
          subject: 'textloom-api',
          value: 0.312,
          unit: 'seconds',
          limit: { value: 0.5, bad: 'above' },
          at,
        },
        {
          signal: 'api-latency-p95',
          subject: 'textloom-auth',
          value: 0.09,
          unit: 'seconds',
          limit: { value: 0.5, bad: 'above' },
          at,
        },
        {
          signal: 'tasks-per-hour',
          subject: '',
          value: 840.4,
          unit: 'per-hour',
          limit: { value: 1000, bad: 'below' },
          severity: 'warning',
          at,
        },
      ],
      pending: base.pending.map(group => ({
        ...group,
        fixes,
      })),
      nodeGroups: base.nodeGroups.map(group => ({
        ...group,
        scaling: { min: 4, desired: 10, max: 10, source: 'eks' },
      })),
    }),
    path: PROD,
  });
  const figures = await screen.findByRole('region', { name: 'Figures' });
  expect(figures).toHaveTextContent('API P95312 mslimit 500 ms');
  expect(figures).toHaveTextContent('Tasks840 / hfloor 1,000 / h');
  expect(
    within(screen.getByRole('navigation', { name: /^Views/ })).getByRole(
      'link',
      { name: /^Alerts/ },
    ),
  ).toHaveTextContent('Alerts3');
  const pending = screen.getByRole('table', { name: 'Pending pods' });
  expect(pending).toHaveTextContent('2 more nodes');
  expect(pending).toHaveTextContent('Requests of at most 5 GiB each');
  expect(screen.getAllByText('max 10').length).toBeGreaterThan(0);
});

it('puts what EKS says of a group beside what is seen, and leads to its history', async () => {
  const client = clientWith({});
  const plain = client.getNodeGroup.bind(client);
  jest.spyOn(client, 'getNodeGroup').mockImplementation(async (...names) => ({
    ...(await plain(...names)),
    scaling: { min: 4, desired: 12, max: 12, source: 'eks' },
    eks: {
      name: 'workers',
      status: 'DEGRADED',
      desired: 12,
      min: 4,
      instanceTypes: ['c5.4xlarge'],
      releaseVersion: '1.34.1-20261101',
      issues: [
        {
          code: 'AsgInstanceLaunchFailures',
          message: '<b>No capacity</b>',
          resourceIds: [],
        },
      ],
    },
  }));
  renderClusters({ client, path: `${PROD}/node-groups/workers` });
  const eks = await screen.findByRole('region', { name: 'What EKS says' });
  expect(eks).toHaveTextContent('DEGRADED');
  expect(eks).toHaveTextContent('12 wanted, 4 to –; 10 seen here');
  expect(eks).toHaveTextContent('AsgInstanceLaunchFailures <b>No capacity</b>');
  expect(
    screen.getByRole('link', { name: 'History of the group' }),
  ).toHaveAttribute('href', `${PROD}/history?group=workers`);
});

it('lists the images of a node with the way to what else runs them', async () => {
  const client = clientWith({});
  const plain = client.getNode.bind(client);
  const image = 'registry.textloom.example/textloom/api:2.8.1';
  jest.spyOn(client, 'getNode').mockImplementation(async (...names) => ({
    ...(await plain(...names)),
    images: [image],
  }));
  renderClusters({
    client,
    path: `${PROD}/nodes/ip-10-20-30-11.ap-southeast-1.compute.internal`,
  });
  const images = await screen.findByRole('region', { name: 'Images' });
  expect(
    within(images).getByRole('link', { name: 'api:2.8.1' }),
  ).toHaveAttribute(
    'href',
    `${PROD}/workloads?${new URLSearchParams({ filter: image })}`,
  );
});
