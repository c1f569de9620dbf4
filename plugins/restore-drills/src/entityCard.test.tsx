import { EntityProvider } from '@backstage/plugin-catalog-react';
import { screen } from '@testing-library/react';
import {
  InMemoryRestoreDrillsClient,
  TEST_NOW,
} from '@textloom/plugin-restore-drills-common/testUtils';
import { EntityCard } from './components/EntityCard/EntityCard';
import { renderElement } from './__testUtils__/renderRestoreDrills';

jest.setTimeout(60_000);

beforeEach(() => {
  jest.spyOn(Date, 'now').mockReturnValue(TEST_NOW);
});

function card(name: string) {
  renderElement(
    <EntityProvider
      entity={{
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Resource',
        metadata: { name },
      }}
    >
      <EntityCard />
    </EntityProvider>,
    { client: new InMemoryRestoreDrillsClient() },
  );
}

it('has the last drill, the last proof and what is due of its store', async () => {
  card('textloom-postgres');
  const last = await screen.findByText('Bad write, last drill');
  expect(last.nextElementSibling).toHaveTextContent('Passed');
  expect(screen.getByText('1 day ago')).toBeVisible();
  expect(screen.getByText('Overdue P1, failed')).toBeVisible();
  expect(screen.queryByText('TextLoom Redis')).toBeNull();
});

it('says that no store belongs to it', async () => {
  card('somewhere-else');
  expect(
    await screen.findByText('No store in the restore drills belongs to it.'),
  ).toBeVisible();
});
