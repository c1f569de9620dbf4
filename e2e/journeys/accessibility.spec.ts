import AxeBuilder from '@axe-core/playwright';
import { expect, Page, test } from '@playwright/test';
import {
  apiAs,
  open,
  ownPages,
  signInAs,
  startScenario,
  stopScenario,
} from './world';

test.describe.configure({ mode: 'serial' });

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const SIZES = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
];
const THEMES = ['light', 'dark'] as const;

async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page })
    .withTags(WCAG)
    .analyze();
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ target }) => `${id}: ${target.join(' ')}`),
  );
}

/** How many pixels the page can be scrolled sideways. */
function sideways(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      document.documentElement.scrollWidth -
      document.documentElement.clientWidth,
  );
}

/** Looks at the page as it is, in both themes and at both sizes. */
async function checkHere(page: Page, name: string): Promise<void> {
  for (const size of SIZES) {
    await page.setViewportSize(size);
    for (const colorScheme of THEMES) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await expect(page.locator('body')).toHaveAttribute(
        'data-theme-mode',
        colorScheme,
      );
      expect
        .soft(await violations(page), `${name} ${colorScheme} ${size.width}`)
        .toEqual([]);
    }
  }
  for (const width of [390, 360]) {
    await page.setViewportSize({ width, height: 844 });
    expect.soft(await sideways(page), `${name} ${width}`).toBeLessThan(1);
  }
}

test.afterAll(async ({ request }) => {
  await stopScenario(request, 'node-failure');
});

test('sign-in can be used by everybody', async ({ page }) => {
  await page.goto('/');
  await expect(page.getByRole('list', { name: 'Roles' })).toBeVisible();
  await checkHere(page, 'sign-in');
});

for (const name of [
  'today',
  'fleet',
  'cluster',
  'nodes',
  'workloads',
  'workload',
  'capacity',
  'alerts',
  'data layer',
  'history',
  'node group',
  'node',
  'restore drills',
  'restore drill list',
  'restore drill plan',
  'protected store',
]) {
  test(`${name} can be used by everybody`, async ({ page, request }) => {
    const pages = await ownPages(await apiAs(request, 'sre'), 'textloom-prod');
    await signInAs(page, 'SRE');
    await open(page, pages[name]!);
    await checkHere(page, name);
  });
}

test('a degraded cluster can be used by everybody', async ({
  page,
  request,
}) => {
  await signInAs(page, 'SRE');
  await startScenario(request, 'node-failure', 'textloom-nonprod');
  await open(page, '/clusters/textloom-nonprod');
  await expect(
    page.getByRole('link', { name: /, not ready, memory/i }).first(),
  ).toBeVisible();
  await checkHere(page, 'degraded cluster');
});
