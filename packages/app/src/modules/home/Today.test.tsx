import { screen } from '@testing-library/react';
import homePlugin from '@backstage/plugin-home/alpha';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { renderPortal, session } from '../../__testUtils__/renderPortal';

jest.setTimeout(60_000);

it('explains to a role without clusters what it sees instead, and asks for nothing', async () => {
  localStorage.setItem('textloom.sandbox.role', 'finance');
  const { seen } = renderPortal({
    plugins: [catalogPlugin, homePlugin],
    permission: AuthorizeResult.DENY,
    answers: {
      '/api/auth/sandbox/refresh': (role: string) => session(role),
      '/api/catalog/entities/by-query': {
        items: [],
        totalItems: 0,
        pageInfo: {},
      },
      '/api/catalog/entity-facets': {
        facets: { kind: [{ value: 'Component', count: 9 }] },
      },
    },
  });
  expect(
    await screen.findByText(
      'Your role does not see clusters.',
      {},
      { timeout: 30_000 },
    ),
  ).toBeVisible();
  expect(await screen.findByText(/Your groups own nothing/)).toBeVisible();
  expect(screen.getByText('9')).toBeVisible();
  // Of the sandbox's steps only the one that this role can do.
  expect(screen.getByText('Be someone else')).toBeVisible();
  expect(screen.queryByText('Break a node')).not.toBeInTheDocument();
  const asked = seen.map(({ path }) => path);
  expect(asked).toContain('/api/catalog/entity-facets');
  expect(asked).not.toContain('/api/clusters/fleet');
  // The framework's own widgets, one of which calls the internet, stay out.
  expect(asked.filter(path => !path.startsWith('/api/'))).toEqual([]);
});
