import { screen, within } from '@testing-library/react';
import {
  aForecast,
  aForecasts,
  CostsAnswers,
  InMemoryCostsClient,
  sampleAnswers,
  TEST_NOW,
} from '@textloom/plugin-costs-common/testUtils';
import { FIRST_SIGHT, renderCosts } from './__testUtils__/renderCosts';

jest.setTimeout(60_000);

beforeEach(() => {
  jest.spyOn(Date, 'now').mockReturnValue(TEST_NOW);
});

function show(answers: CostsAnswers = {}, path = '/costs/forecast') {
  const client = new InMemoryCostsClient({ ...sampleAnswers(), ...answers });
  renderCosts({ client, path });
  return client;
}

const methods = () =>
  screen.findByRole('table', { name: 'How it is foreseen' }, FIRST_SIGHT);

it('says what the month will cost, and how well methods foresaw days that they had not seen', async () => {
  show();
  const rows = within(await methods()).getAllByRole('row');
  expect(screen.getByText('November will cost about $26,480.')).toBeVisible();
  expect(
    screen.getByText('80% of such months end between $25,900 and $27,110.'),
  ).toBeVisible();
  expect(rows).toHaveLength(4);
  expect(rows[1]).toHaveTextContent(/Median of the last same weekdays.*taken/);
  expect(
    screen.getByText(
      'Error: foreseen and billed days differ by 2% of what was billed. Bias: it foresees 0.40% too much. Coverage: 83% of the days were inside the 80% range.',
    ),
  ).toBeVisible();
});

it('shows the next months, known charges, and kept forecasts against what came', async () => {
  show();
  await methods();
  const table = (name: string) =>
    within(screen.getByRole('table', { name })).getAllByRole('row');
  expect(table('Next months')[1]).toHaveTextContent(
    /December 2026.*\$27,120.*\$25,100.*\$29,300/,
  );
  expect(table('Kept forecasts')[2]).toHaveTextContent(
    /October 2026.*\$26,210.*\$25,640.*\+2\.2%/,
  );
  expect(screen.getByText('Sentry, monthly fee')).toBeVisible();
});

it('does not pretend to foresee without a history', async () => {
  show({
    forecasts: aForecasts({ forecast: undefined, months: [], kept: [] }),
  });
  expect(
    await screen.findByText(
      'The rest of November cannot be foreseen yet.',
      {},
      FIRST_SIGHT,
    ),
  ).toBeVisible();
  expect(screen.getByText('Nothing could be tested yet.')).toBeVisible();
  expect(screen.getByText('Not foreseen yet.')).toBeVisible();
});

it('names a mean that goes on as that', async () => {
  show({
    forecasts: aForecasts({
      forecast: aForecast({
        hasHistory: false,
        method: 'run-rate',
        scores: [],
      }),
    }),
  });
  expect(
    await screen.findByText(
      /The history is too short to compare methods/,
      {},
      FIRST_SIGHT,
    ),
  ).toBeVisible();
});

it('foresees a part of the costs, and says which', async () => {
  const client = show({}, '/costs/forecast?filter=environment:staging');
  await methods();
  expect(screen.getByText('Environment: staging')).toBeVisible();
  expect(client.asked('getForecast')).toEqual([
    { currency: undefined, filter: { environment: ['staging'] } },
  ]);
});
