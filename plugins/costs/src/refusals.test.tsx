import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  InMemoryCostsClient,
  TEST_NOW,
} from '@textloom/plugin-costs-common/testUtils';
import { FIRST_SIGHT, renderCosts } from './__testUtils__/renderCosts';

jest.setTimeout(60_000);

beforeEach(() => {
  jest.spyOn(Date, 'now').mockReturnValue(TEST_NOW);
});

// Permissions are kept for a while after they were asked for: a file of its own never saw them granted.
it.each([
  [
    'anomalies?anomaly=anomaly-cdn-2026-11-17',
    'Say what it is…',
    'costs.anomaly.update',
  ],
  ['budgets', 'New budget…', 'costs.budget.update'],
  ['budgets', 'Edit Media…', 'costs.budget.update'],
  ['reconciliation', 'Read the bills again', 'costs.source.refresh'],
])(
  '%s: %s says that %s is missing, and does nothing',
  async (page, name, permission) => {
    const client = new InMemoryCostsClient();
    renderCosts({
      client,
      path: `/costs/${page}`,
      allowed: asked => asked !== permission,
    });
    await screen.findAllByText(
      `You lack the permission ${permission}.`,
      {},
      FIRST_SIGHT,
    );
    const button = screen.getByRole('button', { name });
    expect(button).toHaveAccessibleDescription(
      `You lack the permission ${permission}.`,
    );
    await userEvent.click(button);
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(client.asked('refresh')).toBeUndefined();
  },
);

it('offers no removal that would be refused', async () => {
  renderCosts({
    client: new InMemoryCostsClient(),
    path: '/costs/budgets',
    allowed: () => false,
  });
  await screen.findAllByText(
    'You lack the permission costs.budget.update.',
    {},
    FIRST_SIGHT,
  );
  expect(screen.queryByRole('button', { name: /Remove/ })).toBeNull();
});
