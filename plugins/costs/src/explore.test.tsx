import { InputError, NotAllowedError } from '@backstage/errors';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  anExplore,
  anOwnStrip,
  aRowsView,
  CostsAnswers,
  InMemoryCostsClient,
  sampleAnswers,
  TEST_NOW,
} from '@textloom/plugin-costs-common/testUtils';
import { FIRST_SIGHT, renderCosts } from './__testUtils__/renderCosts';

jest.setTimeout(60_000);

const WORKER = 'component:default/textloom-worker';
const saved: { name: string; blob: Blob }[] = [];
const blobs: Blob[] = [];

beforeEach(() => {
  jest.spyOn(Date, 'now').mockReturnValue(TEST_NOW);
  saved.length = 0;
  blobs.length = 0;
  // jsdom has neither object URLs nor downloads.
  Object.assign(URL, {
    createObjectURL: (blob: Blob) => `blob:${blobs.push(blob)}`,
    revokeObjectURL: () => {},
  });
  jest
    .spyOn(HTMLAnchorElement.prototype, 'click')
    .mockImplementation(function keep(this: HTMLAnchorElement) {
      saved.push({ name: this.download, blob: blobs[blobs.length - 1] });
    });
});

function show(path = '/costs/explore', answers: CostsAnswers = {}) {
  const client = new InMemoryCostsClient({ ...sampleAnswers(), ...answers });
  renderCosts({ client, path });
  return client;
}

const pivot = () => screen.findByRole('table', { name: 'Sums' }, FIRST_SIGHT);

/** The newest question that was not for values to filter by. */
function asked(client: InMemoryCostsClient) {
  const questions = client.calls
    .filter(({ method }) => method === 'explore')
    .map(({ args: [query] }) => query as Record<string, unknown>);
  return questions.filter(({ grain }) => grain === 'day').pop();
}

it('asks for the month so far by component, and says what it costs', async () => {
  const client = show();
  await pivot();
  expect(asked(client)).toEqual({
    from: '2026-11-01',
    to: '2026-11-21',
    grain: 'day',
    groupBy: ['component'],
    metric: 'effective',
    distribute: [],
    key: 'proportional',
    limit: 1000,
  });
  expect(
    screen.getByText(
      '1–21 Nov cost $18,642.37, +3.4% against the time before.',
    ),
  ).toBeVisible();
  expect(
    screen.getByText('textloom-worker changed most: +$362.78.'),
  ).toBeVisible();
});

it('takes the whole question from the address', async () => {
  const client = show(
    `/costs/explore?from=2026-10-01&to=2026-10-31&groupBy=owner,service&metric=billed&grain=day` +
      `&distribute=idle,mesh&key=even&filter=${encodeURIComponent(
        `component:${encodeURIComponent(WORKER)}`,
      )}`,
  );
  await pivot();
  expect(asked(client)).toEqual({
    from: '2026-10-01',
    to: '2026-10-31',
    grain: 'day',
    groupBy: ['owner', 'service'],
    metric: 'billed',
    distribute: ['idle', 'mesh'],
    key: 'even',
    filter: { component: [WORKER] },
    limit: 1000,
  });
  expect(
    screen.getByRole('button', {
      name: 'Remove the filter Component: textloom-worker',
    }),
  ).toBeVisible();
});

it('says what of an address does not hold, and answers the rest', async () => {
  const client = show(
    '/costs/explore?from=2026-02-31&groupBy=colour&metric=billed',
  );
  await pivot();
  expect(
    screen.getByText(
      'This address has values that do not hold: from and groupBy.',
    ),
  ).toBeVisible();
  expect(asked(client)).toMatchObject({
    from: '2026-11-01',
    groupBy: ['component'],
    metric: 'billed',
  });
});

it('filters by values, and takes filters away', async () => {
  const client = show();
  await pivot();
  const value = await screen.findByRole('checkbox', {
    name: /^textloom-worker/,
  });
  await userEvent.click(value);
  await waitFor(() =>
    expect(asked(client)).toMatchObject({ filter: { component: [WORKER] } }),
  );
  await userEvent.click(
    await screen.findByRole('button', { name: /Remove the filter/ }),
  );
  await waitFor(() => expect(asked(client)?.filter).toBeUndefined());
});

it('changes grouping, cost, bars and days without losing its controls', async () => {
  const client = show();
  await pivot();
  const group = screen.getByRole('combobox', { name: 'Group by' });
  await userEvent.selectOptions(group, 'owner');
  await waitFor(() => expect(asked(client)?.groupBy).toEqual(['owner']));
  expect(group).toBeVisible();
  await userEvent.selectOptions(
    screen.getByRole('combobox', { name: 'then by' }),
    'service',
  );
  await waitFor(() =>
    expect(asked(client)?.groupBy).toEqual(['owner', 'service']),
  );
  await userEvent.selectOptions(
    screen.getByRole('combobox', { name: 'Cost' }),
    'list',
  );
  await waitFor(() => expect(asked(client)?.metric).toBe('list'));
  await userEvent.click(screen.getByRole('button', { name: 'Last month' }));
  await waitFor(() =>
    expect(asked(client)).toMatchObject({
      from: '2026-10-01',
      to: '2026-10-31',
    }),
  );
});

it('adds layers to components for who sees all', async () => {
  const client = show();
  await pivot();
  await userEvent.click(screen.getByText('Add layers of nobody to components'));
  await userEvent.click(
    screen.getByRole('checkbox', { name: 'Idle capacity' }),
  );
  await waitFor(() => expect(asked(client)?.distribute).toEqual(['idle']));
});

it('adds none for who sees only their own, and says why', async () => {
  show('/costs/explore', { explore: anExplore({ strip: anOwnStrip() }) });
  await pivot();
  expect(
    screen.getByText(/Layers are made of the costs of all/),
  ).toBeInTheDocument();
  expect(screen.queryByRole('checkbox', { name: 'Idle capacity' })).toBeNull();
});

it('shows the rest of a link with layers to who may not add them', async () => {
  const client = new InMemoryCostsClient();
  const own = anExplore({ strip: anOwnStrip() });
  Object.assign(client, {
    explore: async ({ distribute = [] }: { distribute?: string[] }) => {
      if (distribute.length > 0) throw new NotAllowedError('not yours');
      return own;
    },
  });
  renderCosts({ client, path: '/costs/explore?distribute=idle' });
  await pivot();
  expect(
    screen.getByText(/Layers are made of the costs of all/),
  ).toBeInTheDocument();
});

it('keeps controls and the answer before when a question is not taken', async () => {
  const client = show();
  await pivot();
  client.fail(
    'explore',
    Object.assign(new InputError('key: there are no weights'), {
      statusCode: 400,
    }),
  );
  await userEvent.selectOptions(
    screen.getByRole('combobox', { name: 'Cost' }),
    'billed',
  );
  expect(await screen.findByText('key: there are no weights')).toBeVisible();
  expect(screen.getByRole('combobox', { name: 'Cost' })).toHaveValue('billed');
  expect(screen.getByRole('table', { name: 'Sums' })).toBeVisible();
});

it('opens down to the rows of the bill with their file and row', async () => {
  const client = show();
  const table = await pivot();
  const [, worker] = within(table).getAllByRole('row');
  expect(
    within(worker).getByRole('link', { name: 'textloom-worker' }),
  ).toHaveAttribute('href', expect.stringContaining('groupBy=environment'));
  await userEvent.click(within(worker).getByRole('link', { name: '4,200' }));
  const rows = within(
    await screen.findByRole('table', { name: 'Rows of the bill' }),
  ).getAllByRole('row');
  expect(rows).toHaveLength(3);
  expect(rows[1]).toHaveTextContent('textloom-focus-00001.csv.gz, row 4,711');
  expect(rows[1]).toHaveTextContent('$12.35');
  // What a provider writes is shown as text.
  expect(rows[2]).toHaveTextContent('=HYPERLINK("http://evil.test")');
  expect(client.asked('getRows')).toEqual([
    expect.objectContaining({ filter: { component: [WORKER] } }),
  ]);
});

it('pages through rows', async () => {
  const client = show('/costs/explore?rows=open', {
    rows: aRowsView({ total: 4_000, nextCursor: 'c2' }),
  });
  await pivot();
  expect(await screen.findByText('2 of 4,000')).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Next rows' }));
  await waitFor(() =>
    expect(client.asked('getRows')).toEqual([
      expect.objectContaining({ cursor: 'c2' }),
    ]),
  );
  expect(
    await screen.findByRole('button', { name: 'First rows' }),
  ).toBeVisible();
});

it('saves exactly the question that is shown', async () => {
  const client = show('/costs/explore?groupBy=owner');
  await pivot();
  await userEvent.click(screen.getByRole('button', { name: 'Save as CSV' }));
  await waitFor(() => expect(saved).toHaveLength(1));
  expect(saved[0].name).toBe('costs-2026-11-01-2026-11-21.csv');
  expect(client.asked('exportCsv')).toEqual([asked(client)]);
});

it('says that the file could not be made, and keeps the page', async () => {
  const client = show();
  client.fail('exportCsv', new TypeError('broken'));
  await pivot();
  await userEvent.click(screen.getByRole('button', { name: 'Save as CSV' }));
  expect(await screen.findByText('The file could not be made.')).toBeVisible();
  expect(saved).toEqual([]);
  expect(screen.getByRole('table', { name: 'Sums' })).toBeVisible();
});

it('explains the sum only where rows of the bill can', async () => {
  show();
  await pivot();
  expect(
    screen.getByRole('button', { name: 'How $18,642.37 is made' }),
  ).toBeVisible();
});

it('says that nothing was billed, and clears the filters', async () => {
  const client = show('/costs/explore?filter=environment:dev', {
    explore: anExplore({
      rows: [],
      total: 0,
      sum: '0',
      previousSum: undefined,
      series: { buckets: [], series: [] },
    }),
  });
  expect(
    await screen.findByText(
      'Nothing was billed for these filters on these days.',
      {},
      FIRST_SIGHT,
    ),
  ).toBeVisible();
  await userEvent.click(
    screen.getByRole('button', { name: 'Clear the filters' }),
  );
  await waitFor(() => expect(asked(client)?.filter).toBeUndefined());
});

it('stays usable with 1,000 sums of very long names', async () => {
  show('/costs/explore', {
    explore: anExplore({
      rows: Array.from({ length: 1000 }, (_, index) => ({
        keys: [`component:default/${'very-long-name-'.repeat(8)}${index}`],
        cost: '1.00',
        rows: 1,
      })),
      total: 4321,
    }),
  });
  const rows = within(await pivot()).getAllByRole('row');
  expect(rows).toHaveLength(201);
  expect(screen.getByText('1,000 of 4,321')).toBeVisible();
});
