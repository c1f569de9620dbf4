import { EntityProvider } from '@backstage/plugin-catalog-react';
import { screen } from '@testing-library/react';
import { InMemoryRestoreDrillsClient } from '@textloom/plugin-restore-drills-common/testUtils';
import {
  FIRST_SIGHT,
  renderElement,
  renderRestoreDrills,
} from './__testUtils__/renderRestoreDrills';
import { EntityCard } from './components/EntityCard/EntityCard';

jest.setTimeout(60_000);

// In a file of its own: a page remembers the answer of the permission service.
const denied = {
  client: new InMemoryRestoreDrillsClient(),
  allowed: () => false,
};

it.each([
  '/restore-drills',
  '/restore-drills/stores/textloom-postgres',
  '/restore-drills/plans/textloom-postgres-bad-write',
  '/restore-drills/drills',
  '/restore-drills/drills/drill-0a55ed01',
])('%s says which permission is missing', async path => {
  renderRestoreDrills({ ...denied, path });
  expect(
    await screen.findByText('You cannot see restore drills.', {}, FIRST_SIGHT),
  ).toBeVisible();
  expect(screen.getByText(/restore-drills\.drill\.read/)).toBeVisible();
  expect(screen.queryByText(/TextLoom PostgreSQL/)).toBeNull();
});

it('says so on the card of an entity', async () => {
  renderElement(
    <EntityProvider
      entity={{
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Resource',
        metadata: { name: 'textloom-postgres' },
      }}
    >
      <EntityCard />
    </EntityProvider>,
    denied,
  );
  expect(
    await screen.findByText('You cannot see restore drills.'),
  ).toBeVisible();
  expect(screen.queryByText('TextLoom PostgreSQL')).toBeNull();
});
