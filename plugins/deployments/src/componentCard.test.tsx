import { EntityProvider } from '@backstage/plugin-catalog-react';
import { screen } from '@testing-library/react';
import { InMemoryDeploymentsClient } from '@textloom/plugin-deployments-common/testUtils';
import { NOW, renderElement } from './__testUtils__/renderDeployments';
import { board } from './__testUtils__/lists';
import { ComponentCard } from './components/ComponentCard/ComponentCard';

jest.setTimeout(60_000);

beforeEach(() => {
  jest.spyOn(Date, 'now').mockReturnValue(NOW);
});

function card(name: string, annotations: Record<string, string> = {}) {
  renderElement(
    <EntityProvider
      entity={{
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Component',
        metadata: { name, annotations },
      }}
    >
      <ComponentCard />
    </EntityProvider>,
    { client: new InMemoryDeploymentsClient({ board }) },
  );
}

it('says what each environment runs', async () => {
  card('textloom-api');
  const list = await screen.findByRole('list', {
    name: 'What runs of TextLoom API',
  });
  expect(list.children[0]).toHaveTextContent('staging1.7.2Healthy');
  expect(list.children[1]).toHaveTextContent('prodNot known');
});

it('finds the service by its annotation', async () => {
  card('api', { 'backstage.io/kubernetes-id': 'textloom-api' });
  expect(await screen.findByText('1.7.2')).toBeVisible();
});

it('says that the board does not know it', async () => {
  card('textloom-unknown');
  expect(
    await screen.findByText('The board knows no service textloom-unknown.'),
  ).toBeVisible();
});
