import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  aCommitments,
  aContract,
  aContracts,
  anOwnStrip,
  aUnits,
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

function show(page: string, answers: CostsAnswers = {}) {
  const client = new InMemoryCostsClient({ ...sampleAnswers(), ...answers });
  renderCosts({ client, path: `/costs/${page}` });
  return client;
}

const said = (text: string) => screen.findByText(text, {}, FIRST_SIGHT);
const table = (name: string) =>
  screen.findByRole('table', { name }, FIRST_SIGHT);

describe('contracts', () => {
  it('say what must be decided first, what is used of each, and what to compare', async () => {
    show('contracts');
    const [sentry, pagerDuty] = within(
      await screen.findByRole('region', { name: 'Contracts' }, FIRST_SIGHT),
    )
      .getAllByRole('heading', { level: 4 })
      .map(heading => heading.closest('li')!);
    expect(sentry).toHaveTextContent(
      /Decide by 1 Dec.*Sentry.*Error tracking · Experience.*\$4,280\.00 of \$4,800\.00/,
    );
    expect(sentry).toHaveTextContent(
      /1 Jan to 31 Dec · renews by itself unless notice is given 30 days before.*Worth comparing: GlitchTip\./,
    );
    expect(pagerDuty).toHaveTextContent(/ends at \$9,230, \$230 over/);
    expect(
      within(sentry).getByRole('img', {
        name: 'Sentry: 89% of the commitment used after 89% of the term',
      }),
    ).toBeInTheDocument();
    expect(
      within(sentry).getByRole('link', { name: 'See its bill' }),
    ).toHaveAttribute('href', expect.stringContaining('provider%3ASentry'));
  });

  it('of another currency show no use that was not asked for', async () => {
    show('contracts', {
      contracts: aContracts({
        contracts: [aContract({ currency: 'EUR', used: '0' })],
      }),
    });
    expect(
      await said('It is in EUR: choose that currency to see its use.'),
    ).toBeVisible();
    expect(screen.queryByText(/of €4,800/)).toBeNull();
  });

  it('of nobody among the groups are said so', async () => {
    show('contracts', {
      contracts: aContracts({ strip: anOwnStrip(), contracts: [] }),
    });
    expect(await said('None of your groups owns a contract.')).toBeVisible();
  });
});

describe('commitments', () => {
  it('say what was used, for each, and what is covered by month', async () => {
    show('commitments');
    const [, first] = within(await table('Commitments')).getAllByRole('row');
    expect(first).toHaveTextContent(
      /Compute Savings Plan.*Savings Plan.*\$2,468\.13.*\$214\.62.*92%.*\$986\.40.*31 Mar 2027/,
    );
    const [, november] = within(await table('Coverage')).getAllByRole('row');
    expect(november).toHaveTextContent(/November 2026.*56%/);
    await userEvent.click(screen.getByRole('button', { name: 'Table' }));
    expect(
      screen.getAllByRole('columnheader').map(cell => cell.textContent),
    ).toEqual(expect.arrayContaining(['Standard', 'Committed', 'Spot']));
  });

  it('tell who sees their own how that was priced', async () => {
    show('commitments', {
      commitments: aCommitments({ strip: anOwnStrip(), commitments: [] }),
    });
    expect(await said('You see how your own costs were priced.')).toBeVisible();
    expect(screen.queryByRole('table', { name: 'Commitments' })).toBeNull();
    expect(
      screen.getByRole('region', { name: 'How it was priced, by month' }),
    ).toBeVisible();
  });
});

describe('unit costs', () => {
  it('are told by month, with what they are of and how much is counted', async () => {
    show('units');
    const rows = within(await table('Per video by month')).getAllByRole('row');
    expect(rows[1]).toHaveTextContent(
      /November 2026so far.*\$0\.0412.*−3\.1%.*\$18,642\.37.*452,500/,
    );
    expect(screen.getAllByText('Of System textloom')).toHaveLength(2);
    expect(
      screen.getByText(/^21 of 21 billed days of November have both/),
    ).toBeVisible();
  });

  it('of a month in which none was made are no zero', async () => {
    show('units');
    const rows = within(await table('Per 1,000 tasks by month')).getAllByRole(
      'row',
    );
    expect(rows[1]).toHaveTextContent(/November 2026.*none counted.*–/);
  });

  it('say what is missing when nothing is counted', async () => {
    show('units', { units: aUnits({ units: [] }) });
    expect(await said('No unit is counted.')).toBeVisible();
    expect(
      screen.getByRole('link', { name: 'How to connect counts' }),
    ).toBeVisible();
  });
});
