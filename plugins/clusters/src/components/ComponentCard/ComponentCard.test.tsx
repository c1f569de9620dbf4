import { Entity } from '@backstage/catalog-model';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { screen, within } from '@testing-library/react';
import {
  NOW,
  PageOptions,
  renderElement,
} from '../../__testUtils__/renderClusters';
import { workloadCluster } from '../../__testUtils__/workloads';
import { ComponentCard } from './ComponentCard';

jest.setTimeout(60_000);

function renderCard(
  name: string,
  annotations: Record<string, string> = {},
  options: PageOptions = {},
) {
  const entity: Entity = {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, annotations },
    spec: { type: 'service' },
  };
  renderElement(
    <EntityProvider entity={entity}>
      <ComponentCard />
    </EntityProvider>,
    { facts: [workloadCluster(NOW)], ...options },
  );
}

beforeEach(() => {
  jest.spyOn(Date, 'now').mockReturnValue(NOW);
});

it('says where the component runs, how much of it is ready and how much more fits', async () => {
  renderCard('api', { 'backstage.io/kubernetes-id': 'textloom-api' });
  expect(
    await screen.findByText(/^6 of 7 replicas ready, \d+ more fit$/),
  ).toBeVisible();
  const card = screen.getByRole('region', { name: 'Where it runs' });
  expect(within(card).getByText('textloom-prod')).toBeVisible();
  expect(card).toHaveTextContent('textloom-apiDeployment · 6 / 7');
  expect(card).toHaveTextContent(/apiHealthy\d+ pods/);
});

it('goes by the name of the entity where no annotation says otherwise', async () => {
  renderCard('textloom-auth');
  expect(await screen.findByText(/^7 of 7 replicas ready/)).toBeVisible();
});

it('says that it runs nowhere and what would join it', async () => {
  renderCard('textloom-web');
  expect(
    await screen.findByText(/No watched cluster runs textloom-web/),
  ).toBeVisible();
});

it('says in place that the service does not answer', async () => {
  const client = {
    getComponent: async () => {
      throw new TypeError('Failed to fetch');
    },
  };
  renderCard('textloom-api', {}, { client: client as never });
  expect(
    await screen.findByText('The clusters service did not answer.'),
  ).toBeVisible();
});
