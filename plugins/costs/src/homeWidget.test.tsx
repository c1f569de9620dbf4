import { NotAllowedError } from '@backstage/errors';
import { screen, waitFor } from '@testing-library/react';
import {
  anOverview,
  InMemoryCostsClient,
  sampleAnswers,
  TEST_NOW,
} from '@textloom/plugin-costs-common/testUtils';
import { renderElement } from './__testUtils__/renderCosts';
import { HomeWidget } from './components/HomeWidget/HomeWidget';

jest.setTimeout(60_000);

beforeEach(() => {
  jest.spyOn(Date, 'now').mockReturnValue(TEST_NOW);
});

function show(overview = anOverview()) {
  const client = new InMemoryCostsClient({ ...sampleAnswers(), overview });
  renderElement(<HomeWidget />, { client });
}

it('says how the month will end against its budget', async () => {
  const overview = anOverview();
  show(overview);
  expect(await screen.findByText(/^November will end .* over/)).toBeVisible();
  expect(
    screen.getByText(/^\$[\d,.]+ of \$[\d,]+ up to 21 Nov$/),
  ).toBeVisible();
  expect(screen.getByRole('img', { name: /spent|forecast/i })).toBeVisible();
});

it('asks for a budget where there is none', async () => {
  show(anOverview({ budget: undefined }));
  expect(
    await screen.findByRole('link', { name: /^Set a budget/ }),
  ).toHaveAttribute('href', '/costs/budgets');
});

it('is nothing for who may not see costs', async () => {
  const client = new InMemoryCostsClient();
  client.fail('getOverview', new NotAllowedError('not yours'));
  renderElement(<HomeWidget />, { client });
  await waitFor(() => expect(client.asked('getOverview')).toBeDefined());
  await waitFor(() =>
    expect(screen.queryByText('Cost of the month')).not.toBeInTheDocument(),
  );
});
