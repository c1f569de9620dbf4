import { readFile } from 'node:fs/promises';
import { expect, Page } from '@playwright/test';
import { goTo, test } from './deploying';
import { apiAs, faults, open, startScenario, stopScenario } from './world';

test.describe.configure({ mode: 'serial' });
test.use({ actionTimeout: 15_000 });

const PHONE = { viewport: { width: 390, height: 844 } };
/** Thirteen months are read in seconds, after the catalog is there; its own limit is far beyond this. */
const READ = { timeout: 100_000 };
const WORKERS = 'Workers';

const verdictOf = (page: Page) => page.locator('.tl-verdict__sentence');

/** The check of the strip on each page. */
const strip = (page: Page) =>
  page.getByRole('region', { name: 'Where these figures come from' });

test.afterAll(async ({ request }) => {
  await stopScenario(request, 'restated-month');
  await stopScenario(request, 'cost-spike');
});

test('the overview says whether the month is all right, and equals the bill', async ({
  as,
}) => {
  test.setTimeout(240_000);
  const page = await as('Finance');
  await expect(async () => {
    await open(page, '/costs');
    await expect(page.getByRole('table', { name: 'Allocation' })).toBeVisible({
      timeout: 8_000,
    });
  }).toPass(READ);
  await expect(verdictOf(page)).toHaveText(/will end near \$[\d,]+/);
  await expect(strip(page)).toContainText(
    'Equal to the bill, difference $0.00',
  );
  await page
    .getByRole('button', { name: /How .* is made/ })
    .first()
    .click();
  await expect(page.getByRole('dialog')).toContainText(
    'Difference to the bill',
  );
  expect(await faults(page)).toEqual([]);
});

test('from the overview to the anomaly, to the deployment that caused it, and what somebody says of it', async ({
  as,
}) => {
  test.setTimeout(180_000);
  const page = await as('Finance');
  await expect(async () => {
    await open(page, '/costs');
    await expect(
      page.getByRole('heading', { level: 4, name: WORKERS, exact: true }),
    ).toBeVisible({ timeout: 5_000 });
  }).toPass(READ);
  await page
    .getByRole('listitem')
    .filter({
      has: page.getByRole('heading', { level: 4, name: WORKERS, exact: true }),
    })
    .getByRole('link', { name: 'See its days' })
    .click();
  await expect(page).toHaveURL(/\/costs\/anomalies\?anomaly=/);
  const drivers = page.getByRole('table', { name: 'What carries it' });
  await expect(
    drivers.getByText('DataTransfer-Regional-Bytes').first(),
  ).toBeVisible();
  expect(await faults(page)).toEqual([]);

  await page
    .getByRole('button', { name: /^Say (what it is|otherwise)…$/ })
    .first()
    .click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('It is').selectOption('confirmed');
  await dialog.getByLabel('Note').fill('Zone affinity was lost with 4.2.0');
  await dialog.getByRole('button', { name: 'Say so' }).click();
  await expect(
    page.getByText('Zone affinity was lost with 4.2.0'),
  ).toBeVisible();

  await page
    .getByRole('link', { name: /deployed: textloom-worker 4\.2\.0/ })
    .last()
    .click();
  await expect(page).toHaveURL(
    /\/catalog\/default\/component\/textloom-worker/,
  );
});

test('a recommendation opens down to its arithmetic, whose result is its headline', async ({
  as,
}) => {
  const page = await as('Team lead');
  await open(page, '/costs/savings');
  const saving = page
    .locator('details')
    .filter({ hasText: 'off at night and at weekends' })
    .first();
  await saving.locator('summary').click();
  const lines = saving.getByRole('table');
  await expect(lines).toContainText('Hours a month');
  const result = await lines.getByRole('row').last().innerText();
  const [, amount = ''] = /\$([\d,]+)\.\d\d/.exec(result) ?? [];
  expect(amount).not.toBe('');
  await expect(saving.locator('summary')).toContainText('a month');
  await expect(lines.getByRole('caption')).toContainText(`$${amount}`);
  expect(await faults(page)).toEqual([]);
});

test('a budget that is passed alerts, once, and says so', async ({ as }) => {
  test.setTimeout(180_000);
  const page = await as('Finance');
  await open(page, '/costs/budgets');
  await page.getByRole('button', { name: 'New budget…' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('All of the month');
  await dialog.getByLabel(/Amount a month/).fill('0');
  await dialog.getByRole('button', { name: 'Set the budget' }).click();
  await expect(dialog).toContainText('Must be an amount above zero');
  await dialog.getByLabel(/Amount a month/).fill('100');
  await dialog.getByRole('button', { name: 'Set the budget' }).click();
  await expect(dialog).toBeHidden();
  await expect(verdictOf(page)).toContainText('over its budget already');
  const told = page.getByRole('list', { name: 'Told so far' });
  await expect(async () => {
    await page.reload();
    await expect(told.getByText(/100% was spent/)).toBeVisible({
      timeout: 5_000,
    });
  }).toPass({ timeout: 90_000 });
  expect(await faults(page)).toEqual([]);

  await open(page, '/notifications');
  await expect(page.getByText(/All of the month/).first()).toBeVisible({
    timeout: 20_000,
  });

  await open(page, '/costs/budgets');
  await page.getByRole('button', { name: 'Remove All of the month…' }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: 'Remove it' })
    .click();
  await expect(
    page.getByRole('button', { name: 'Remove All of the month…' }),
  ).toBeHidden();
});

test('an export opens as a spreadsheet, and holds what is shown', async ({
  as,
}) => {
  const page = await as('Finance');
  await open(page, '/costs/explore?groupBy=component');
  const sums = page.getByRole('table', { name: 'Sums' });
  await expect(sums).toBeVisible();
  const shown = await sums.getByRole('rowheader').allInnerTexts();
  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save as CSV' }).first().click();
  const file = await readFile(await (await coming).path(), 'utf8');
  const lines = file.trim().split('\r\n');
  expect(lines.length - 1).toBeGreaterThanOrEqual(shown.length);
  expect(lines[0]).toContain('component');
  // No cell that a spreadsheet would take for a formula.
  expect(file).not.toMatch(/(^|,|\n)"?[=+@]/);
  expect(await faults(page)).toEqual([]);
});

test('a developer sees what is theirs, and no total', async ({
  as,
  request,
}) => {
  const page = await as('Developer');
  await open(page, '/costs');
  await expect(page.getByText(/These are the costs of/)).toBeVisible();
  const table = page.getByRole('table', { name: 'Allocation' });
  await expect(table.getByText(WORKERS, { exact: true })).toBeVisible();
  await expect(table.getByText('MinIO')).toHaveCount(0);
  await expect(
    page.getByText('Layers that belong to nobody alone'),
  ).toHaveCount(0);
  await expect(strip(page)).not.toContainText('difference');
  expect(await faults(page)).toEqual([]);

  const api = await apiAs(request, 'developer');
  const other = await api.get(
    '/api/costs/explore?from=2020-01-01&to=2030-01-01&filter=component:resource%253Adefault%252Fminio',
  );
  expect((await other.json()).sum).toBe('0');
  const refresh = await api.post('/api/costs/refresh', {});
  expect(refresh.status()).toBe(403);
});

test('while a month is restated every day still equals the bill', async ({
  as,
  request,
}) => {
  test.setTimeout(180_000);
  const page = await as('Auditor');
  await open(page, '/costs/reconciliation');
  await expect(verdictOf(page)).toContainText(
    'What is shown is what was billed',
  );
  expect(await faults(page)).toEqual([]);
  await startScenario(request, 'restated-month', 'textloom-prod');
  await expect(strip(page)).toContainText(/restated by/, { timeout: 120_000 });
  await expect(strip(page)).toContainText(
    'Equal to the bill, difference $0.00',
    { timeout: 30_000 },
  );
  await expect(verdictOf(page)).toContainText(
    'What is shown is what was billed',
  );
});

test('on a phone', async ({ as }) => {
  const page = await as('Finance', PHONE);
  await goTo(page, 'Costs').catch(() => open(page, '/costs'));
  await expect(page.getByRole('table', { name: 'Allocation' })).toBeVisible();
  expect(
    await page.evaluate(() => document.documentElement.scrollWidth),
  ).toBeLessThanOrEqual(390);
  expect(await faults(page)).toEqual([]);
  for (const path of ['anomalies', 'savings', 'explore', 'reconciliation']) {
    await open(page, `/costs/${path}`);
    await expect(strip(page)).toBeVisible();
    expect(
      await page.evaluate(() => document.documentElement.scrollWidth),
      path,
    ).toBeLessThanOrEqual(390);
    expect(await faults(page), path).toEqual([]);
  }
});
