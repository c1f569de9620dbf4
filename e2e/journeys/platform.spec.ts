import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, Page } from '@playwright/test';
import {
  create,
  inClone,
  LOOKED_AT,
  next,
  PHONE,
  run,
  tellAbout,
} from './creating';
import { test } from './deploying';
import { faults } from './world';

test.describe.configure({ mode: 'serial' });
test.use({ actionTimeout: 15_000 });

/** New for each run; AWS allows no long names. */
const NAME = `pf-${Date.now().toString(36)}`;
const about = (name: string) => ({
  template: 'platform-aws',
  name,
  title: 'Platform of the journeys',
  description: 'Clusters, data and network for the journeys of the portal',
  owner: 'sre',
});

/** Answers the form with what is proposed, as far as the page that looks ahead. */
async function fillIn(page: Page, name: string): Promise<void> {
  await tellAbout(page, about(name));
  await next(page);
  await expect(page.getByLabel('Domain')).toBeVisible();
  await next(page);
  await page.getByLabel('E-mail for alerts').fill('sre@textloom.ai');
  await next(page);
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
  await tellAbout(page, about('a'.repeat(21)));
  await next(page);
  await expect(page.getByText(/Use 3 to 20/).first()).toBeVisible();
  await tellAbout(page, about(NAME));
  await next(page);
  await page.getByLabel('Network of production').fill('10.254.0.0/16');
  await next(page);
  await expect(page.getByText(/with three free ones/).first()).toBeVisible();
});

test('it is made, and whoever clones it finds that its checks pass', async ({
  as,
}) => {
  test.setTimeout(420_000);
  const page = await as('SRE');
  await fillIn(page, NAME);
  const repository = await create(page);
  expect(repository).toContain(`/forge/textloom/${NAME}`);
  await inClone(repository, async cwd => {
    const settings = await readFile(
      join(cwd, 'terraform/environments/prod/terraform.tfvars.json'),
      'utf8',
    );
    expect(JSON.parse(settings)).toMatchObject({ platform: NAME });
    const { stdout } = await run('make', ['check'], { cwd, maxBuffer: 1e8 });
    expect(stdout).toContain('The configuration is valid');
    expect(stdout.match(/\d+ passed, 0 failed/g)?.length).toBeGreaterThan(3);
  });
});

test('cost and findings fit a phone', async ({ as }) => {
  test.setTimeout(120_000);
  const page = await as('SRE', PHONE);
  await fillIn(page, 'pf-phone');
  const width = await page.evaluate(() => document.body.scrollWidth);
  expect(width).toBeLessThanOrEqual(390);
  expect(await faults(page)).toEqual([]);
});
