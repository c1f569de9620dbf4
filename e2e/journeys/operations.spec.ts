import AxeBuilder from '@axe-core/playwright';
import { expect, Page, test } from '@playwright/test';
import { open, signInAs, startScenario, stopScenario } from './world';

test.describe.configure({ mode: 'serial' });

const CLUSTER = '/clusters/textloom-prod';

/** What axe finds on the page, and in a dialog above it. */
async function faults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  return violations.map(({ id }) => id);
}

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

test('an SRE silences an alert and ends the silence', async ({ page }) => {
  await signInAs(page, 'SRE');
  await open(page, `${CLUSTER}/alerts`);
  await expect(page.getByText('KubeNodeNotReady').first()).toBeVisible({
    timeout: 30_000,
  });
  await page
    .getByRole('button', { name: /Silence…/ })
    .first()
    .click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toBeVisible();
  expect(await faults(page)).toEqual([]);
  await dialog.getByRole('textbox').last().fill('the node is being replaced');
  await dialog.getByRole('button', { name: /^Silence/ }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByText('the node is being replaced')).toBeVisible({
    timeout: 20_000,
  });
  await page
    .getByRole('button', { name: /End now/ })
    .first()
    .click();
  await page
    .getByRole('dialog')
    .or(page.getByRole('alertdialog'))
    .getByRole('button', { name: /End/ })
    .click();
  await expect(page.getByText('the node is being replaced')).toHaveCount(0, {
    timeout: 20_000,
  });
});

test('a developer is told why not', async ({ page }) => {
  await signInAs(page, 'Developer');
  await open(page, `${CLUSTER}/alerts`);
  await expect(page.getByText('KubeNodeNotReady').first()).toBeVisible({
    timeout: 30_000,
  });
  await expect(
    page.getByText(/clusters\.silence\.create/).first(),
  ).toBeVisible();
});

test('the history tells why the cluster was not healthy', async ({ page }) => {
  await signInAs(page, 'SRE');
  await open(page, `${CLUSTER}/history?range=3h`);
  await expect(
    page.getByText(/Healthy \d+% of the watched time/),
  ).toBeVisible();
  const times = page.getByText('Times that were not healthy');
  await expect(times).toBeVisible();
  await expect(page.getByText(/stopped reporting/).first()).toBeVisible();
});

test('the nodes as a map and as a table, kept in the address', async ({
  page,
}) => {
  await signInAs(page, 'SRE');
  await open(page, `${CLUSTER}/nodes`);
  const map = page.getByRole('link', { name: /ip-10-0-.*, memory|ip-10-0-/ });
  await expect(map.first()).toBeVisible();
  expect(await map.count()).toBeGreaterThanOrEqual(21);
  expect(await faults(page)).toEqual([]);
});

test('how many more pods fit, on a phone', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await signInAs(page, 'SRE');
  await open(page, `${CLUSTER}/capacity`);
  await expect(page.getByText(/more .* pods? fit/).first()).toBeVisible();
  expect(await faults(page)).toEqual([]);
});
