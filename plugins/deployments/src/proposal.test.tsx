import { act, cleanup, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { InMemoryDeploymentsClient } from '@textloom/plugin-deployments-common/testUtils';
import { NOW, renderDeployments } from './__testUtils__/renderDeployments';
import {
  FIRST_SIGHT,
  showProposal as show,
} from './__testUtils__/showProposal';
import { aView, MINUTE, PROPOSAL_ID } from './__testUtils__/views';

jest.setTimeout(60_000);

beforeEach(() => {
  jest.spyOn(Date, 'now').mockReturnValue(NOW);
});

const button = (name: string | RegExp) => screen.getByRole('button', { name });

it('answers first, with ladder, figures, changes, gates and log', async () => {
  await show(aView());
  expect(
    screen.getByText('At 25% of traffic and within its limits.'),
  ).toBeVisible();
  expect(screen.getByText('Canary at 25%')).toBeVisible();
  const ladder = screen.getByRole('list', { name: 'Way to all traffic' });
  const rungs = [...ladder.children];
  expect(rungs.map(rung => rung.textContent)).toEqual([
    expect.stringMatching(
      /^5%Level 1, team-leadComplete.*Tang Rui, team-leads/,
    ),
    '25%Hold at 5%Complete',
    expect.stringMatching(
      /^50%Level 2, sreWaiting on youUnlocks 100% of traffic1 seat open: sre.*Hold at 25%Running5 min of 10 min/,
    ),
    expect.stringMatching(/^100%Hold at 50%Later10 min within the limits/),
  ]);
  const errors = screen.getByRole('row', { name: /Error rate/ });
  expect(errors).toHaveTextContent(
    /0.19%1.8.00.23%Limitat most 1%VerdictWithin limits/,
  );
  expect(screen.getByRole('row', { name: /P95/ })).toHaveTextContent(
    /308 ms1.8.0331 msLimitat most 500 ms/,
  );
  expect(
    within(screen.getByRole('list', { name: 'Gates' })).getByText(
      '1,412 tests',
    ),
  ).toBeVisible();
  const log = screen.getByRole('list', { name: 'What happened, newest first' });
  expect(log.firstElementChild).toHaveTextContent(
    'Traffic is at 25%2 · a91c44e0',
  );
  expect(screen.getByText(/^Chain verified/)).toBeVisible();
});

it('rolls back with a reason, naming what returns', async () => {
  const { client } = await show(aView());
  await userEvent.click(button('Abort and roll back…'));
  const dialog = screen.getByRole('dialog', {
    name: 'Roll textloom-api back to 1.7.2 in prod?',
  });
  expect(dialog).toHaveTextContent('25% of traffic returns to 1.7.2');
  expect(
    within(dialog).getByRole('button', { name: 'Keep 1.8.0 at 25%' }),
  ).toBeVisible();
  await userEvent.type(within(dialog).getByRole('textbox'), 'errors rise');
  await userEvent.click(
    within(dialog).getByRole('button', { name: 'Roll back' }),
  );
  expect(client.calls[0]).toMatchObject({
    method: 'abort',
    args: [PROPOSAL_ID, { reason: 'errors rise' }],
  });
});

it('offers resume for pause while it is paused', async () => {
  const execution = {
    ...aView().proposal.execution!,
    pausedBy: 'user:default/team-lead',
  };
  await show(aView({}, { execution }));
  expect(
    screen.getByText('Tang Rui paused it at 25% of traffic.'),
  ).toBeVisible();
  expect(screen.queryByRole('button', { name: 'Pause…' })).toBeNull();
  expect(button('Resume…')).toBeVisible();
});

it('breaks glass for one of the open incidents', async () => {
  const pending = { state: 'Pending', execution: undefined } as const;
  const { client } = await show(
    aView(
      {
        mine: { ...aView().mine, breakGlass: { ok: true } },
        incidents: [
          {
            id: 'f1',
            severity: 'P0',
            title: 'Uploads are down',
            since: NOW - 14 * MINUTE,
          },
          { id: 'f2', severity: 'P1', title: 'ApiLatencyHigh' },
        ],
      },
      pending,
    ),
  );
  await userEvent.click(button('Break glass…'));
  const dialog = screen.getByRole('dialog');
  const choice = within(dialog).getByRole('combobox', { name: 'Incident' });
  expect(
    within(choice)
      .getAllByRole('option')
      .map(({ textContent }) => textContent),
  ).toEqual([
    'choose…',
    'P0 · Uploads are down · 14 min',
    'P1 · ApiLatencyHigh',
  ]);
  await userEvent.type(
    within(dialog).getByRole('textbox', { name: 'Reason' }),
    'uploads are down',
  );
  const confirm = within(dialog).getByRole('button', { name: 'Break glass' });
  await userEvent.click(confirm);
  expect(dialog).toHaveTextContent('Choose the incident.');
  expect(client.calls).toEqual([]);
  await userEvent.selectOptions(choice, 'f2');
  await userEvent.click(confirm);
  expect(client.calls[0].args[1]).toEqual({
    incident: 'f2',
    reason: 'uploads are down',
  });
});

it('has chosen the only incident already', async () => {
  const { client } = await show(
    aView(
      {
        mine: { ...aView().mine, breakGlass: { ok: true } },
        incidents: [{ id: 'f1', severity: 'P0', title: 'Down' }],
      },
      { state: 'Pending', execution: undefined },
    ),
  );
  await userEvent.click(button('Break glass…'));
  const dialog = screen.getByRole('dialog');
  await userEvent.type(within(dialog).getByRole('textbox'), 'down');
  await userEvent.click(
    within(dialog).getByRole('button', { name: 'Break glass' }),
  );
  expect(client.calls[0].args[1]).toMatchObject({ incident: 'f1' });
});

it('says that no incident is open, and hides breaking glass from who never may', async () => {
  const pending = { state: 'Pending', execution: undefined } as const;
  await show(aView({}, pending));
  expect(button('Break glass…')).toHaveAccessibleDescription(
    'No incident of P0 or P1 is open.',
  );
  cleanup();
  const reasons = [
    { code: 'no-incident', params: { incident: '', severities: 'P0' } },
    { code: 'not-in-group', params: { person: 'Zhao Min', group: 'sre' } },
  ] as const;
  await show(
    aView(
      { mine: { ...aView().mine, breakGlass: { ok: false, reasons } } },
      pending,
    ),
  );
  expect(screen.queryByRole('button', { name: 'Break glass…' })).toBeNull();
});

it('says why something is not permitted', async () => {
  const view = aView({}, { state: 'Pending', execution: undefined });
  await show({
    ...view,
    mine: {
      ...view.mine,
      withdraw: {
        ok: false,
        reasons: [{ code: 'not-yours', params: { person: 'Zhao Min' } }],
      },
    },
  });
  expect(button('Withdraw…')).toHaveAccessibleDescription(
    'It is not for You to take back.',
  );
});

it('comments', async () => {
  const { client } = await show(aView());
  const field = screen.getByRole('textbox', { name: 'Comment' });
  await userEvent.type(field, 'looks good');
  await userEvent.click(button('Comment'));
  expect(client.calls[0]).toMatchObject({
    method: 'comment',
    args: [PROPOSAL_ID, 'looks good'],
  });
  await waitFor(() => expect(field).toHaveValue(''));
});

it('never calls unknown figures good', async () => {
  const view = aView();
  await show({
    ...view,
    live: { ...view.live!, canary: {} },
  });
  expect(
    screen.getByText('At 25% of traffic; nothing certain is known of it.'),
  ).toBeVisible();
  expect(screen.queryByText('Within limits')).toBeNull();
});

it('says that the chain is broken, and where', async () => {
  await show(
    aView({
      verification: {
        state: 'broken',
        sequence: 2,
        message: 'hash does not match',
        at: NOW,
      },
    }),
  );
  expect(screen.getByText('The chain is broken at event 2')).toBeVisible();
  expect(screen.queryByText(/^Chain verified/)).toBeNull();
});

it('lets nobody decide by a page that is not current', async () => {
  const { client, signals } = await show(aView());
  client.fail('getProposal', new TypeError('Failed to fetch'));
  act(() => signals.send({ proposal: PROPOSAL_ID }));
  expect(await screen.findByText(/This is the last known state/)).toBeVisible();
  expect(button('Approve 100%')).toHaveAccessibleDescription(
    'The page is not current. It must be before you decide.',
  );
});

it('follows its own signals and no others', async () => {
  const { client, signals } = await show(aView());
  const asked = jest.spyOn(client, 'getProposal');
  act(() => signals.send({ proposal: 'another' }));
  expect(asked).not.toHaveBeenCalled();
  client.set({
    proposals: {
      [PROPOSAL_ID]: aView({}, { state: 'Succeeded', endedAt: NOW }),
    },
  });
  act(() => signals.send({ proposal: PROPOSAL_ID }));
  expect(await screen.findByText(/^1\.8\.0 was deployed on/)).toBeVisible();
  expect(screen.getByText('There is nothing left to decide.')).toBeVisible();
});

it('carries very long names', async () => {
  const service = `${'very-long-service-name-'.repeat(8)}end`;
  const client = new InMemoryDeploymentsClient({
    proposals: { [PROPOSAL_ID]: aView({}, { service }) },
  });
  renderDeployments({
    client,
    path: `/deployments/proposals/${PROPOSAL_ID}`,
  });
  const heading = await screen.findByRole('heading', { level: 2 }, FIRST_SIGHT);
  expect(heading).toHaveAttribute('title', `${service} 1.8.0 → prod`);
  expect(heading.textContent!.length).toBeLessThan(60);
});
