import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  anOwnStrip,
  aReconciliation,
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

function show(answers: CostsAnswers = {}) {
  const client = new InMemoryCostsClient({ ...sampleAnswers(), ...answers });
  renderCosts({ client, path: '/costs/reconciliation' });
  return client;
}

const rowsOf = async (name: string) =>
  within(await screen.findByRole('table', { name }, FIRST_SIGHT)).getAllByRole(
    'row',
  );

it('proves each day down to its layers', async () => {
  show();
  const rows = await rowsOf('Day by day, November 2026');
  expect(rows).toHaveLength(22);
  expect(rows[1]).toHaveTextContent(/^21 Nov.*Components.*\$0\.00$/);
  expect(
    screen.getByText('What is shown is what was billed, on each of 21 days.'),
  ).toBeVisible();
});

it('shows months with what they were before, and findings with row and column', async () => {
  show();
  const [, , october] = await rowsOf('Months of the bill');
  expect(october).toHaveTextContent(
    /October 2026AWS−\$12\.40 against version 32.*33.*Closed.*1,810,442.*\$25,640\.00.*\$25,301\.90/,
  );
  const [, finding] = await rowsOf('Findings in the bill');
  expect(finding).toHaveTextContent(
    /EffectiveCost is no number\..*Not counted.*textloom-focus-00001\.csv\.gz, row 90,211.*AWS, November 2026.*n\/a.*3/,
  );
});

it('says what to do about a source', async () => {
  const strip = aStrip({
    sources: [
      {
        id: 'aws',
        title: 'AWS',
        state: 'failed',
        problem: { code: 'wrong-header', args: { column: 'BilledCost' } },
      },
    ],
  });
  show({ reconciliation: aReconciliation({ strip }) });
  const [, source] = await rowsOf('Sources');
  expect(source).toHaveTextContent(
    /AWS.*Could not be read.*does not have the column BilledCost\. Correct the export/,
  );
});

it('shows its sources before a bill was read', async () => {
  const strip = aStrip({ billedTo: undefined, openPeriods: [] });
  show({
    reconciliation: aReconciliation({
      strip,
      days: [],
      partitions: [],
      findings: [],
    }),
  });
  expect(await rowsOf('Sources')).toHaveLength(2);
  expect(screen.getByText('No month has been read yet.')).toBeVisible();
});

it('reads the bills again, and says what came of it', async () => {
  const client = show();
  await rowsOf('Sources');
  await userEvent.click(
    screen.getByRole('button', { name: 'Read the bills again' }),
  );
  expect(
    await screen.findByText('The sources were asked: 1 month is read again.'),
  ).toBeVisible();
  expect(client.asked('refresh')).toEqual([]);
  expect(
    client.calls.filter(({ method }) => method === 'getReconciliation').length,
  ).toBeGreaterThan(1);
});

it('says that the bills could not be read again', async () => {
  const client = show();
  client.fail('refresh', new TypeError('broken'));
  await rowsOf('Sources');
  await userEvent.click(
    screen.getByRole('button', { name: 'Read the bills again' }),
  );
  expect(await screen.findByText(/The portal did not answer\./)).toBeVisible();
});

it('tells who sees their own no sums of others', async () => {
  show({
    reconciliation: aReconciliation({
      strip: anOwnStrip(),
      days: [],
      partitions: [],
      findings: [],
    }),
  });
  expect(
    await screen.findByText(
      'What is shown is what was billed.',
      {},
      FIRST_SIGHT,
    ),
  ).toBeVisible();
  expect(
    screen.queryByRole('region', { name: 'Months of the bill' }),
  ).toBeNull();
});
