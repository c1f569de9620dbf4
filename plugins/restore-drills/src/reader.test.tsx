import { screen } from '@testing-library/react';
import { restoreDrillsDrillReadPermission } from '@textloom/plugin-restore-drills-common';
import { InMemoryRestoreDrillsClient } from '@textloom/plugin-restore-drills-common/testUtils';
import {
  FIRST_SIGHT,
  renderRestoreDrills,
} from './__testUtils__/renderRestoreDrills';

jest.setTimeout(60_000);

// In a file of its own: a page remembers the answer of the permission service.
it('lets nobody look who may not start a drill', async () => {
  renderRestoreDrills({
    client: new InMemoryRestoreDrillsClient(),
    allowed: name => name === restoreDrillsDrillReadPermission.name,
    path: '/restore-drills/plans/textloom-postgres-bad-write',
  });
  await screen.findByRole('button', { name: 'Look now' }, FIRST_SIGHT);
  expect(
    await screen.findByText(
      'You lack the permission restore-drills.drill.start.',
    ),
  ).toBeVisible();
});
