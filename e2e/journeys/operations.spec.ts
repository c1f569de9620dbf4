import { expect, Page, test } from '@playwright/test';
import {
  apiAs,
  faults,
  open,
  PortalApi,
  signInAs,
  startScenario,
  stopScenario,
} from './world';

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

test.describe('a thousand nodes', () => {
  const GROUP = '/clusters/textloom-nonprod/node-groups/batch';
  const NODES = '/clusters/textloom-nonprod/nodes';
  let names: string[] = [];

  async function namesOfBatch(api: PortalApi): Promise<string[]> {
    const answer = await api.get(`/api/clusters${GROUP}`);
    if (!answer.ok()) return [];
    const { nodes } = await answer.json();
    return nodes.map(({ name }: { name: string }) => name);
  }

  test.beforeAll(async ({ request }) => {
    test.setTimeout(120_000);
    await startScenario(request, 'thousand-nodes', 'textloom-nonprod');
    const api = await apiAs(request, 'sre');
    await expect(async () => {
      names = await namesOfBatch(api);
      expect(names).toHaveLength(1_000);
    }).toPass({ timeout: 60_000 });
  });

  test.afterAll(async ({ request }) => {
    await stopScenario(request, 'thousand-nodes');
  });

  for (const [device, width, height] of [
    ['a desk', 1440, 900],
    ['a phone', 390, 844],
  ] as const) {
    test(`are a map that can be read on ${device}`, async ({ page }, info) => {
      // The page is there in a second; looking at each of its cells takes many.
      test.slow();
      await page.setViewportSize({ width, height });
      await signInAs(page, 'SRE');
      await open(page, NODES);
      const cells = cellsOfBatch(page);
      await expect(cells).toHaveCount(1_000);
      await expectApart(page);
      expect(await faults(page)).toEqual([]);
      await info.attach(`map-${width}`, {
        body: await page.screenshot(),
        contentType: 'image/png',
      });
    });
  }

  test('leave room for the rest of the overview', async ({ page }) => {
    await signInAs(page, 'SRE');
    await page.goto('/clusters/textloom-nonprod');
    const groups = page.getByRole('table', { name: 'Node groups' });
    await expect(groups.getByText(/^1,000 of 1,000 in service/)).toBeVisible();
    await expect(cellsOfBatch(page)).toHaveCount(0);
    expect((await groups.boundingBox())?.height).toBeLessThan(900);
    await groups.getByRole('link', { name: /^All 1,000 nodes/ }).click();
    await expect(page).toHaveURL(/\/nodes\?filter=batch$/);
    await expect(cellsOfBatch(page)).toHaveCount(1_000);
  });

  test('are one tab stop, and the arrow keys reach them all', async ({
    page,
  }) => {
    await signInAs(page, 'SRE');
    await open(page, NODES);
    const cells = cellsOfBatch(page);
    await expect(cells).toHaveCount(1_000);
    const stops = page.getByLabel('Nodes of batch').locator('[tabindex="0"]');
    await expect(stops).toHaveCount(1);
    await stops.focus();
    await page.keyboard.press('ArrowRight');
    await expect(cells.nth(1)).toBeFocused();
    const above = await cells.nth(1).boundingBox();
    await page.keyboard.press('ArrowDown');
    const below = await page.locator(':focus').boundingBox();
    expect(below?.x).toBe(above?.x);
    expect(below?.y).toBeGreaterThan(above?.y ?? Infinity);
    await page.keyboard.press('End');
    await expect(cells.last()).toBeFocused();
    await expect(cells.last()).toBeInViewport();
    await expect(stops).toHaveCount(1);
    const last = await cells.last().getAttribute('href');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(`${last}`);
  });

  test('are filtered to one, whose page opens by its address', async ({
    page,
  }) => {
    const name = names[777];
    await signInAs(page, 'SRE');
    await open(page, NODES);
    await expect(cellsOfBatch(page)).toHaveCount(1_000);
    await page.keyboard.press('/');
    await page.keyboard.insertText(name);
    await expect(page.getByText(/^1 of 1,0\d\d nodes$/)).toBeVisible();
    await expect(cellsOfBatch(page)).toHaveCount(1);
    await open(page, `${NODES}?filter=${name}`);
    await expect(cellsOfBatch(page)).toHaveCount(1);
    await open(page, `${NODES}/${name}`);
    await expect(page.getByRole('heading', { name }).first()).toBeVisible();
    await expect(page.getByRole('link', { name: 'batch' })).toBeVisible();
    expect(await faults(page)).toEqual([]);
  });
});

function cellsOfBatch(page: Page) {
  return page
    .getByLabel('Nodes of batch', { exact: true })
    .getByRole('link', { name: /^ip-/ });
}

/** No cell lies on another or beyond the page's edge, and each is large enough to be seen. */
async function expectApart(page: Page): Promise<void> {
  const { boxes, wide, room } = await cellsOfBatch(page).evaluateAll(all => ({
    boxes: all.map(cell => {
      const { left, top, right, width } = cell.getBoundingClientRect();
      return { place: `${Math.round(left)} ${Math.round(top)}`, right, width };
    }),
    wide: document.documentElement.scrollWidth,
    room: window.innerWidth,
  }));
  expect(new Set(boxes.map(({ place }) => place)).size).toBe(boxes.length);
  expect(Math.min(...boxes.map(({ width }) => width))).toBeGreaterThanOrEqual(
    16,
  );
  expect(Math.max(...boxes.map(({ right }) => right))).toBeLessThanOrEqual(
    room,
  );
  expect(wide).toBeLessThanOrEqual(room);
}
