import { Entity } from '@backstage/catalog-model';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { screen } from '@testing-library/react';
import {
  NOW,
  PageOptions,
  renderElement,
} from '../../__testUtils__/renderClusters';
import { degradedCluster } from '../../__testUtils__/badDays';
import { ClusterCard } from './ClusterCard';

jest.setTimeout(60_000);

function renderCard(
  annotations: Record<string, string>,
  options: PageOptions = {},
) {
  const entity: Entity = {
    apiVersion: 'backstage.io/v1beta1',
    kind: 'Resource',
    metadata: { name: 'x', annotations },
    spec: { type: 'kubernetes-cluster' },
  };
  renderElement(
    <EntityProvider entity={entity}>
      <ClusterCard />
    </EntityProvider>,
    { facts: [degradedCluster(NOW)], ...options },
  );
}

beforeEach(() => {
  jest.spyOn(Date, 'now').mockReturnValue(NOW);
});

it('shows the live state of the cluster', async () => {
  renderCard({ 'textloom.io/cluster': 'textloom-prod' });
  expect(await screen.findByText('Degraded')).toBeVisible();
  expect(screen.getByText('20 of 21 in service')).toBeVisible();
  expect(
    screen.getByText('Node ip-10-20-32-53 stopped reporting'),
  ).toBeVisible();
});

it('shows the live state of the node group', async () => {
  renderCard({
    'textloom.io/cluster': 'textloom-prod',
    'textloom.io/node-group': 'workers',
  });
  expect(await screen.findByText('9 of 10 in service')).toBeVisible();
});

it('says which annotation is missing', async () => {
  renderCard({});
  expect(await screen.findByText(/textloom\.io\/cluster/)).toBeVisible();
});

it('says that the group is gone', async () => {
  renderCard({
    'textloom.io/cluster': 'textloom-prod',
    'textloom.io/node-group': 'gone',
  });
  expect(
    await screen.findByText(/has no node group of this name/),
  ).toBeVisible();
});
