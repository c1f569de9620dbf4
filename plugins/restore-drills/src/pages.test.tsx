import { fireEvent, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  aDrillView,
  aPlanDetailView,
  anOverview,
  InMemoryRestoreDrillsClient,
  RestoreDrillsAnswers,
  SAMPLE_DRILLS,
  SAMPLE_PLANS,
  SAMPLE_STORES,
  sampleAnswers,
  TEST_NOW,
} from '@textloom/plugin-restore-drills-common/testUtils';
import { clientThat, refusal } from './__testUtils__/clients';
import {
  FIRST_SIGHT,
  renderRestoreDrills,
} from './__testUtils__/renderRestoreDrills';

jest.setTimeout(60_000);

const PLAN = '/restore-drills/plans/textloom-postgres-bad-write';

beforeEach(() => {
  jest.spyOn(Date, 'now').mockReturnValue(TEST_NOW);
});

function show(path: string, answers: RestoreDrillsAnswers = {}) {
  const client = new InMemoryRestoreDrillsClient({
    ...sampleAnswers(),
    ...answers,
  });
  renderRestoreDrills({ client, path });
  return client;
}

describe('overview', () => {
  const caption = 'Stores and scenarios against their targets';
  const table = () =>
    screen.findByRole('table', { name: caption }, FIRST_SIGHT);

  it('answers first, then shows stores and scenarios against their targets', async () => {
    show('/restore-drills');
    const rows = within(await table()).getAllByRole('row');
    expect(
      screen.getByText(
        'The last drill of TextLoom PostgreSQL: Instance loss did not pass.',
      ),
    ).toBeVisible();
    expect(rows).toHaveLength(7);
    const [, worst] = rows;
    expect(worst).toHaveTextContent('TextLoom PostgreSQL');
    expect(worst).toHaveTextContent('Failed');
    expect(worst).toHaveTextContent('Overdue P1, failed');
    const proven = rows.find(row => /Bad write/.test(row.textContent!))!;
    expect(proven).toHaveTextContent(
      /Passed.* \/ 1 h.* \/ 15 minLast proven1 day ago/,
    );
    const rds = rows.find(row => /Billing RDS/.test(row.textContent!))!;
    expect(rds).toHaveTextContent('not exercised here');
  });

  it('leaves out columns between phone and desk, never the measured ones', async () => {
    window.matchMedia = media =>
      Object.assign(new EventTarget(), {
        matches: media.includes('max-width: 1279px'),
        media,
        addListener: () => {},
        removeListener: () => {},
      }) as never;
    show('/restore-drills');
    const columns = within(await table()).getAllByRole('columnheader');
    expect(columns.map(column => column.textContent)).toEqual([
      'Store and scenario',
      'Last drill',
      'Recovery / RTO',
      'Loss / RPO',
      'Next drill',
    ]);
    Reflect.deleteProperty(window, 'matchMedia');
  });

  it('keeps its filters in the address, and clears them', async () => {
    show('/restore-drills?state=overdue&scenario=instance-loss');
    const rows = within(await table()).getAllByRole('row');
    expect(rows.slice(1).map(row => row.textContent)).toEqual(
      expect.arrayContaining([expect.stringContaining('Instance loss')]),
    );
    expect(screen.getByText(/^\d of 6 plans$/)).toBeVisible();
    await userEvent.type(screen.getByRole('searchbox'), 'nothing like it');
    await userEvent.click(
      screen.getByRole('button', { name: 'Clear the filter' }),
    );
    expect(await screen.findByText('6 plans')).toBeVisible();
  });

  it('shows a day of the calendar with its drills', async () => {
    show('/restore-drills');
    await table();
    const day = screen.getByRole('button', {
      name: 'Saturday 28 November, 1 drill, 1 plan due',
    });
    await userEvent.click(day);
    expect(day).toHaveAttribute('aria-pressed', 'true');
    const drills = screen.getByRole('table', {
      name: 'Drills of Saturday 28 November',
    });
    expect(within(drills).getByText('drill-0fa11ed1')).toBeVisible();
  });

  it('says how to connect a store where there is none', async () => {
    show('/restore-drills', {
      overview: anOverview({
        stores: [],
        problem: { code: 'not-configured' },
      }),
    });
    expect(
      await screen.findByText('No store is connected.', {}, FIRST_SIGHT),
    ).toBeVisible();
    expect(
      screen.getByRole('link', { name: 'How to connect a store' }),
    ).toHaveAttribute('href', expect.stringContaining('connect-a-store'));
  });
});

it.each([
  '/restore-drills',
  '/restore-drills/stores/textloom-postgres',
  PLAN,
  '/restore-drills/drills',
  '/restore-drills/drills/drill-0a55ed01',
])('%s says that the drills do not answer', async path => {
  renderRestoreDrills({
    path,
    client: clientThat(async () => {
      throw new TypeError('broken');
    }),
  });
  expect(
    await screen.findByText(
      'The restore drills did not answer.',
      {},
      FIRST_SIGHT,
    ),
  ).toBeVisible();
});

it.each([
  ['/restore-drills/stores/none', 'There is no such store.'],
  ['/restore-drills/plans/none', 'There is no such plan.'],
  ['/restore-drills/drills/drill-00000000', 'There is no such drill.'],
])('%s says so', async (path, title) => {
  show(path);
  expect(await screen.findByText(title, {}, FIRST_SIGHT)).toBeVisible();
  expect(screen.getByRole('link', { name: 'All stores' })).toHaveAttribute(
    'href',
    '/restore-drills',
  );
});

describe('store', () => {
  it('shows what it would lose now, its plans, and how that changed', async () => {
    show('/restore-drills/stores/textloom-postgres');
    const figures = await screen.findByRole(
      'region',
      { name: 'Figures of TextLoom PostgreSQL' },
      FIRST_SIGHT,
    );
    expect(figures).toHaveTextContent('At risk now1 min 14 slimit 15 min');
    expect(figures).toHaveTextContent('Newest marker#48260written 3 s ago');
    expect(
      screen.getByRole('img', {
        name: 'At risk of TextLoom PostgreSQL, 5 min 30 s at most',
      }),
    ).toBeInTheDocument();
    expect(screen.getByText('every 5 s')).toBeVisible();
  });

  it('predicts no further than the drills carry', async () => {
    const answers = sampleAnswers();
    const view = answers.stores!['textloom-postgres'];
    const like = view.drills.find(({ id }) => id === 'drill-0a55ed01')!;
    const drills = [1, 2, 3, 4, 5].map(gb => ({
      ...like,
      id: `drill-0000000${gb}`,
      queuedAt: TEST_NOW - gb * 86_400_000,
      bytes: gb * 1e9,
      rtaMs: gb * 60_000,
    }));
    show('/restore-drills/stores/textloom-postgres?size=8', {
      stores: { 'textloom-postgres': { ...view, drills } },
    });
    expect(
      await screen.findByText(/^8 GB takes about 8 min/, {}, FIRST_SIGHT),
    ).toBeVisible();
    const size = screen.getByRole('spinbutton', { name: /^Size/ });
    fireEvent.change(size, { target: { value: '11' } });
    expect(screen.getByText(/^11 GB is not proven/)).toBeVisible();
  });

  it('says that a kind was never exercised', async () => {
    show('/restore-drills/stores/billing-rds');
    expect(
      (await screen.findAllByText(/not exercised here/, {}, FIRST_SIGHT))[0],
    ).toBeVisible();
    expect(
      screen.getByText(/^Built to the vendor’s description/),
    ).toBeVisible();
    expect(screen.getAllByText('No markers are written.')).not.toEqual([]);
  });
});

describe('plan', () => {
  const look = () =>
    screen.findByRole('button', { name: 'Look now' }, FIRST_SIGHT);

  it('looks at what would be done only when asked', async () => {
    const client = show(PLAN);
    const asked = jest.spyOn(client, 'dryRun');
    await userEvent.click(await look());
    expect(asked).toHaveBeenCalledTimes(1);
    const commands = await screen.findByRole('list', { name: 'Commands' });
    expect(commands.children.length).toBeGreaterThan(0);
    expect(screen.getByText('A drill could start now')).toBeVisible();
  });

  it('says why a drill would be refused', async () => {
    const { dryRuns } = sampleAnswers();
    const [run] = Object.values(dryRuns!);
    show(PLAN, {
      dryRuns: {
        'textloom-postgres-bad-write': {
          ...run,
          refusals: [{ code: 'tool-missing', subject: 'pg_ctl' }],
        },
      },
    });
    await userEvent.click(await look());
    expect(await screen.findByText('A drill would be refused')).toBeVisible();
    expect(screen.getByText(/^pg_ctl is not installed here/)).toBeVisible();
  });

  it('starts after saying what is touched and what never is, and leads to the drill', async () => {
    const client = show(PLAN);
    await look();
    await userEvent.click(
      screen.getByRole('button', { name: 'Start a drill…' }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByText('Never touched')).toBeVisible();
    await userEvent.type(dialog.getByRole('textbox'), 'quarterly audit');
    await userEvent.click(
      dialog.getByRole('button', { name: 'Start the drill' }),
    );
    expect(
      await screen.findByRole('list', { name: 'Steps of the drill' }),
    ).toBeVisible();
    expect(client.calls).toEqual([
      {
        method: 'start',
        args: ['textloom-postgres-bad-write', { reason: 'quarterly audit' }],
        idempotencyKey: expect.stringMatching(/^[\w-]{8,}$/),
      },
    ]);
  });

  it('starts the control that was chosen, of those that fit the store', async () => {
    const client = show(PLAN);
    await look();
    await userEvent.click(
      screen.getByRole('button', { name: 'Start a negative control…' }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    const damage = dialog.getByRole('combobox', { name: 'Damage' });
    expect(within(damage).queryByText('RDB beside AOF')).toBeNull();
    await userEvent.selectOptions(damage, 'Flipped byte');
    await userEvent.click(
      dialog.getByRole('button', { name: 'Start the control' }),
    );
    expect(client.calls[0].args[1]).toEqual({ control: 'flipped-byte' });
  });

  it('shows the refusal of the server in the dialog', async () => {
    const client = show(PLAN);
    client.fail('start', refusal({ code: 'target-busy' }));
    await look();
    await userEvent.click(
      screen.getByRole('button', { name: 'Start a drill…' }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.click(
      dialog.getByRole('button', { name: 'Start the drill' }),
    );
    expect(await dialog.findByText('The portal said no.')).toBeVisible();
    expect(
      dialog.getByRole('list', { name: 'The portal said no.' }),
    ).not.toBeEmptyDOMElement();
  });

  it('says of a kind that was never exercised what would be made, before it starts', async () => {
    show('/restore-drills/plans/billing-rds-region-loss');
    await userEvent.click(
      await screen.findByRole(
        'button',
        { name: 'Start a drill…' },
        FIRST_SIGHT,
      ),
    );
    const dialog = within(await screen.findByRole('dialog'));
    expect(
      dialog.getByText(/^Built to the vendor’s description/),
    ).toBeVisible();
    expect(
      dialog.getByText(/^one database instance in the account/),
    ).toBeVisible();
    expect(dialog.queryByText(/reachable from this machine only/)).toBeNull();
  });

  it('gives the reason of the server where it does not start', async () => {
    const { badWrite } = SAMPLE_PLANS;
    const view = aPlanDetailView(SAMPLE_STORES.postgres, badWrite);
    const start = {
      ok: false,
      reason: 'store-not-ready',
      subject: 'not-configured',
    } as const;
    show(`/restore-drills/plans/${badWrite.id}`, {
      plans: { [badWrite.id]: { ...view, plan: { ...view.plan, start } } },
    });
    expect(
      await screen.findByRole(
        'button',
        { name: 'Start a drill…' },
        FIRST_SIGHT,
      ),
    ).toHaveAccessibleDescription('The store is not configured.');
  });
});

describe('all drills', () => {
  it('come a page at a time, newest first, and back again', async () => {
    const view = aDrillView(SAMPLE_DRILLS.passed);
    const drills = Object.fromEntries(
      Array.from({ length: 1_000 }, (_, n) => {
        const id = `drill-${String(n).padStart(8, '0')}`;
        const queuedAt = TEST_NOW - n * 60_000;
        return [id, { ...view, drill: { ...view.drill, id, queuedAt } }];
      }),
    );
    show('/restore-drills/drills', { drills });
    expect(
      await screen.findByText('drill-00000000', {}, FIRST_SIGHT),
    ).toBeVisible();
    expect(screen.queryByText('drill-00000050')).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Older' }));
    expect(await screen.findByText('drill-00000050')).toBeVisible();
    expect(screen.getByText('51 to 100')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Newer' }));
    expect(await screen.findByText('drill-00000000')).toBeVisible();
  });

  it('are those that the address asks for', async () => {
    show('/restore-drills/drills?store=textloom-redis');
    expect(
      await screen.findByText('drill-0edb0001', {}, FIRST_SIGHT),
    ).toBeVisible();
    expect(screen.queryByText('drill-0a55ed01')).toBeNull();
    expect(await screen.findByRole('combobox', { name: 'Store' })).toHaveValue(
      'textloom-redis',
    );
  });
});
