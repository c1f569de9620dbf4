import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  DeploymentsAnswers,
  InMemoryDeploymentsClient,
} from '@textloom/plugin-deployments-common/testUtils';
import { clientThat } from './__testUtils__/clients';
import { NOW, renderDeployments } from './__testUtils__/renderDeployments';
import { board, history, inbox, policy, preview } from './__testUtils__/lists';
import { aView, PROPOSAL_ID, release } from './__testUtils__/views';

/** The page is loaded on demand, which takes a while on a busy machine. */
const FIRST_SIGHT = { timeout: 30_000 };

jest.setTimeout(60_000);

const PROPOSAL = `/deployments/proposals/${PROPOSAL_ID}`;
const NEW = `/deployments/new?service=textloom-api&release=${release.id}&environment=staging`;
const releases = {
  releases: [
    {
      release,
      environments: [
        {
          name: 'staging',
          trigger: 'proposal',
          runs: false,
          permission: { ok: true as const },
        },
      ],
    },
  ],
  generatedAt: NOW,
};
const all: DeploymentsAnswers = {
  board,
  inbox,
  history,
  policy,
  releases: { 'textloom-api': releases },
  previews: { [`${release.id}/staging`]: preview },
  proposals: { [PROPOSAL_ID]: aView() },
};

beforeEach(() => {
  jest.spyOn(Date, 'now').mockReturnValue(NOW);
});

function show(path: string, views: DeploymentsAnswers = {}) {
  const client = new InMemoryDeploymentsClient({ ...all, ...views });
  renderDeployments({ client, path });
  return client;
}

describe('board', () => {
  it('answers first, then says what runs, what waits and what could come next', async () => {
    show('/deployments');
    expect(
      await screen.findByText('1 deployment is under way.', {}, FIRST_SIGHT),
    ).toBeVisible();
    const table = screen.getByRole('table', { name: 'What runs where' });
    const [staging, prod] = within(table).getAllByRole('cell');
    expect(staging).toHaveTextContent('1.7.2Healthyfor 2 days');
    expect(
      within(staging).getByRole('link', { name: 'Propose 1.8.0' }),
    ).toHaveAttribute('href', NEW);
    expect(prod).toHaveTextContent('Not knownthe cluster does not answer');
    expect(within(prod).getByRole('link', { name: '1.8.0' })).toHaveAttribute(
      'href',
      PROPOSAL,
    );
    expect(within(prod).getByText('Canary at 25%')).toBeVisible();
    expect(screen.getAllByText(/Weekend until/).length).toBeGreaterThan(0);
  });

  it('filters by service and keeps the filter in the address', async () => {
    show('/deployments?filter=nowhere');
    expect(
      await screen.findByText('No service matches “nowhere”.', {}, FIRST_SIGHT),
    ).toBeVisible();
    await userEvent.clear(screen.getByRole('searchbox'));
    expect(screen.getByText('TextLoom API')).toBeVisible();
  });

  it('shows one environment on the phone, chosen in the address', async () => {
    show('/deployments?environment=staging');
    await screen.findByRole('table', {}, FIRST_SIGHT);
    const [staging, prod] = screen.getAllByRole('cell');
    expect(staging).toHaveAttribute('data-chosen');
    expect(prod).not.toHaveAttribute('data-chosen');
  });

  it('says what makes a service appear', async () => {
    show('/deployments', {
      board: { environments: [], services: [], generatedAt: NOW },
    });
    expect(
      await screen.findByText(
        'No service can be deployed yet.',
        {},
        FIRST_SIGHT,
      ),
    ).toBeVisible();
    expect(screen.getByText(/backstage\.io\/kubernetes-id/)).toBeVisible();
  });
});

describe('inbox', () => {
  it('asks a question per row, says why the reader, and shows only the delta to reaffirm', async () => {
    show('/deployments/inbox');
    expect(
      await screen.findByText('2 things wait for you.', {}, FIRST_SIGHT),
    ).toBeVisible();
    expect(
      screen.getByRole('link', { name: 'Allow textloom-api 1.8.0 → prod?' }),
    ).toHaveAttribute('href', PROPOSAL);
    expect(
      screen.getByText('You can take a seat on level 2, sre.'),
    ).toBeVisible();
    const again = screen
      .getByRole('link', { name: 'Approve textloom-auth 2.0.1 → prod again?' })
      .closest('li')!;
    expect(again).toHaveTextContent('HTTP_TIMEOUT');
    expect(again).not.toHaveTextContent('Image');
    expect(
      screen.getByRole('link', { name: 'textloom-web 3.1.0 → prod' }),
    ).toBeVisible();
  });

  it('says that nothing waits', async () => {
    show('/deployments/inbox', {
      inbox: { waiting: [], asked: [], generatedAt: NOW },
    });
    expect(
      (await screen.findAllByText('Nothing waits for you.', {}, FIRST_SIGHT))
        .length,
    ).toBeGreaterThan(0);
    expect(
      screen.getByText('You have asked for nothing that is still open.'),
    ).toBeVisible();
  });
});

describe('history', () => {
  it('shows the four figures, with a dash for what cannot be measured', async () => {
    show('/deployments/history');
    const figures = await screen.findByRole(
      'region',
      { name: 'Delivery over 30 days' },
      FIRST_SIGHT,
    );
    expect(figures).toHaveTextContent('Deployments a day1.442 deployments');
    expect(figures).toHaveTextContent('Lead time, median5 h1 h of it waiting');
    expect(figures).toHaveTextContent('Failed changes7.1%');
    expect(figures).toHaveTextContent(
      'Time to restore, median–nothing to measure yet',
    );
    const row = screen.getByRole('row', {
      name: /textloom-api 1\.8\.0 → prod/,
    });
    expect(row).toHaveTextContent('Rolled back');
    expect(row).toHaveTextContent('20 min');
    expect(row).toHaveTextContent('Chen Yu');
  });

  it('says what to do when nothing ended', async () => {
    show('/deployments/history', { history: { ...history, items: [] } });
    expect(
      await screen.findByText('Nothing ended in this time.', {}, FIRST_SIGHT),
    ).toBeVisible();
  });
});

describe('policy', () => {
  it('says what each environment asks for', async () => {
    show('/deployments/policy');
    const prod = await screen.findByRole(
      'region',
      { name: 'prod' },
      FIRST_SIGHT,
    );
    expect(prod).toHaveTextContent(
      'Level 1, team-lead: 1 approval of team-leads, unlocks 25%',
    );
    expect(prod).toHaveTextContent('Coverage: at least 80%');
    expect(prod).toHaveTextContent('5% for 10 min → 25% for 10 min');
    expect(
      screen.getByText('each week, Fri 18:00 to Mon 07:00 UTC'),
    ).toBeVisible();
  });

  it('names the lines of a newer file that was refused', async () => {
    show('/deployments/policy', {
      policy: {
        ...policy,
        problems: [
          { line: 12, column: 5, message: 'Give the last level 100.' },
        ],
      },
    });
    expect(
      await screen.findByText(
        'A newer file was refused for 1 problem.',
        {},
        FIRST_SIGHT,
      ),
    ).toBeVisible();
    expect(screen.getByText('Line 12, column 5')).toBeVisible();
  });
});

describe('new proposal', () => {
  it('shows what it would mean, then proposes with the reason', async () => {
    const client = show(NEW, {
      proposals: { [PROPOSAL_ID]: aView({}, { environment: 'staging' }) },
    });
    expect(
      await screen.findByText(
        'textloom-api 1.8.0 can be proposed for staging.',
        {},
        FIRST_SIGHT,
      ),
    ).toBeVisible();
    expect(screen.getByText(/rolls back to 1\.7\.2 by itself/)).toBeVisible();
    await userEvent.type(
      screen.getByRole('textbox', { name: 'Why now' }),
      'uploads time out',
    );
    await userEvent.click(
      screen.getByRole('button', { name: 'Propose 1.8.0 for staging' }),
    );
    expect(client.calls).toEqual([
      {
        method: 'propose',
        idempotencyKey: expect.stringMatching(/^[0-9a-f-]{36}$/),
        args: [
          {
            release: release.id,
            environment: 'staging',
            reason: 'uploads time out',
          },
        ],
      },
    ]);
    expect(
      await screen.findByRole(
        'heading',
        { name: 'textloom-api 1.8.0 → staging' },
        FIRST_SIGHT,
      ),
    ).toBeVisible();
  });

  it('says why it cannot be proposed, and sends nothing', async () => {
    const client = show(NEW, {
      previews: {
        [`${release.id}/staging`]: {
          ...preview,
          refusals: [
            {
              code: 'ref-not-allowed',
              params: { ref: 'refs/heads/develop', environment: 'staging' },
            },
          ],
        },
      },
    });
    expect(
      await screen.findByText(
        'textloom-api 1.8.0 cannot be proposed for staging.',
        {},
        FIRST_SIGHT,
      ),
    ).toBeVisible();
    const button = screen.getByRole('button', { name: /^Propose 1\.8\.0/ });
    expect(button).toHaveAccessibleDescription(
      'Releases of develop do not go to staging.',
    );
    await userEvent.click(button);
    expect(client.calls).toEqual([]);
  });

  it('asks for the choices that are missing', async () => {
    show('/deployments/new');
    expect(
      await screen.findByText(
        'Choose a service, a release and an environment.',
        {},
        FIRST_SIGHT,
      ),
    ).toBeVisible();
  });
});

describe('proposal that is not there', () => {
  it('leads back to the board', async () => {
    show(PROPOSAL, { proposals: {} });
    expect(
      await screen.findByText('There is no such proposal.', {}, FIRST_SIGHT),
    ).toBeVisible();
    expect(screen.getByRole('link', { name: 'See the board' })).toHaveAttribute(
      'href',
      '/deployments',
    );
  });
});

describe.each([
  '/deployments',
  '/deployments/inbox',
  '/deployments/history',
  '/deployments/policy',
  '/deployments/new',
  PROPOSAL,
])('states of %s', path => {
  it('loads', async () => {
    renderDeployments({
      client: clientThat(() => new Promise(() => {})),
      path,
    });
    expect(
      await screen.findByText('Loading', {}, FIRST_SIGHT),
    ).toBeInTheDocument();
  });

  it('says that the service does not answer and asks again', async () => {
    const answer = jest.fn(async () => {
      throw new TypeError('Failed to fetch');
    });
    renderDeployments({ client: clientThat(answer), path });
    expect(
      await screen.findByText(
        'The deployments service did not answer.',
        {},
        FIRST_SIGHT,
      ),
    ).toBeVisible();
    expect(screen.queryByText('Failed to fetch')).not.toBeInTheDocument();
    const asked = answer.mock.calls.length;
    await userEvent.click(screen.getByRole('button', { name: 'Retry' }));
    expect(answer.mock.calls.length).toBeGreaterThan(asked);
  });
});
