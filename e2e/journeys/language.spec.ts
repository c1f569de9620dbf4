import { expect, Page, test } from '@playwright/test';
import { englishWords, namesIn } from './words';
import { apiAs, open, ownPages, signInAs } from './world';

async function chooseInMenu(page: Page, language: string) {
  await page
    .getByRole('navigation', { name: /Main navigation|主导航/ })
    .waitFor();
  await page.locator('.tlapp-nav .tlapp-account').click();
  await page.getByRole('menuitem', { name: language }).click();
  await page.keyboard.press('Escape');
}

test('the sign-in page changes its language', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('button', { name: '简体中文' }).click();
  await expect(
    page.getByRole('heading', { level: 1, name: /^登录/ }),
  ).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', /^zh/);
  expect(await englishWords(page)).toEqual([]);
  await page.getByRole('button', { name: 'English' }).click();
  await expect(
    page.getByRole('heading', { level: 1, name: /^Sign in/ }),
  ).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', /^en/);
});

const softly = expect.configure({ soft: true });

test('every own page is Chinese after the switch, and English again after the next', async ({
  page,
  request,
}) => {
  // All pages, one after the other.
  test.slow();
  const api = await apiAs(request, 'sre');
  const pages = await ownPages(api, 'textloom-prod');
  const names = await namesIn(api, [
    '/api/catalog/entities/by-query?limit=500&fields=metadata.name,metadata.title',
    '/api/clusters/fleet',
    '/api/clusters/clusters/textloom-prod',
    `/api/clusters${pages.node}`,
    '/api/clusters/clusters/textloom-prod/workloads?limit=200',
    `/api/clusters${pages.workload}`,
    '/api/deployments/board',
    '/api/deployments/inbox',
    '/api/deployments/history',
    '/api/deployments/policy',
    '/api/restore-drills/overview',
  ]);
  await signInAs(page, 'SRE');
  await chooseInMenu(page, '简体中文');
  await expect(page.locator('html')).toHaveAttribute('lang', /^zh/);
  for (const [name, path] of Object.entries(pages)) {
    await open(page, path);
    await expect(page.locator('html')).toHaveAttribute('lang', /^zh/);
    await expect(page.locator('h1').first()).toBeVisible();
    // While a page loads it calls things by their ids.
    await softly
      .poll(() => englishWords(page, names), { message: name })
      .toEqual([]);
  }

  await chooseInMenu(page, 'English');
  await expect(page.locator('html')).toHaveAttribute('lang', /^en/);
  await open(page, '/clusters');
  await expect(
    page.getByRole('table', { name: 'Clusters, worst first' }),
  ).toBeVisible();
});

test('times are written by the language of the page', async ({
  page,
  request,
}) => {
  const pages = await ownPages(await apiAs(request, 'sre'), 'textloom-prod');
  await signInAs(page, 'SRE');
  await open(page, pages.node!);
  const times = page.locator('#content time');
  const english = times.filter({ hasText: /^\d+ (s|min|h|days?)$/ });
  const chinese = times.filter({ hasText: /^\d+ (秒|分钟|小时|天)$/ });
  await expect(english.first()).toBeVisible();
  await expect(chinese).toHaveCount(0);
  await chooseInMenu(page, '简体中文');
  await expect(chinese.first()).toBeVisible();
  await expect(english).toHaveCount(0);
});
