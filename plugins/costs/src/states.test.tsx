import { NotAllowedError } from '@backstage/errors';
import { act, screen } from '@testing-library/react';
import { CostsSignal } from '@textloom/plugin-costs-common';
import {
  InMemoryCostsClient,
  TEST_NOW,
} from '@textloom/plugin-costs-common/testUtils';
import { HandSignals } from '@textloom/ui/testUtils';
import { clientThat } from './__testUtils__/clients';
import { FIRST_SIGHT, renderCosts } from './__testUtils__/renderCosts';

jest.setTimeout(60_000);

beforeEach(() => {
  jest.spyOn(Date, 'now').mockReturnValue(TEST_NOW);
});

const pages = ['/costs', '/costs/explore', '/costs/forecast'];

it.each(pages)('%s says that the costs do not answer', async path => {
  renderCosts({
    path,
    client: clientThat(async () => {
      throw new TypeError('broken');
    }),
  });
  expect(
    await screen.findByText('The costs did not answer.', {}, FIRST_SIGHT),
  ).toBeVisible();
  expect(screen.getByText(/The rest of the portal works\./)).toBeVisible();
});

it.each(pages)('%s says which permission is missing', async path => {
  renderCosts({
    path,
    client: clientThat(async () => {
      throw new NotAllowedError('no');
    }),
  });
  expect(
    await screen.findByText('You cannot see costs.', {}, FIRST_SIGHT),
  ).toBeVisible();
  expect(screen.getByText(/costs\.cost\.read/)).toBeVisible();
});

it.each(pages)('%s is loading before the first answer', async path => {
  renderCosts({ path, client: clientThat(() => new Promise(() => {})) });
  expect(
    await screen.findByText('Loading', {}, FIRST_SIGHT),
  ).toBeInTheDocument();
});

it('keeps the last figures and says that they are old when the costs do not answer', async () => {
  const signals = new HandSignals<CostsSignal>();
  const client = new InMemoryCostsClient();
  renderCosts({ path: '/costs', client, signals });
  await screen.findByRole('table', { name: 'Allocation' }, FIRST_SIGHT);
  client.fail('getOverview', new TypeError('broken'));
  act(() => signals.send({ dataVersion: 'v2' }));
  expect(
    await screen.findByText('What is below was so when they last answered.'),
  ).toBeVisible();
  expect(screen.getByRole('table', { name: 'Allocation' })).toBeVisible();
});
