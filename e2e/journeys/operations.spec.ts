import { expect, test } from '@playwright/test';
import { open, signInAs, startScenario, stopScenario } from './world';

test.describe.configure({ mode: 'serial' });

const CLUSTER = '/clusters/textloom-prod';

test.beforeAll(async ({ request }) => {
  await startScenario(request, 'node-failure', 'textloom-prod');
});

test.afterAll(async ({ request }) => {
  await stopScenario(request, 'node-failure');
});

test('from a degraded group to its cause, its owner and the runbook', async ({
  page,
}) => {
  await signInAs(page, 'SRE');
  await open(page, CLUSTER);
  await expect(page.getByText('The worker group lost a node.')).toBeVisible();
  const cause = page
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading', { name: /stopped reporting/ }) });
  await expect(cause.getByText(/hurts .*textloom-worker/)).toBeVisible();
  await expect(cause.getByText(/explains \d+ more finding/)).toBeVisible();

  await page
    .getByLabel('Nodes of worker', { exact: true })
    .getByRole('link', { name: /not ready/i })
    .click();
  await expect(page.getByText(/stopped reporting/).first()).toBeVisible();
  await page.getByRole('link', { name: 'textloom-worker' }).first().click();
  await expect(page).toHaveURL(
    /\/catalog\/default\/component\/textloom-worker/,
  );
  await expect(page.getByText(/Owner/i).first()).toBeVisible();

  await open(page, CLUSTER);
  await cause.getByRole('link', { name: 'Runbook' }).first().click();
  await expect(page).toHaveURL(/runbooks\/node-lost/);
  await expect(page).toHaveTitle(/Node Lost/i);
});
