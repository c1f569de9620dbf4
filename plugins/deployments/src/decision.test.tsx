import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  Permission,
  ProposalView,
  Reason,
} from '@textloom/plugin-deployments-common';
import { refusal } from './__testUtils__/clients';
import { NOW } from './__testUtils__/renderDeployments';
import { showProposal as show } from './__testUtils__/showProposal';
import {
  aView,
  FINGERPRINT,
  PROPOSAL_ID,
  timeoutChange,
} from './__testUtils__/views';

jest.setTimeout(60_000);

beforeEach(() => {
  jest.spyOn(Date, 'now').mockReturnValue(NOW);
});

const button = (name: string | RegExp) => screen.getByRole('button', { name });

it('sends the fingerprint and level that were shown, after asking once more', async () => {
  const { client } = await show(aView());
  await userEvent.type(
    screen.getByRole('textbox', { name: 'Comment or condition' }),
    'watch the cache',
  );
  await userEvent.click(button('Approve 100%'));
  expect(client.calls).toEqual([]);
  const dialog = screen.getByRole('dialog', {
    name: 'Approve 1.8.0 for prod?',
  });
  expect(dialog).toHaveTextContent('fingerprint 7f3a9c21');
  expect(dialog).toHaveTextContent('HTTP_TIMEOUT');
  await userEvent.click(
    within(dialog).getByRole('button', { name: 'Approve 100%' }),
  );
  expect(client.calls).toEqual([
    {
      method: 'vote',
      idempotencyKey: expect.stringMatching(/^[0-9a-f-]{36}$/),
      args: [
        PROPOSAL_ID,
        {
          verdict: 'approve',
          fingerprint: FINGERPRINT,
          level: 1,
          comment: 'watch the cache',
        },
      ],
    },
  ]);
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
});

it('writes once when clicked twice', async () => {
  const { client } = await show(aView());
  const vote = jest.fn(() => new Promise<never>(() => {}));
  client.vote = vote;
  await userEvent.click(button('Approve 100%'));
  const dialog = screen.getByRole('dialog');
  const approve = within(dialog).getByRole('button', { name: 'Approve 100%' });
  act(() => {
    approve.click();
    approve.click();
  });
  expect(vote).toHaveBeenCalledTimes(1);
  expect(await within(dialog).findByText('Approving')).toBeInTheDocument();
});

it('repeats with the same key after a broken connection, and with a new one after an answer', async () => {
  const { client } = await show(aView());
  client.fail('vote', new TypeError('Failed to fetch'));
  await userEvent.click(button('Approve 100%'));
  const dialog = screen.getByRole('dialog');
  const approve = within(dialog).getByRole('button', { name: /Approve 100%/ });
  await userEvent.click(approve);
  expect(
    await within(dialog).findByText(/The portal could not be reached/),
  ).toBeVisible();
  client.fail(
    'vote',
    refusal({ code: 'level-complete', params: { level: 'sre' } }),
  );
  await userEvent.click(approve);
  await within(dialog).findByText('All seats of level sre are taken.');
  await userEvent.click(approve);
  const [first, second, third] = client.calls.map(
    ({ idempotencyKey }) => idempotencyKey,
  );
  expect(second).toBe(first);
  expect(third).not.toBe(first);
});

it("shows the server's no with its reasons in place, and asks for the view again", async () => {
  const { client } = await show(aView());
  client.fail(
    'vote',
    refusal({
      code: 'fingerprint-changed',
      params: { given: FINGERPRINT, current: `5d02f7b3${'0'.repeat(56)}` },
    }),
  );
  const asked = jest.spyOn(client, 'getProposal');
  await userEvent.click(button('Approve 100%'));
  const dialog = screen.getByRole('dialog');
  await userEvent.click(
    within(dialog).getByRole('button', { name: 'Approve 100%' }),
  );
  expect(
    await within(dialog).findByText(
      'What would run changed from 7f3a9c21 to 5d02f7b3. Look again before you decide.',
    ),
  ).toBeVisible();
  await waitFor(() => expect(asked).toHaveBeenCalled());
});

it('rejects only with what has to change', async () => {
  const { client } = await show(aView());
  await userEvent.click(button('Reject…'));
  const dialog = screen.getByRole('dialog');
  const reject = within(dialog).getByRole('button', { name: 'Reject it' });
  await userEvent.click(reject);
  expect(within(dialog).getByText('Say why.')).toBeVisible();
  expect(client.calls).toEqual([]);
  await userEvent.type(within(dialog).getByRole('textbox'), 'too slow');
  await userEvent.click(reject);
  expect(client.calls[0].args[1]).toMatchObject({
    verdict: 'reject',
    comment: 'too slow',
  });
});

it('says why the reader cannot decide, and who else can or cannot', async () => {
  const view = aView();
  await show({
    ...view,
    mine: {
      ...view.mine,
      vote: {
        ok: false,
        reasons: [
          {
            code: 'is-author',
            params: { person: 'Zhao Min', own: 3, all: 14 },
          },
        ],
      },
    },
  });
  expect(screen.getByText('You cannot decide.')).toBeVisible();
  expect(screen.getByText('You wrote 3 of the 14 commits.')).toBeVisible();
  expect(screen.queryByRole('button', { name: /^Approve/ })).toBeNull();
  const others = screen.getByRole('list', { name: 'Others on level 2, sre' });
  expect(others).toHaveTextContent('He Jun can decide');
  expect(others).toHaveTextContent('Sun Lei wrote 3 of the 14 commits.');
  expect(others).not.toHaveTextContent('Zhao Min can');
});

it('shows a void vote with only what changed since', async () => {
  const view = aView();
  await show({
    ...view,
    mine: { ...view.mine, changedSince: [timeoutChange] },
  });
  const since = screen.getByRole('list', { name: 'Changed since your vote:' });
  expect(since).toHaveTextContent('HTTP_TIMEOUTbefore: − 30safter: + 20s');
  expect(since).not.toHaveTextContent('Image');
  expect(button('Approve again')).toBeVisible();
});

describe('the own vote', () => {
  const id = '33333333-3333-4333-8333-333333333333';
  const voted = (takeBack: Permission): ProposalView => ({
    ...aView(
      {},
      {
        decisions: [
          {
            id,
            person: 'user:default/sre',
            level: 1,
            verdict: 'approve',
            fingerprint: FINGERPRINT,
            at: NOW - 60_000,
          },
        ],
      },
    ),
    mine: {
      ...aView().mine,
      vote: { ok: false, reasons: [{ code: 'already-voted', params: {} }] },
      decision: id,
      takeBack,
    },
  });

  it('is taken back', async () => {
    const { client } = await show(voted({ ok: true }));
    await userEvent.click(button('Take my vote back'));
    expect(client.calls[0]).toMatchObject({
      method: 'withdrawVote',
      args: [PROPOSAL_ID, id],
    });
  });

  it('stays once it was used, and the page says so', async () => {
    const reasons: Reason[] = [
      { code: 'wrong-state', params: { state: 'Soaking' } },
    ];
    const { client } = await show(voted({ ok: false, reasons }));
    expect(button('Take my vote back')).toHaveAccessibleDescription(
      'Its state is “Soaking”, which does not permit this.',
    );
    await userEvent.click(button('Take my vote back'));
    expect(client.calls).toEqual([]);
  });
});
