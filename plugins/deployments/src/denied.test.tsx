import { EntityProvider } from '@backstage/plugin-catalog-react';
import { screen } from '@testing-library/react';
import { InMemoryDeploymentsClient } from '@textloom/plugin-deployments-common/testUtils';
import {
  renderDeployments,
  renderElement,
} from './__testUtils__/renderDeployments';
import { board, inbox } from './__testUtils__/lists';
import { aView, PROPOSAL_ID } from './__testUtils__/views';
import { ComponentCard } from './components/ComponentCard/ComponentCard';

jest.setTimeout(60_000);

// In a file of its own: a page remembers the answer of the permission service.
const client = new InMemoryDeploymentsClient({
  board,
  inbox,
  proposals: { [PROPOSAL_ID]: aView() },
});
const denied = { client, allowed: () => false };

it.each([
  '/deployments',
  '/deployments/inbox',
  '/deployments/history',
  '/deployments/policy',
  '/deployments/new',
  `/deployments/proposals/${PROPOSAL_ID}`,
])('%s says which permission is missing', async path => {
  renderDeployments({ ...denied, path });
  expect(
    await screen.findByText(
      'You cannot see deployments.',
      {},
      { timeout: 30_000 },
    ),
  ).toBeVisible();
  expect(screen.getByText(/deployments\.proposal\.read/)).toBeVisible();
  expect(screen.queryByText(/textloom-api/)).toBeNull();
});

it('says so on the card of a component', async () => {
  renderElement(
    <EntityProvider
      entity={{
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Component',
        metadata: { name: 'textloom-api' },
      }}
    >
      <ComponentCard />
    </EntityProvider>,
    denied,
  );
  expect(await screen.findByText('You cannot see deployments.')).toBeVisible();
  expect(screen.queryByText('1.7.2')).toBeNull();
});
