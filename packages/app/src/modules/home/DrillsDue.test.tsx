import { screen } from '@testing-library/react';
import homePlugin from '@backstage/plugin-home/alpha';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { OverviewView } from '@textloom/plugin-restore-drills-common';
import {
  anOverview,
  TEST_NOW,
} from '@textloom/plugin-restore-drills-common/testUtils';
import restoreDrillsPlugin from '@textloom/plugin-restore-drills';
import { renderPortal, session } from '../../__testUtils__/renderPortal';

jest.setTimeout(60_000);

const FIRST_SIGHT = { timeout: 30_000 };

function show(overview: OverviewView | number) {
  jest.spyOn(Date, 'now').mockReturnValue(TEST_NOW);
  localStorage.clear();
  localStorage.setItem('textloom.sandbox.role', 'sre');
  window.history.replaceState({}, '', '/');
  return renderPortal({
    plugins: [catalogPlugin, homePlugin, restoreDrillsPlugin],
    answers: {
      '/api/auth/sandbox/refresh': (role: string) => session(role),
      '/api/restore-drills/overview': overview,
    },
  });
}

it('names what is overdue first, and ticks the restore of the sandbox', async () => {
  show(anOverview());
  const worst = await screen.findByRole(
    'link',
    { name: 'TextLoom PostgreSQL: Instance loss is overdue (P1)' },
    FIRST_SIGHT,
  );
  expect(worst).toHaveAttribute(
    'href',
    '/restore-drills/plans/textloom-postgres-instance-loss',
  );
  expect(
    screen.getByRole('heading', { name: /Run a restore/ }),
  ).toHaveTextContent('Done');
});

it('says that nothing is due, and offers no restore without a store', async () => {
  show(anOverview({ stores: [] }));
  expect(
    await screen.findByText('No store is connected yet.', {}, FIRST_SIGHT),
  ).toBeVisible();
  expect(screen.queryByText('Run a restore')).toBeNull();
});

it('says that the drills do not answer', async () => {
  show(500);
  expect(
    await screen.findByText(
      'The restore drills did not answer.',
      {},
      FIRST_SIGHT,
    ),
  ).toBeVisible();
});
