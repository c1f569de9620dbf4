import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ClusterFacts, ClustersApi } from '@textloom/plugin-clusters-common';
import { someNodes } from '@textloom/plugin-clusters-common/testUtils';
import { NOW, renderClusters } from './__testUtils__/renderClusters';
import {
  degradedCluster,
  partialCluster,
  staleCluster,
  unreachableCluster,
} from './__testUtils__/badDays';
import { healthyCluster } from './__testUtils__/worlds';

jest.setTimeout(60_000);

const PROD = '/clusters/textloom-prod';
const WORKERS = `${PROD}/node-groups/workers`;
const LOST = `${PROD}/nodes/ip-10-20-32-53.ap-southeast-1.compute.internal`;
const API_WORKLOAD = `${PROD}/workloads/textloom/Deployment/textloom-api`;
const PAGES = [
  '/clusters',
  PROD,
  `${PROD}/nodes`,
  `${PROD}/workloads`,
  `${PROD}/capacity`,
  `${PROD}/alerts`,
  `${PROD}/data-layer`,
  `${PROD}/history`,
  WORKERS,
  LOST,
  API_WORKLOAD,
];

/** Answers that never come, or fail. */
function clientThat(answer: () => Promise<never>): ClustersApi {
  return {
    getFleet: answer,
    getCluster: answer,
    getNodeGroup: answer,
    getNode: answer,
    getWorkloads: answer,
    getWorkload: answer,
    getHeadroom: answer,
    getAlerts: answer,
    createSilence: answer,
    expireSilence: answer,
    getChart: answer,
    getHistory: answer,
    search: answer,
    getComponent: answer,
  };
}

beforeEach(() => {
  jest.spyOn(Date, 'now').mockReturnValue(NOW);
});

describe('fleet', () => {
  const facts = [
    degradedCluster(NOW),
    healthyCluster(NOW),
    unreachableCluster(NOW),
  ];

  it('answers first, then shows each cluster with its worst finding', async () => {
    renderClusters({ facts });
    expect(
      await screen.findByText('1 of 3 clusters is degraded.'),
    ).toBeVisible();
    const prod = screen.getByRole('row', { name: /textloom-prod/ });
    expect(within(prod).getByText('Degraded')).toBeVisible();
    expect(within(prod).getByText('20 / 21')).toBeVisible();
    expect(
      within(prod).getByText('Node ip-10-20-32-53 stopped reporting'),
    ).toBeVisible();
    expect(
      within(prod).getByRole('link', { name: 'textloom-prod' }),
    ).toHaveAttribute('href', PROD);
    const dr = screen.getByRole('row', { name: /textloom-dr/ });
    expect(within(dr).getByText('Unknown')).toBeVisible();
    expect(within(dr).queryByText(/0 \/ 0/)).not.toBeInTheDocument();
  });

  it('filters by what a row says, keeps the filter, and offers to clear it', async () => {
    renderClusters({ facts });
    const filter = await screen.findByRole('searchbox', {
      name: 'Filter clusters',
    });
    await userEvent.keyboard('/');
    expect(filter).toHaveFocus();
    await userEvent.type(filter, 'stopped reporting');
    expect(screen.getByText('textloom-prod')).toBeInTheDocument();
    expect(screen.queryByText('textloom-dr')).not.toBeInTheDocument();
    await userEvent.type(filter, ' nowhere');
    expect(screen.getByText(/No cluster matches/)).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Clear filter' }));
    expect(screen.getByText('textloom-dr')).toBeInTheDocument();
  });

  it('restores the filter from the address', async () => {
    renderClusters({ facts, path: '/clusters?filter=nonprod' });
    expect(await screen.findByRole('searchbox')).toHaveValue('nonprod');
    expect(screen.queryByText('textloom-dr')).not.toBeInTheDocument();
  });

  it('says how to connect the first cluster', async () => {
    renderClusters();
    expect(await screen.findByText('No cluster is connected.')).toBeVisible();
    expect(screen.getByText(/kubernetes\.clusterLocatorMethods/)).toBeVisible();
  });
});

describe('cluster', () => {
  it('shows verdict, figures, groups, findings, pods that wait, autoscalers and events', async () => {
    renderClusters({ facts: [degradedCluster(NOW)], path: PROD });
    expect(
      await screen.findByText(
        'The workers group lost a node. 6 pods wait for memory.',
      ),
    ).toBeVisible();
    expect(
      screen.getByText('1 not ready, 1 draining, 2 under pressure'),
    ).toBeVisible();
    const groups = screen.getByRole('table', { name: 'Node groups' });
    const rows = within(groups).getAllByRole('rowheader');
    expect(rows[0]).toHaveTextContent(/^workersDegraded9 of 10 in service/);
    expect(
      rows.slice(1).map(row => row.textContent?.match(/^[a-z]+/)?.[0]),
    ).toEqual(['api', 'priority', 'system']);
    expect(
      within(groups).getByRole('link', {
        name: 'ip-10-20-32-53.ap-southeast-1.compute.internal, Not ready, memory use unknown',
      }),
    ).toHaveAttribute('href', LOST);
    const findings = screen.getByRole('region', { name: 'Findings' });
    expect(
      within(findings).getByText(/NodeStatusUnknown: Kubelet stopped/),
    ).toBeInTheDocument();
    expect(
      within(findings).getByText(/Check the instance at the cloud provider/),
    ).toBeVisible();
    const pending = screen.getByRole('table', { name: 'Pending pods' });
    const worker = within(pending).getByRole('row', {
      name: /6 × textloom-worker/,
    });
    expect(worker).toHaveTextContent('2 CPU and 6 GiB each');
    expect(worker).toHaveTextContent('Too little memory on 8 nodes');
    expect(worker).toHaveTextContent('A node with 6 GiB free');
    expect(screen.getAllByText('at its maximum').length).toBeGreaterThan(0);
    expect(screen.getByText('Attempting to reclaim memory')).toBeVisible();
  });

  it('gives the name that kubectl needs where the title is another', async () => {
    const user = userEvent.setup();
    const write = jest.spyOn(navigator.clipboard, 'writeText');
    renderClusters({
      facts: [{ ...degradedCluster(NOW), title: 'TextLoom production' }],
      path: PROD,
    });
    expect(
      await screen.findByRole('heading', { name: 'TextLoom production' }),
    ).toBeVisible();
    await user.click(
      screen.getByRole('button', { name: 'Copy textloom-prod' }),
    );
    expect(write).toHaveBeenCalledWith('textloom-prod');
    expect(document.title).toBe(
      'TextLoom production · Clusters · TextLoom Portal',
    );
  });

  it('does not repeat a name that is the title', async () => {
    renderClusters({ facts: [degradedCluster(NOW)], path: PROD });
    await screen.findByRole('heading', { level: 2 });
    expect(screen.queryByRole('button', { name: /^Copy textloom/ })).toBeNull();
  });

  it('opens all findings and says so in the address', async () => {
    renderClusters({ facts: [degradedCluster(NOW)], path: PROD });
    const findings = await screen.findByRole('region', { name: 'Findings' });
    const before = within(findings).getAllByRole('heading', { level: 4 });
    expect(before).toHaveLength(4);
    await userEvent.click(
      within(findings).getByRole('button', { name: /Show all/ }),
    );
    expect(
      within(findings).getAllByRole('heading', { level: 4 }).length,
    ).toBeGreaterThan(4);
  });

  it('calls nothing healthy when it is stale', async () => {
    renderClusters({ facts: [staleCluster(NOW)], path: PROD });
    expect(
      await screen.findByText(
        'Only the last known state of textloom-prod is here.',
      ),
    ).toBeVisible();
    expect(
      screen.getByText('Last known', { selector: '.tl-pagetitle *' }),
    ).toBeVisible();
    expect(screen.queryByText('Healthy')).not.toBeInTheDocument();
    expect(screen.queryByText(/^0 of/)).not.toBeInTheDocument();
  });

  it('says why nothing is known and shows no figures', async () => {
    renderClusters({
      facts: [unreachableCluster(NOW)],
      path: '/clusters/textloom-dr',
    });
    expect(
      await screen.findByText('Nothing is known of textloom-dr.'),
    ).toBeVisible();
    expect(screen.queryByRole('region', { name: 'Figures' })).toBeNull();
    expect(
      screen.getAllByText(/The API server cannot be reached/).length,
    ).toBeGreaterThan(0);
  });

  it('says what is missing when a source is', async () => {
    renderClusters({
      facts: [partialCluster(NOW)],
      path: '/clusters/textloom-edge',
    });
    expect(await screen.findByText('3 sources are missing')).toBeVisible();
    expect(screen.getByText(/Install metrics-server/)).toBeVisible();
    expect(screen.getByText('Pods are not known.')).toBeVisible();
    expect(screen.getByText('Events are not known.')).toBeVisible();
    expect(screen.queryByText('No pod waits for a node.')).toBeNull();
  });

  it('leads back when there is no such cluster', async () => {
    renderClusters({ path: '/clusters/nowhere' });
    expect(await screen.findByText('There is no nowhere here.')).toBeVisible();
    expect(screen.getByRole('link', { name: 'All clusters' })).toHaveAttribute(
      'href',
      '/clusters',
    );
  });
});

describe('node group', () => {
  it('lists its nodes worst first and filters them', async () => {
    renderClusters({ facts: [degradedCluster(NOW)], path: WORKERS });
    const table = await screen.findByRole('table', { name: 'Nodes' });
    const rows = () => within(table).getAllByRole('rowheader');
    expect(rows()).toHaveLength(10);
    expect(rows()[0]).toHaveTextContent('ip-10-20-32-53');
    const [, lost] = within(table).getAllByRole('row');
    expect(within(lost).getByText('1c')).toHaveAttribute(
      'title',
      'ap-southeast-1c',
    );
    expect(within(lost).getByText(/CPU: usage unknown/)).toBeInTheDocument();
    const count = screen.getByText('10 nodes', { selector: '[role=status]' });
    expect(count).toBeVisible();
    await userEvent.type(screen.getByRole('searchbox'), 'draining');
    expect(rows()).toHaveLength(1);
    expect(rows()[0]).toHaveTextContent('ip-10-20-31-58');
    expect(count).toHaveTextContent(/^1 of 10 nodes$/);
  });

  it('keeps a thousand nodes readable', async () => {
    const facts: ClusterFacts = {
      ...healthyCluster(NOW, { name: 'textloom-prod' }),
      nodes: someNodes(1000, 'workers'),
      pods: [],
      usage: {},
      leases: {},
    };
    renderClusters({ facts: [facts], path: WORKERS });
    const table = await screen.findByRole('table', { name: 'Nodes' });
    expect(within(table).getAllByRole('rowheader')).toHaveLength(200);
    expect(
      screen.getAllByRole('link', { name: /, memory use unknown$/ }),
    ).toHaveLength(1000);
    await userEvent.click(screen.getByRole('searchbox'));
    await userEvent.paste('workers-0999');
    expect(within(table).getAllByRole('rowheader')).toHaveLength(1);
  });
});

describe('node', () => {
  it('shows conditions by their polarity, pods and events', async () => {
    renderClusters({ facts: [degradedCluster(NOW)], path: LOST });
    expect(
      await screen.findByText('Node ip-10-20-32-53 stopped reporting.'),
    ).toBeVisible();
    const conditions = screen.getByRole('table', { name: 'Conditions' });
    expect(
      within(conditions).getByRole('row', { name: /Ready = Unknown/ }),
    ).toHaveTextContent('Unknown');
    expect(
      within(conditions).getByRole('row', { name: /DiskPressure = False/ }),
    ).toHaveTextContent('Good');
    const pods = screen.getByRole('table', { name: 'Pods' });
    expect(within(pods).getAllByRole('rowheader')).toHaveLength(4);
    expect(
      screen.getByText('No taints: every pod may run here.'),
    ).toBeVisible();
  });

  it('carries very long names without losing them', async () => {
    const name = `${'very-long-node-name-'.repeat(12)}end`;
    const base = healthyCluster(NOW, { name: 'textloom-prod' });
    renderClusters({
      facts: [{ ...base, nodes: [{ ...base.nodes[0], name }] }],
      path: `${PROD}/nodes/${name}`,
    });
    const heading = await screen.findByRole('heading', { level: 2 });
    expect(heading).toHaveAttribute('title', name);
    expect(heading.textContent!.length).toBeLessThan(60);
  });
});

describe.each(PAGES)('states of %s', path => {
  it('loads', async () => {
    renderClusters({
      client: clientThat(() => new Promise(() => {})),
      path,
    });
    expect(await screen.findByText('Loading')).toBeInTheDocument();
  });

  it('says that the service does not answer and asks again', async () => {
    const answer = jest.fn(async () => {
      throw new TypeError('Failed to fetch');
    });
    renderClusters({ client: clientThat(answer), path });
    expect(
      await screen.findByText('The clusters service did not answer.'),
    ).toBeVisible();
    expect(screen.queryByText('Failed to fetch')).not.toBeInTheDocument();
    const asked = answer.mock.calls.length;
    await userEvent.click(screen.getByRole('button', { name: 'Retry' }));
    expect(answer.mock.calls.length).toBeGreaterThan(asked);
  });
});
