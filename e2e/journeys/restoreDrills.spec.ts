import { expect, Page } from '@playwright/test';
import { copyFile } from 'node:fs/promises';
import { goTo, test, verdictOf } from './deploying';
import { changeByte, verifyEvidence } from './evidenceFile';
import { faults, open, startScenario, stopScenario } from './world';

test.describe.configure({ mode: 'serial' });

const PLAN = '/restore-drills/plans/textloom-postgres-instance-loss';
const OWN = "Portal's own databases";
const PHONE = { viewport: { width: 390, height: 844 } };
/** A drill takes seconds on a quiet machine; its own limit is far beyond this. */
const ENDED = { timeout: 150_000 };
const SEGMENT = /[0-9A-F]{24}/;

let proven = '';

/** Presses a button of the plan and agrees to what the dialog says. */
async function begin(page: Page, what: string, confirm: string) {
  await open(page, PLAN);
  await page.getByRole('button', { name: what }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('Never touched');
  await dialog.getByRole('button', { name: confirm }).click();
  await expect(page).toHaveURL(/\/restore-drills\/drills\/drill-[0-9a-f]{8}$/);
}

test.afterAll(async ({ request }) => {
  await stopScenario(request, 'lost-wal-segment');
});

test('an SRE sees what is not proven, looks at what would be done, and starts a drill', async ({
  as,
}) => {
  test.setTimeout(240_000);
  const page = await as('SRE');
  await goTo(page, 'Restore drills');
  const plans = page.getByRole('table', {
    name: 'Stores and scenarios against their targets',
  });
  await expect(plans.getByText('TextLoom PostgreSQL').first()).toBeVisible();
  await expect(plans.getByText(OWN)).toBeVisible();
  expect(await faults(page)).toEqual([]);

  await open(page, PLAN);
  await page.getByRole('button', { name: 'Look now' }).click();
  await expect(page.getByText('A drill could start now')).toBeVisible({
    timeout: 30_000,
  });
  expect(await faults(page)).toEqual([]);

  await begin(page, 'Start a drill…', 'Start the drill');
  proven = new URL(page.url()).pathname;
  await expect(verdictOf(page)).toHaveText(
    /is running, step \d+ of 11|Service would be back/,
  );
  await expect(verdictOf(page)).toHaveText(
    /Service would be back in .+; the limit is 1 h/,
    ENDED,
  );
});

test('it passes with time and loss, and says how each figure was obtained', async ({
  as,
}) => {
  const page = await as('Auditor');
  await open(page, proven);
  await expect(
    page.getByText(/At most .+ of data lost; the limit is 15 min/),
  ).toBeVisible();
  const loss = page.locator('#loss');
  await expect(loss).toContainText(
    'Proven from markers found inside the restored data',
  );
  await expect(loss).toContainText('no number is missing');
  await expect(loss).toContainText('Newest marker without a hole');
  const time = page.locator('#time');
  await expect(time).toContainText('which is held against the RTO');
  const checks = page.getByRole('table', { name: 'Checks' });
  await expect(checks.getByText('failed', { exact: true })).toHaveCount(0);
  expect(await faults(page)).toEqual([]);

  await page.setViewportSize(PHONE.viewport);
  await expect(loss).toBeVisible();
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - window.innerWidth,
  );
  expect(overflow).toBeLessThanOrEqual(0);
});

test('an auditor takes report and evidence, verifies them without the portal, and a changed byte is refused', async ({
  as,
}, info) => {
  const page = await as('Auditor');
  await open(page, proven);
  const report = page.waitForEvent('popup');
  await page.getByRole('button', { name: 'Open the report' }).click();
  const paper = await report;
  await expect(paper.locator('body')).toContainText('Passed');
  await expect(paper.locator('body')).toContainText('TextLoom PostgreSQL');

  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download the evidence' }).click();
  const file = info.outputPath('evidence.json');
  await (await download).saveAs(file);
  const good = await verifyEvidence(file);
  expect(good.output).toContain('PASS');
  expect(good.code, good.output).toBe(0);

  const changed = info.outputPath('changed.json');
  await copyFile(file, changed);
  await changeByte(changed, /"upperMs": \d+/);
  const bad = await verifyEvidence(changed);
  expect(bad.code, bad.output).toBe(1);
  expect(bad.output).toMatch(/not what|does not/);
});

test('a developer may look, and is told why not more', async ({ as }) => {
  const page = await as('Developer');
  await open(page, PLAN);
  const start = page.getByRole('button', { name: 'Start a drill…' });
  await expect(start).toHaveAttribute('aria-disabled', 'true');
  expect(await faults(page)).toEqual([]);
});

test('a lost segment of the log fails the drill, and is named', async ({
  as,
  request,
}) => {
  test.setTimeout(240_000);
  await startScenario(request, 'lost-wal-segment', 'textloom-prod');
  const page = await as('SRE');
  await begin(page, 'Start a drill…', 'Start the drill');
  await expect(verdictOf(page)).toHaveText(SEGMENT, ENDED);
  await expect(page.getByText('Failed', { exact: true }).first()).toBeVisible();
  expect(await faults(page)).toEqual([]);
  await stopScenario(request, 'lost-wal-segment');
});

test('a negative control damages its own copy, and finds it', async ({
  as,
}) => {
  test.setTimeout(240_000);
  const page = await as('SRE');
  await begin(page, 'Start a negative control…', 'Start the control');
  await expect(verdictOf(page)).toHaveText(
    /The damage was found and named/,
    ENDED,
  );
});

test('the portal rehearses its own databases by itself', async ({ as }) => {
  test.setTimeout(300_000);
  const page = await as('SRE', PHONE);
  await open(page, '/restore-drills/plans/portal-database-instance-loss');
  await expect(page.getByText('Passed', { exact: true }).first()).toBeVisible({
    timeout: 270_000,
  });
  await page.goto('/restore-drills');
  await expect(page.getByText(OWN).first()).toBeVisible();
  expect(await faults(page)).toEqual([]);
});
