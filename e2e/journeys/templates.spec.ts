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
  THERE,
} from './creating';
import { goTo, test } from './deploying';
import { apiAs, faults, open } from './world';

test.describe.configure({ mode: 'serial' });
test.use({ actionTimeout: 15_000 });

/** New for each run, so that a portal that is there can be used again. */
const NAME = `video-index-${Date.now().toString(36)}`;
let repository = '';

/** Fills the first page, and goes on to the last with what is proposed. */
async function fillIn(page: Page, name: string): Promise<void> {
  await tellAbout(page, {
    template: 'api-service',
    name,
    title: 'Video index',
    description: 'Keeps an index of all videos of a tenant',
    owner: 'experience',
  });
  await expect(page.getByLabel('Name of the repository')).toHaveValue(name);
  for (const title of ['What it needs', 'How it runs', 'Look before']) {
    await next(page);
    await expect(page.getByText(title).first()).toBeVisible();
  }
}

test('a developer chooses a template, and sees every file and what the policy says before anything is made', async ({
  as,
}) => {
  test.setTimeout(120_000);
  const page = await as('Developer');
  await goTo(page, 'Create').catch(() => open(page, '/create'));
  await expect(page.getByText('API service (FastAPI)')).toBeVisible();
  await fillIn(page, NAME);
  await expect(
    page.getByText(/files will be made, and the policy has nothing against/),
  ).toBeVisible(LOOKED_AT);
  const tree = page.getByRole('tree', { name: 'Files that will be made' });
  await tree.getByRole('treeitem', { name: 'Dockerfile' }).click();
  await expect(
    page.getByRole('region', { name: 'Content of Dockerfile' }),
  ).toContainText('USER');
  expect(await faults(page)).toEqual([]);
  const developer = await apiAs(page.request, 'developer');
  const component = await developer.get(
    `/api/catalog/entities/by-name/component/default/${NAME}`,
  );
  expect(component.status()).toBe(404);
});

test('it is made: repository, GitOps, catalog, each step told', async ({
  as,
}) => {
  test.setTimeout(240_000);
  const page = await as('Developer');
  await fillIn(page, NAME);
  await expect(page.getByText(/files will be made/)).toBeVisible(LOOKED_AT);
  repository = await create(page);
  expect(repository).toContain(`/forge/textloom/${NAME}`);
});

test('whoever clones it finds that its tests pass', async () => {
  test.setTimeout(300_000);
  await inClone(repository, async cwd => {
    // Packages that no index within reach has may lie in a folder of their own.
    const { TEXTLOOM_PYTHON = 'python3', TEXTLOOM_PYTHONPATH = '' } =
      process.env;
    const env = {
      ...process.env,
      PIP_RETRIES: '0',
      PYTHONPATH: TEXTLOOM_PYTHONPATH,
    };
    const options = { cwd, env, maxBuffer: 1e8 };
    await run('make', ['setup', `PYTHON=${TEXTLOOM_PYTHON}`], options);
    const { stdout } = await run('make', ['test'], options);
    expect(stdout).toMatch(/\d+ passed/);
    expect(await readFile(join(cwd, 'catalog-info.yaml'), 'utf8')).toContain(
      NAME,
    );
  });
});

test('its component shows what runs, where, and what it costs, and its first release can be proposed', async ({
  as,
}) => {
  test.setTimeout(300_000);
  const page = await as('Developer');
  const sre = await apiAs(page.request, 'sre');
  await expect(async () => {
    const answer = await sre.get(`/api/deployments/services/${NAME}/releases`);
    const { releases } = await answer.json();
    expect(releases[0].release.version).toBe('0.1.0');
  }).toPass(THERE);
  await open(page, `/catalog/default/component/${NAME}`);
  for (const name of ['Where it runs', 'Cost', 'Deployments']) {
    await expect(
      page.getByRole('heading', { level: 3, name, exact: true }),
    ).toBeVisible({ timeout: 30_000 });
  }
  const offer = page
    .getByRole('region', { name: 'Deployments' })
    .getByRole('link', { name: 'Propose 0.1.0' })
    .first();
  // The board's list of services is a minute old at most.
  await expect(async () => {
    await open(page, `/catalog/default/component/${NAME}`);
    await expect(offer).toBeVisible({ timeout: 8_000 });
  }).toPass(THERE);
  await offer.click();
  await page.getByRole('button', { name: /^Propose .* for test/ }).click();
  await expect(page).toHaveURL(/\/deployments\/proposals\/[0-9a-f-]{36}$/);
});

test('a name that is taken is refused with a reason, and nothing is left behind', async ({
  as,
}) => {
  test.setTimeout(180_000);
  const page = await as('Developer');
  const developer = await apiAs(page.request, 'developer');
  const [host] = new URL(repository).host.split('/');
  const answer = await developer.post('/api/scaffolder/v2/tasks', {
    templateRef: 'template:default/api-service',
    values: {
      name: NAME,
      // Other content: the same again would change nothing.
      title: 'Another index',
      description: 'Something else that wants the same name',
      owner: 'group:default/experience',
      system: 'system:default/textloom',
      repoUrl: `${host}?owner=textloom&repo=${NAME}`,
      ...{ priority: 'P1', exposure: 'internal', strategy: 'canary' },
      ...{ rollouts: true, database: true, cache: true },
      ...{ objectStorage: false, jobs: true },
    },
  });
  const { id } = await answer.json();
  await expect(async () => {
    const events = await developer.get(
      `/api/scaffolder/v2/tasks/${id}/events?after=0`,
    );
    const told = JSON.stringify(await events.json());
    expect(told).toContain('status: failed');
    expect(told).toMatch(/already taken|exists already|already exists/);
  }).toPass(THERE);
  const component = await developer.get(
    `/api/catalog/entities/by-name/component/default/${NAME}`,
  );
  expect(component.ok()).toBe(true);
});

test('the form works on a phone', async ({ as }) => {
  test.setTimeout(120_000);
  const page = await as('Developer', PHONE);
  await fillIn(page, 'phone-made');
  await expect(page.getByText(/files will be made/)).toBeVisible(LOOKED_AT);
  const width = await page.evaluate(() => document.body.scrollWidth);
  expect(width).toBeLessThanOrEqual(390);
  expect(await faults(page)).toEqual([]);
});
