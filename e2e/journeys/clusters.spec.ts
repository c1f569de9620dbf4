import { expect, Page, test } from '@playwright/test';
import { signInAs, startScenario, stopScenario } from './world';

const GROUPS = {
  management: 3,
  compute: 5,
  worker: 10,
  'high-performance': 3,
};

async function openProduction(page: Page): Promise<void> {
  const navigation = page.getByRole('navigation', { name: 'Main navigation' });
  await navigation.getByRole('link', { name: 'Clusters' }).click();
  await page
    .getByRole('table', { name: 'Clusters, worst first' })
    .getByRole('link', { name: 'TextLoom production' })
    .click();
}

/** The cells of a node group, one per node. */
function nodesOf(page: Page, group: string) {
  return page
    .getByLabel(`Nodes of ${group}`, { exact: true })
    .getByRole('link');
}

test.afterEach(async ({ request }) => {
  await stopScenario(request, 'node-failure');
});

test('an SRE sees 21 nodes in four groups, and a node failure within 3 seconds', async ({
  page,
  request,
}) => {
  await signInAs(page, 'SRE');
  await openProduction(page);
  for (const [group, nodes] of Object.entries(GROUPS)) {
    await expect(nodesOf(page, group)).toHaveCount(nodes);
  }
  const failed = page.getByRole('link', { name: /, not ready, memory/i });
  await expect(failed).toHaveCount(0);

  let loads = 0;
  page.on('load', () => loads++);
  await startScenario(request, 'node-failure', 'textloom-prod');
  const deadline = { timeout: 3_000 };
  await expect(failed.first()).toBeVisible(deadline);
  await expect(page.getByText(/stopped reporting/).first()).toBeVisible(
    deadline,
  );
  await expect(
    page.getByText(/Check the instance at the cloud provider/).first(),
  ).toBeVisible(deadline);
  expect(loads).toBe(0);

  await stopScenario(request, 'node-failure');
  await expect(failed).toHaveCount(0, { timeout: 20_000 });
});

test('finance is told why it cannot see clusters', async ({ page }) => {
  await signInAs(page, 'Finance');
  await page.goto('/clusters');
  await expect(page.getByText('You cannot see clusters.')).toBeVisible();
  await expect(page.getByText(/clusters\.cluster\.read/).first()).toBeVisible();
  await expect(page.getByRole('table')).toHaveCount(0);
});
