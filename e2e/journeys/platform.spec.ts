import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, Page } from '@playwright/test';
import { test } from './deploying';
import { faults, open } from './world';

test.describe.configure({ mode: 'serial' });
test.use({ actionTimeout: 15_000 });

const run = promisify(execFile);
const PHONE = { viewport: { width: 390, height: 844 } };
/** New for each run; AWS allows no long names. */
const NAME = `pf-${Date.now().toString(36)}`;
/** Charts are rendered and Terraform is read before the page says what it found. */
const LOOKED_AT = { timeout: 60_000 };
const THERE = { timeout: 120_000 };

let repository = '';

/** Answers the first page of the form, and asks for the next. */
async function tellAbout(page: Page, name: string): Promise<void> {
  await open(page, '/create/templates/default/platform-aws');
  await page.getByLabel('Name *', { exact: true }).fill(name);
  await page.getByLabel('Title').fill('Platform of the journeys');
  await page
    .getByLabel('Description')
    .fill('Clusters, data and network for the journeys of the portal');
  await page.getByRole('textbox', { name: 'Owner' }).first().fill('sre');
  await page.getByRole('option', { name: /sre/i }).first().click();
  await page.getByRole('button', { name: 'Next' }).click();
}

/** Answers the form with what is proposed, as far as the page that looks ahead. */
async function fillIn(page: Page, name: string): Promise<void> {
  await tellAbout(page, name);
  await expect(page.getByLabel('Domain')).toBeVisible();
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByLabel('E-mail for alerts').fill('sre@textloom.ai');
  await page.getByLabel('Cost center').fill('platform');
  await page.getByRole('button', { name: 'Next' }).click();
  await expect(page.getByText(/files will be made/)).toBeVisible(LOOKED_AT);
}

test('a platform shows what it costs and what the policy says before it is made', async ({
  as,
}) => {
  test.setTimeout(120_000);
  const page = await as('SRE');
  await fillIn(page, NAME);
  await expect(page.getByText(/the policy has nothing against/)).toBeVisible();
  const costs = page.getByRole('table', { name: 'Monthly cost' });
  await expect(costs.getByRole('rowheader', { name: 'prod' })).toBeVisible();
  await expect(costs).toContainText(/\$\d{1,3},\d{3}/);
  const tree = page.getByRole('tree', { name: 'Files that will be made' });
  await expect(tree.getByRole('treeitem', { name: 'terraform' })).toBeVisible();
  expect(await faults(page)).toEqual([]);
});

test('a name beyond the limits of AWS, and a network without room, are refused in the form', async ({
  as,
}) => {
  const page = await as('SRE');
  await tellAbout(page, 'a'.repeat(21));
  await expect(page.getByText(/Use 3 to 20/).first()).toBeVisible();
  await tellAbout(page, NAME);
  await page.getByLabel('Network of production').fill('10.254.0.0/16');
  await page.getByRole('button', { name: 'Next' }).click();
  await expect(page.getByText(/with three free ones/).first()).toBeVisible();
});

test('it is made, and whoever clones it finds that its checks pass', async ({
  as,
}) => {
  test.setTimeout(420_000);
  const page = await as('SRE');
  await fillIn(page, NAME);
  await page.getByRole('button', { name: 'Review' }).click();
  await page.getByRole('button', { name: 'Create' }).click();
  const link = page.getByRole('link', { name: 'Repository' });
  await expect(link).toBeVisible(THERE);
  repository = (await link.getAttribute('href')) ?? '';
  expect(repository).toContain(`/forge/textloom/${NAME}`);
  const folder = await mkdtemp(join(tmpdir(), 'textloom-platform-'));
  try {
    const cwd = join(folder, NAME);
    await run('git', ['clone', '-q', repository, cwd]);
    const settings = await readFile(
      join(cwd, 'terraform/environments/prod/terraform.tfvars.json'),
      'utf8',
    );
    expect(JSON.parse(settings)).toMatchObject({ platform: NAME });
    const { stdout } = await run('make', ['check'], { cwd, maxBuffer: 1e8 });
    expect(stdout).toContain('The configuration is valid');
    expect(stdout.match(/\d+ passed, 0 failed/g)?.length).toBeGreaterThan(3);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test('cost and findings fit a phone', async ({ as }) => {
  test.setTimeout(120_000);
  const page = await as('SRE', PHONE);
  await fillIn(page, 'pf-phone');
  const width = await page.evaluate(() => document.body.scrollWidth);
  expect(width).toBeLessThanOrEqual(390);
  expect(await faults(page)).toEqual([]);
});
