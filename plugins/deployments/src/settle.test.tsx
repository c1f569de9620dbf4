import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  imageName,
  Proposal,
  ProposalView,
} from '@textloom/plugin-deployments-common';
import { InMemoryDeploymentsClient } from '@textloom/plugin-deployments-common/testUtils';
import { refusal } from './__testUtils__/clients';
import { board, inbox } from './__testUtils__/lists';
import { NOW, renderDeployments } from './__testUtils__/renderDeployments';
import { showProposal } from './__testUtils__/showProposal';
import { aView, MINUTE, PROPOSAL_ID, release } from './__testUtils__/views';

jest.setTimeout(60_000);

beforeEach(() => {
  jest.spyOn(Date, 'now').mockReturnValue(NOW);
});

const foreign = {
  ...release.images[0],
  digest: `sha256:${'7'.repeat(60)}beef`,
};
const divergence = {
  at: NOW - 4 * MINUTE,
  observed: [imageName(foreign)],
  expected: release.images.map(imageName),
  succeededAt: NOW - 60 * MINUTE,
};
const running = {
  images: [foreign, ...release.images.slice(1)],
  revision: 'c',
  observedAt: NOW,
};

function changed(
  view: Partial<ProposalView> = {},
  proposal: Partial<Proposal> = {},
) {
  const { mine } = aView();
  return aView(
    {
      running,
      mine: { ...mine, adopt: { ok: true }, revert: { ok: true } },
      ...view,
    },
    { state: 'Diverged', divergence, ...proposal },
  );
}

const button = (name: string) => screen.getByRole('button', { name });

it('says what runs instead of what was approved, and since when', async () => {
  await showProposal(changed());
  expect(screen.getByText('What runs is not what was approved.')).toBeVisible();
  expect(screen.getByText('Noticed 4 min ago.')).toBeVisible();
  const images = screen.getByRole('list', {
    name: 'Approved and running images',
  });
  expect(images).toHaveTextContent(/beef/);
  expect(within(images).getAllByRole('listitem')).toHaveLength(1);
});

it('adopts exactly what is on the screen, with a reason', async () => {
  const { client } = await showProposal(changed());
  await userEvent.click(button('Adopt…'));
  const dialog = screen.getByRole('dialog', {
    name: 'Adopt what runs of textloom-api in prod?',
  });
  expect(dialog).toHaveTextContent('commit there what is to stay');
  const adopt = within(dialog).getByRole('button', { name: 'Adopt it' });
  await userEvent.click(adopt);
  expect(dialog).toHaveTextContent('Say why.');
  expect(client.calls).toEqual([]);
  await userEvent.type(
    within(dialog).getByRole('textbox', { name: 'Reason' }),
    'A hot fix',
  );
  await userEvent.click(adopt);
  expect(client.calls).toMatchObject([
    {
      method: 'adopt',
      args: [
        PROPOSAL_ID,
        { running: running.images.map(imageName), reason: 'A hot fix' },
      ],
    },
  ]);
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
});

it.each([
  ['the release that had succeeded', divergence, '1.8.0'],
  [
    'what ran before one that had not',
    { ...divergence, succeededAt: undefined },
    '1.7.2',
  ],
])('reverts to %s', async (_, of, version) => {
  const { client } = await showProposal(changed({}, { divergence: of }));
  await userEvent.click(button('Revert…'));
  const dialog = screen.getByRole('dialog', {
    name: `Bring ${version} back in prod?`,
  });
  await userEvent.type(
    within(dialog).getByRole('textbox', { name: 'Reason' }),
    'Nobody knows it',
  );
  await userEvent.click(within(dialog).getByRole('button', { name: 'Revert' }));
  expect(client.calls).toMatchObject([
    { method: 'revert', args: [PROPOSAL_ID, { reason: 'Nobody knows it' }] },
  ]);
});

it("shows the server's no in place", async () => {
  const { client } = await showProposal(changed());
  client.fail(
    'adopt',
    refusal({
      code: 'baseline-changed',
      params: { running: '888888888888', baseline: '777777777777' },
    }),
  );
  await userEvent.click(button('Adopt…'));
  const dialog = screen.getByRole('dialog');
  await userEvent.type(within(dialog).getByRole('textbox'), 'why');
  await userEvent.click(
    within(dialog).getByRole('button', { name: 'Adopt it' }),
  );
  expect(
    await within(dialog).findByText(/Something else runs now \(88888888\)/),
  ).toBeVisible();
});

it('says why not where the reader may not, and does nothing', async () => {
  const { mine } = aView();
  const { client } = await showProposal(
    changed({
      running: undefined,
      mine: {
        ...mine,
        adopt: {
          ok: false,
          reasons: [
            { code: 'baseline-unknown', params: { environment: 'prod' } },
          ],
        },
        revert: {
          ok: false,
          reasons: [
            {
              code: 'not-permitted',
              params: { permission: 'deployments.deployment.control' },
            },
          ],
        },
      },
    }),
  );
  expect(screen.getByText(/What runs cannot be observed now/)).toBeVisible();
  expect(button('Adopt…')).toHaveAccessibleDescription(
    'What runs in prod cannot be observed.',
  );
  expect(button('Revert…')).toHaveAccessibleDescription(
    'The permission deployments.deployment.control is missing.',
  );
  await userEvent.click(button('Adopt…'));
  await userEvent.click(button('Revert…'));
  expect(screen.queryByRole('dialog')).toBeNull();
  expect(client.calls).toEqual([]);
});

it('keeps who adopted it, and why', async () => {
  await showProposal(
    changed(
      { running: undefined },
      {
        state: 'Adopted',
        adoption: {
          person: 'user:default/team-lead',
          reason: 'The hot fix of last night',
          at: NOW,
          running,
        },
      },
    ),
  );
  expect(
    screen.getByText('Tang Rui adopted what runs instead of 1.8.0.'),
  ).toBeVisible();
  expect(screen.getByText('The hot fix of last night')).toBeVisible();
  expect(screen.queryByRole('button', { name: 'Adopt…' })).toBeNull();
});

it('is on the board and in the inbox until somebody settles it', async () => {
  const [item] = inbox.waiting;
  const unsettled = { ...item.proposal, state: 'Diverged' as const };
  const [service] = board.services;
  const client = new InMemoryDeploymentsClient({
    board: {
      ...board,
      services: [
        {
          ...service,
          cells: service.cells.map(cell => ({ ...cell, open: [], unsettled })),
        },
      ],
    },
    inbox: {
      ...inbox,
      waiting: [
        { proposal: unsettled, why: 'adopt', changes: 0 },
        {
          proposal: { ...unsettled, id: 'stuck', state: 'NeedsHuman' },
          why: 'adopt',
          changes: 0,
        },
      ],
    },
  });
  renderDeployments({ client });
  expect(
    await screen.findByText('2 changes past the portal wait for somebody.'),
  ).toBeVisible();
  expect(screen.getAllByText('Diverged')[0]).toBeVisible();
  await userEvent.click(screen.getAllByRole('link', { name: 'Inbox' })[1]);
  expect(
    await screen.findByText('Somebody changed it without a proposal.'),
  ).toBeVisible();
  expect(
    screen.getByText('The portal could not finish it by itself.'),
  ).toBeVisible();
});
