import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  anOverview,
  anOwnOverview,
  anOwnStrip,
  aStrip,
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

function show(answers: CostsAnswers = {}, path = '/costs') {
  const client = new InMemoryCostsClient({ ...sampleAnswers(), ...answers });
  renderCosts({ client, path });
  return client;
}

const table = (name: string) =>
  screen.findByRole('table', { name }, FIRST_SIGHT);

it('answers first: over budget, why, and where to look', async () => {
  show();
  await table('Allocation');
  const verdict = screen.getByText(
    'November will end near $26,480, about $980 over budget.',
  );
  expect(verdict).toBeVisible();
  expect(
    screen.getByText(
      /CDN and egress since 17 Nov, \$1,154 by the end of the month.* Without it November ends \$174 under\./,
    ),
  ).toBeVisible();
  expect(
    screen.getByRole('link', { name: 'Open the anomaly' }),
  ).toHaveAttribute('href', '/costs/anomalies?anomaly=anomaly-cdn-2026-11-17');
  expect(
    screen.getByRole('heading', { name: 'Costs, November 2026' }),
  ).toBeVisible();
});

it('says limit, source or age of each figure', async () => {
  show();
  await table('Allocation');
  const figures = within(
    screen.getByRole('region', { name: 'The month in figures' }),
  );
  const terms = figures.getAllByRole('term').map(each => each.textContent);
  expect(terms).toEqual([
    'Month to date',
    'Forecast',
    'Budget',
    'Per video',
    'Commitments used',
    'Possible savings',
  ]);
  for (const text of [
    'to 21 Nov, 73% of budget',
    '80%: $25,900 to $27,110',
    'over by $980',
    '−3.1% against October',
    '$214.62 unused',
    '2 actions not taken yet',
  ]) {
    expect(figures.getByText(text)).toBeVisible();
  }
});

it('allocates the month to components and layers that sum to the bill', async () => {
  show();
  const components = within(await table('Allocation')).getAllByRole('row');
  expect(components).toHaveLength(11);
  expect(components[1]).toHaveTextContent(
    /textloom-worker.*Media.*\$6,214\.08/,
  );
  expect(components[1]).toHaveTextContent('+6.2%');
  const layers = within(
    await table('Layers that belong to nobody alone'),
  ).getAllByRole('row');
  expect(layers).toHaveLength(7);
  expect(layers[1]).toHaveTextContent(/Idle capacity.*\$903\.18.*−11\.7%/);
  const card = within(screen.getByRole('region', { name: 'Allocation' }));
  expect(card.getByText('$18,642.37')).toBeVisible();
  expect(card.getByText('Equal to the bill, difference $0.00')).toBeVisible();
});

it('explains the month to date down to the rows', async () => {
  const client = show();
  await table('Allocation');
  await userEvent.click(
    screen.getByRole('button', { name: 'How $18,642.37 is made' }),
  );
  const made = within(
    await screen.findByRole('dialog', { name: 'How $18,642.37 is made' }),
  );
  expect(await made.findByText('Credits and refunds')).toBeVisible();
  expect(made.getByText('−$300.00')).toBeVisible();
  expect(made.getByText(/Difference to the bill: \$0\.00\./)).toBeVisible();
  expect(made.getByRole('link', { name: 'See the rows' })).toHaveAttribute(
    'href',
    '/costs/explore?from=2026-11-01&to=2026-11-21&rows=open',
  );
  expect(client.asked('explain')).toEqual([
    { from: '2026-11-01', to: '2026-11-21', currency: 'USD' },
  ]);
});

it('keeps the grouping of its chart in the address', async () => {
  const client = show();
  await table('Allocation');
  await userEvent.click(screen.getByRole('button', { name: 'By owner' }));
  expect(screen.getByRole('button', { name: 'By owner' })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  expect(client.asked('getOverview')).toEqual([
    { currency: undefined, by: 'owner', month: undefined },
  ]);
});

it('tells anomalies, budgets and what to do next', async () => {
  show();
  await table('Allocation');
  const anomalies = within(screen.getByRole('region', { name: 'Anomalies' }));
  expect(anomalies.getByText('+$412.18')).toBeVisible();
  expect(anomalies.getByText('Planned')).toBeVisible();
  const budgets = within(screen.getByRole('region', { name: 'Budgets' }));
  expect(budgets.getByText('ends $860 over')).toBeVisible();
  expect(budgets.getByText('ends $240 under')).toBeVisible();
  const next = within(screen.getByRole('region', { name: 'Worth doing next' }));
  expect(
    next.getByText('Switch staging off at night and at weekends'),
  ).toBeVisible();
  expect(next.getByText('save $612 a month, low effort')).toBeVisible();
});

it('shows an owner their own part alone, and says who sees the rest', async () => {
  show({ overview: anOwnOverview(anOwnStrip()) });
  const rows = within(await table('Allocation')).getAllByRole('row');
  expect(rows).toHaveLength(4);
  expect(
    screen.getByText(/These are the costs of Media, whose member you are\./),
  ).toBeVisible();
  expect(screen.getByText('Yours: Media')).toBeVisible();
  // Nothing from which the bill could be found by subtraction.
  expect(screen.queryByText(/nobody alone/)).toBeNull();
  expect(document.body).not.toHaveTextContent('18,642');
  expect(document.body).not.toHaveTextContent('difference');
});

it('says which source is old, and calls nothing good then', async () => {
  const [aws] = aStrip().sources;
  show({
    overview: anOverview({
      strip: aStrip({
        sources: [
          {
            ...aws,
            state: 'stale',
            problem: { code: 'late', args: { days: '4' } },
          },
        ],
      }),
      forecast: { ...anOverview().forecast!, total: '25000' },
      anomalies: [],
    }),
  });
  await table('Allocation');
  expect(screen.getByText('AWS is old: figures end on 21 Nov.')).toBeVisible();
  expect(screen.getByText('No new export for 4 days.')).toBeVisible();
  expect(
    screen
      .getByText('November will end near $25,000, about $500 under budget.')
      .closest('[data-intent]'),
  ).toHaveAttribute('data-intent', 'stale');
});

it('says how to connect a bill where none was read', async () => {
  const { billedTo, ...strip } = aStrip({ sources: [], openPeriods: [] });
  show({ overview: anOverview({ strip }) });
  expect(billedTo).toBeDefined();
  expect(
    await screen.findByText('No bill has been read yet.', {}, FIRST_SIGHT),
  ).toBeVisible();
  expect(
    screen.getByRole('link', { name: 'How to connect a bill' }),
  ).toHaveAttribute('href', expect.stringContaining('connect-a-bill'));
  expect(screen.queryByRole('table')).toBeNull();
});

it('never adds currencies: another one is chosen', async () => {
  const client = show({
    overview: anOverview({ strip: aStrip({ otherCurrencies: ['CNY'] }) }),
  });
  await table('Allocation');
  await userEvent.selectOptions(
    screen.getByRole('combobox', { name: 'Currency' }),
    'CNY',
  );
  expect(client.asked('getOverview')).toEqual([
    { currency: 'CNY', by: 'layer', month: undefined },
  ]);
});

it('stays usable with 1,000 components', async () => {
  const { allocation } = anOverview();
  show({
    overview: anOverview({
      allocation: Array.from({ length: 1000 }, (_, index) => ({
        ...allocation[0],
        key: `component:default/service-with-a-very-long-name-${index}`,
      })),
    }),
  });
  const rows = within(await table('Allocation')).getAllByRole('row');
  expect(rows).toHaveLength(201);
  expect(screen.getByText('1,000 components')).toBeVisible();
});

it('shows an earlier month as what it cost', async () => {
  const client = show({
    overview: anOverview({
      month: '2026-10',
      monthToDate: '25640',
      forecast: undefined,
    }),
  });
  await table('Allocation');
  expect(
    screen.getByText('October 2026 cost $25,640, $140 over budget.'),
  ).toBeVisible();
  expect(screen.queryByText('Forecast', { selector: 'dt' })).toBeNull();
  await userEvent.click(screen.getByRole('button', { name: 'Month after' }));
  expect(client.asked('getOverview')).toEqual([
    { currency: undefined, by: 'layer', month: '2026-11' },
  ]);
});
