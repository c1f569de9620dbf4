import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import homePlugin from '@backstage/plugin-home/alpha';
import { renderPortal, session } from './__testUtils__/renderPortal';

jest.setTimeout(60_000);

const catalog = {
  '/api/catalog/entities/by-query': {
    items: [],
    totalItems: 0,
    pageInfo: {},
  },
  '/api/catalog/entity-facets': {
    facets: { kind: [{ value: 'Component', count: 9 }] },
  },
};

const signedIn = {
  '/api/auth/sandbox/refresh': (role: string) => session(role),
  ...catalog,
};

const plugins = [catalogPlugin, homePlugin];

beforeEach(() => {
  localStorage.clear();
  window.history.replaceState({}, '', '/');
});

const chooseRole = async (name: RegExp) =>
  userEvent.click(
    await screen.findByRole('button', { name }, { timeout: 30_000 }),
  );

describe('sign-in of the sandbox', () => {
  it('offers every role with what it may do, and signs in as the chosen one', async () => {
    const { seen } = renderPortal({ plugins, answers: signedIn });
    const roles = await screen.findByRole(
      'list',
      { name: 'Roles' },
      { timeout: 30_000 },
    );
    expect(within(roles).getAllByRole('button')).toHaveLength(8);
    await userEvent.click(
      within(roles).getByRole('button', { name: /Finance.*no clusters/ }),
    );
    expect(
      await screen.findByRole('button', { name: /Signed in as Finance/ }),
    ).toBeVisible();
    expect(seen).toContainEqual({
      path: '/api/auth/sandbox/refresh',
      role: 'finance',
    });
    expect(localStorage.getItem('textloom.sandbox.role')).toBe('finance');
  });

  it('signs in by itself after a reload and forgets the role on sign-out', async () => {
    localStorage.setItem('textloom.sandbox.role', 'sre');
    renderPortal({ plugins, answers: signedIn });
    await userEvent.click(
      await screen.findByRole(
        'button',
        { name: /Signed in as SRE/ },
        { timeout: 30_000 },
      ),
    );
    await userEvent.click(
      await screen.findByRole('menuitem', { name: 'Switch role' }),
    );
    await waitFor(() =>
      expect(localStorage.getItem('textloom.sandbox.role')).toBeNull(),
    );
  });

  it('says why it did not work and leads back to the roles', async () => {
    renderPortal({ answers: { '/api/auth/sandbox/refresh': 403 } });
    await chooseRole(/Auditor/);
    expect(
      await screen.findByText('Sign-in as Auditor did not work'),
    ).toBeVisible();
    expect(screen.getByText('The portal refused this role.')).toBeVisible();
    await userEvent.click(
      screen.getByRole('button', { name: 'Choose another role' }),
    );
    expect(await screen.findByRole('list', { name: 'Roles' })).toBeVisible();
  });

  it('waits while the catalog still reads its users', async () => {
    let tries = 0;
    const answers = {
      ...signedIn,
      '/api/auth/sandbox/refresh': (role: string) => {
        tries += 1;
        return tries < 2 ? 404 : session(role);
      },
    };
    renderPortal({ plugins, answers });
    await chooseRole(/SRE/);
    expect(
      await screen.findByText(/catalog is still reading its users/),
    ).toBeVisible();
    expect(
      await screen.findByRole(
        'button',
        { name: /Signed in as SRE/ },
        { timeout: 10_000 },
      ),
    ).toBeVisible();
  });
});

describe('sign-in of production', () => {
  it('offers the configured providers and never a guest', async () => {
    renderPortal({
      app: { sandbox: {}, signIn: { providers: ['github', 'oidc'] } },
    });
    expect(
      await screen.findByRole(
        'button',
        { name: 'Continue with GitHub' },
        { timeout: 30_000 },
      ),
    ).toBeVisible();
    expect(
      screen.getByRole('button', { name: 'Continue with single sign-on' }),
    ).toBeVisible();
    expect(screen.queryByText(/guest/i)).not.toBeInTheDocument();
    expect(screen.queryByText('Sandbox')).not.toBeInTheDocument();
  });

  it('says so when nothing is configured', async () => {
    renderPortal({ app: { sandbox: {} } });
    expect(
      await screen.findByText(
        /No way to sign in is configured/,
        {},
        { timeout: 30_000 },
      ),
    ).toBeVisible();
  });
});

describe('shell', () => {
  it('reaches the content first, marks the current page and speaks Chinese', async () => {
    localStorage.setItem('textloom.sandbox.role', 'finance');
    localStorage.setItem('language', 'zh');
    const { container } = renderPortal({ plugins, answers: signedIn });
    await screen.findByRole(
      'button',
      { name: /当前身份：财务/ },
      { timeout: 30_000 },
    );
    expect(document.documentElement.lang).toBe('zh-CN');
    await userEvent.tab();
    expect(screen.getByRole('link', { name: '跳到正文' })).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    expect(screen.getByRole('main')).toHaveFocus();
    expect(screen.getAllByRole('heading', { level: 1 })).toHaveLength(1);
    expect(document.title).toBe('今天 · TextLoom Portal');
    const bar = container.querySelector<HTMLElement>('.tlapp-nav')!;
    const nav = within(bar).getByRole('navigation', { name: '主导航' });
    const current = within(nav)
      .getAllByRole('link')
      .filter(link => link.getAttribute('aria-current') === 'page');
    expect(current.map(link => link.textContent)).toEqual(['今天']);
    expect(within(nav).getByRole('link', { name: '目录' })).toHaveAttribute(
      'href',
      '/catalog',
    );
    // Only pages that exist are in the bar.
    expect(within(nav).queryByText('集群')).not.toBeInTheDocument();
    // No English but the product's name and the keys.
    expect(bar.textContent?.replace(/TextLoom|API|Ctrl K/g, '')).not.toMatch(
      /[A-Za-z]/,
    );
  });

  it('changes language and theme in two clicks', async () => {
    localStorage.setItem('textloom.sandbox.role', 'sre');
    renderPortal({ plugins, answers: signedIn });
    await userEvent.click(
      await screen.findByRole(
        'button',
        { name: /Signed in as SRE/ },
        { timeout: 30_000 },
      ),
    );
    await userEvent.click(
      await screen.findByRole('menuitem', { name: 'Dark' }),
    );
    await waitFor(() =>
      expect(document.body).toHaveAttribute('data-theme-mode', 'dark'),
    );
    await waitFor(() =>
      expect(document.documentElement.dataset.themeMode).toBe('dark'),
    );
    expect(localStorage.getItem('theme')).toBe('dark');

    await userEvent.click(
      await screen.findByRole('button', { name: /Signed in as SRE/ }),
    );
    await userEvent.click(
      await screen.findByRole('menuitem', { name: '简体中文' }),
    );
    expect(
      await screen.findByRole('button', { name: /当前身份：SRE/ }),
    ).toBeVisible();
    await waitFor(() => expect(document.documentElement.lang).toBe('zh-CN'));
  });

  it('says in one sentence how the fleet is', async () => {
    localStorage.setItem('textloom.sandbox.role', 'sre');
    renderPortal({
      plugins,
      answers: {
        ...signedIn,
        '/api/clusters/fleet': { generatedAt: '', clusters: [] },
      },
    });
    expect(
      await screen.findByText(
        'No cluster is connected yet.',
        {},
        { timeout: 30_000 },
      ),
    ).toBeVisible();
  });

  it('says in words that an address has no page', async () => {
    localStorage.setItem('textloom.sandbox.role', 'sre');
    window.history.replaceState({}, '', '/nowhere');
    renderPortal({ plugins, answers: signedIn });
    expect(
      await screen.findByRole(
        'heading',
        { name: 'There is no page at this address.' },
        { timeout: 30_000 },
      ),
    ).toBeVisible();
  });
});
