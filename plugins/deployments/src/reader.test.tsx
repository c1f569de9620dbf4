import { screen } from '@testing-library/react';
import {
  deploymentsProposalCreatePermission,
  deploymentsProposalReadPermission,
} from '@textloom/plugin-deployments-common';
import { InMemoryDeploymentsClient } from '@textloom/plugin-deployments-common/testUtils';
import { renderDeployments } from './__testUtils__/renderDeployments';
import { board } from './__testUtils__/lists';

jest.setTimeout(60_000);

// In a file of its own: a page remembers the answer of the permission service.
it('offers nothing on the board to somebody who only reads', async () => {
  renderDeployments({
    client: new InMemoryDeploymentsClient({ board }),
    allowed: name => name === deploymentsProposalReadPermission.name,
  });
  const propose = await screen.findByRole(
    'button',
    { name: 'Propose…' },
    { timeout: 30_000 },
  );
  expect(propose).toHaveAccessibleDescription(
    `You lack the permission ${deploymentsProposalCreatePermission.name}.`,
  );
  expect(screen.getByRole('table')).toBeVisible();
  expect(screen.queryByRole('link', { name: /^Propose/ })).toBeNull();
});
