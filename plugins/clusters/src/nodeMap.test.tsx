import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  aCondition,
  someNodes,
} from '@textloom/plugin-clusters-common/testUtils';
import { degradedCluster } from './__testUtils__/badDays';
import { NOW, renderClusters } from './__testUtils__/renderClusters';
import { healthyCluster } from './__testUtils__/worlds';

jest.setTimeout(60_000);

const NODES = '/clusters/textloom-prod/nodes';

beforeEach(() => {
  jest.spyOn(Date, 'now').mockReturnValue(NOW);
});

it('shows every node by group and zone, the worst group first', async () => {
  renderClusters({ facts: [degradedCluster(NOW)], path: NODES });
  expect(
    await screen.findByText('21 nodes', { selector: '[role=status]' }),
  ).toBeVisible();
  const groups = screen
    .getAllByRole('heading', { level: 4 })
    .map(heading => heading.textContent?.match(/^[a-z]+/)?.[0]);
  expect(groups).toEqual(['workers', 'api', 'priority', 'system']);
  const workers = screen.getByRole('region', { name: 'workers' });
  expect(within(workers).getAllByRole('link', { name: /^ip-10/ })).toHaveLength(
    10,
  );
});

it('restores metric, filter and shape from the address', async () => {
  renderClusters({
    facts: [degradedCluster(NOW)],
    path: `${NODES}?metric=cpu&filter=workers%20draining`,
  });
  expect(await screen.findByText('1 of 21 nodes')).toBeVisible();
  expect(screen.getByRole('radio', { name: 'CPU' })).toBeChecked();
  expect(
    screen.getByRole('link', {
      name: /^ip-10-20-31-58.*, Draining, CPU \d+%$/,
    }),
  ).toBeVisible();
  await userEvent.click(screen.getByRole('radio', { name: 'Table' }));
  const table = screen.getByRole('table', { name: 'Nodes' });
  expect(within(table).getAllByRole('rowheader')).toHaveLength(1);
  expect(within(table).getByRole('link', { name: 'workers' })).toHaveAttribute(
    'href',
    '/clusters/textloom-prod/node-groups/workers',
  );
});

it('offers to clear a filter that nothing matches', async () => {
  renderClusters({
    facts: [degradedCluster(NOW)],
    path: `${NODES}?filter=nowhere`,
  });
  expect(await screen.findByText('No node matches "nowhere".')).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Clear filter' }));
  expect(
    await screen.findByText('21 nodes', { selector: '[role=status]' }),
  ).toBeVisible();
});

/** A cluster of a thousand workers, the first `lost` of which are not ready. */
const thousand = (lost = 0) => ({
  ...healthyCluster(NOW, { name: 'textloom-prod' }),
  nodes: someNodes(1000, 'workers', n =>
    n < lost ? { conditions: [aCondition('Ready', 'False')] } : {},
  ),
  pods: [],
  usage: {},
  leases: {},
});

it('draws a thousand nodes and finds one of them', async () => {
  renderClusters({ facts: [thousand()], path: NODES });
  expect(
    await screen.findByText('1,000 nodes', { selector: '[role=status]' }),
  ).toBeVisible();
  await userEvent.click(screen.getByRole('searchbox'));
  await userEvent.paste('workers-0999');
  expect(await screen.findByText('1 of 1,000 nodes')).toBeVisible();
});

it('shows of a large group only what is not ready beside its figures, and the way to all', async () => {
  renderClusters({ facts: [thousand(2)], path: '/clusters/textloom-prod' });
  const table = await screen.findByRole('table', { name: 'Node groups' });
  expect(
    within(table).getAllByRole('link', { name: /, Not ready, / }),
  ).toHaveLength(2);
  expect(within(table).queryByRole('link', { name: /, Ready, / })).toBeNull();
  expect(within(table).getByText(/^998 of 1,000 in service/)).toBeVisible();
  expect(
    within(table).getByRole('link', { name: 'All 1,000 nodes on the map' }),
  ).toHaveAttribute('href', `${NODES}?filter=workers`);
});
