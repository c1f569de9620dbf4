import { ConflictError } from '@backstage/errors';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  aBudgets,
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
  renderCosts({ client, path: '/costs/budgets' });
  return client;
}

const list = () =>
  screen.findByRole(
    'region',
    { name: 'Budgets of November 2026' },
    FIRST_SIGHT,
  );

async function dialogOf(button: string) {
  await list();
  await userEvent.click(screen.getByRole('button', { name: button }));
  return within(await screen.findByRole('dialog'));
}

it('says what will be passed and what to do, and who was told when', async () => {
  show();
  const [all, media] = within(await list())
    .getAllByRole('heading', { level: 4 })
    .map(heading => heading.closest('li')!);
  expect(
    screen.getByText(
      '2 budgets will be passed, most All of TextLoom by about $980.',
    ),
  ).toBeVisible();
  expect(all).toHaveTextContent(/All costs.*\$18,642\.37 of \$25,500\.00/);
  expect(all).toHaveTextContent(/ends \$980 over/);
  expect(all).toHaveTextContent(/What to do then Ask finance before/);
  expect(all).toHaveTextContent(/18 Nov.*: the forecast passed 100%/);
  expect(
    within(all).getByRole('img', {
      name: 'All of TextLoom: 73% of the amount spent, 104% foreseen',
    }),
  ).toBeInTheDocument();
  expect(media).toHaveTextContent(/Owner Media/);
  expect(media).toHaveTextContent(/Nobody has been told this month\./);
});

it('is set for an owner that has costs, as the server reads it', async () => {
  const client = show();
  const dialog = await dialogOf('New budget…');
  await userEvent.type(dialog.getByLabelText('Name'), 'Worker');
  await userEvent.selectOptions(dialog.getByLabelText('Of what'), 'component');
  const value = dialog.getByLabelText('Whose costs');
  await within(value).findByRole('option', { name: 'textloom-worker' });
  await userEvent.selectOptions(value, 'textloom-worker');
  await userEvent.type(dialog.getByLabelText('Amount a month, USD'), '9000.50');
  await userEvent.click(dialog.getByRole('button', { name: 'Set the budget' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(client.asked('createBudget')).toEqual([
    {
      name: 'Worker',
      scope: {
        dimension: 'component',
        value: 'component:default/textloom-worker',
      },
      amount: '9000.50',
      currency: 'USD',
      thresholds: [80, 100],
      forecastAlert: true,
      remedy: '',
    },
  ]);
});

it('says what is wrong where it is, when a field is left, and sends nothing', async () => {
  const client = show();
  const dialog = await dialogOf('New budget…');
  await userEvent.type(dialog.getByLabelText('Amount a month, USD'), '1,200');
  expect(dialog.queryByText(/Must be an amount above zero/)).toBeNull();
  await userEvent.tab();
  expect(dialog.getByLabelText('Amount a month, USD')).toBeInvalid();
  expect(dialog.getByLabelText('Tell at, per cent of the amount')).toBeValid();
  await userEvent.click(dialog.getByRole('button', { name: 'Set the budget' }));
  expect(dialog.getByLabelText('Name')).toHaveAccessibleDescription(
    'Give it a name of at most 80 characters.',
  );
  expect(client.asked('createBudget')).toBeUndefined();
});

it('is changed with the version that was seen; a conflict is said, and asked for anew', async () => {
  const client = show();
  client.fail('updateBudget', new ConflictError('version 3 is there'));
  const dialog = await dialogOf('Edit Media…');
  const amount = dialog.getByLabelText('Amount a month, USD');
  await userEvent.clear(amount);
  await userEvent.type(amount, '14000');
  await userEvent.click(dialog.getByRole('button', { name: 'Save' }));
  expect(
    await dialog.findByText(/Somebody changed it meanwhile\./),
  ).toBeVisible();
  expect(amount).toHaveValue('14000');
  expect(client.asked('updateBudget')).toEqual([
    'media',
    expect.objectContaining({ amount: '14000', version: 2 }),
  ]);
  expect(
    client.calls.filter(({ method }) => method === 'getBudgets').length,
  ).toBeGreaterThan(1);
});

it('is removed by its consequence, and kept by the safe choice', async () => {
  const client = show();
  const dialog = await dialogOf('Remove Media…');
  expect(dialog.getByText(/\$13,000\.00 a month/)).toBeVisible();
  expect(dialog.getByRole('button', { name: 'Keep Media' })).toHaveFocus();
  await userEvent.click(dialog.getByRole('button', { name: 'Remove it' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(client.asked('removeBudget')).toEqual(['media', 2]);
});

it('goes to the month before, and keeps it in the question', async () => {
  const client = show();
  await list();
  await userEvent.click(screen.getByRole('button', { name: 'Month before' }));
  await waitFor(() =>
    expect(client.asked('getBudgets')).toEqual([
      { currency: undefined, month: '2026-10' },
    ]),
  );
});

it('says what a budget is good for when none is set', async () => {
  show({ budgets: aBudgets({ budgets: [] }) });
  expect(
    await screen.findByText('No budget is set.', {}, FIRST_SIGHT),
  ).toBeVisible();
});
