import { screen, within } from '@testing-library/react';
import homePlugin from '@backstage/plugin-home/alpha';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { InboxItem, InboxView } from '@textloom/plugin-deployments-common';
import deploymentsPlugin from '@textloom/plugin-deployments';
import { renderPortal, session } from '../../__testUtils__/renderPortal';

jest.setTimeout(60_000);

const FIRST_SIGHT = { timeout: 30_000 };

const item = (n: number): InboxItem => ({
  proposal: {
    id: `00000000-0000-4000-8000-00000000000${n}`,
    service: 'textloom-api',
    environment: 'prod',
    version: `1.${n}.0`,
    state: 'Pending',
    requestedBy: 'user:default/developer',
    requestedAt: 0,
    updatedAt: 0,
    expiresAt: 0,
    reasons: [],
  },
  why: 'vote',
  changes: 1,
});

function show(inbox: InboxView | number) {
  localStorage.clear();
  localStorage.setItem('textloom.sandbox.role', 'team-lead');
  window.history.replaceState({}, '', '/');
  return renderPortal({
    plugins: [catalogPlugin, homePlugin, deploymentsPlugin],
    answers: {
      '/api/auth/sandbox/refresh': (role: string) => session(role),
      '/api/deployments/inbox': inbox,
    },
  });
}

it('names the five next things, counts the rest, and counts all in the navigation', async () => {
  const waiting = Array.from({ length: 7 }, (_, n) => item(n));
  const { container } = show({ waiting, asked: [], generatedAt: 0 });
  expect(
    await screen.findByRole(
      'link',
      { name: 'Allow textloom-api 1.0.0 → prod?' },
      FIRST_SIGHT,
    ),
  ).toHaveAttribute('href', `/deployments/proposals/${item(0).proposal.id}`);
  expect(screen.queryByText(/1\.5\.0/)).toBeNull();
  expect(screen.getByText('and 2 more')).toBeVisible();
  const nav = within(container.querySelector<HTMLElement>('.tlapp-nav')!);
  expect(
    nav.getByRole('link', { name: 'Inbox 7 things wait for you' }),
  ).toHaveAttribute('href', '/deployments/inbox');
  expect(nav.getByRole('link', { name: 'Deployments' })).toBeVisible();
});

it('says that nothing waits', async () => {
  show({ waiting: [], asked: [], generatedAt: 0 });
  expect(
    await screen.findByText('Nothing waits for you.', {}, FIRST_SIGHT),
  ).toBeVisible();
});

it('says that the inbox does not answer', async () => {
  show(500);
  expect(
    await screen.findByText('The inbox did not answer.', {}, FIRST_SIGHT),
  ).toBeVisible();
});
