import { expect, Page, test } from '@playwright/test';
import { signInAs } from './world';

/** Presses Tab until the element that has focus is called so. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  const focused = () =>
    page.evaluate(() => {
      const element = document.activeElement;
      return element?.getAttribute('aria-label') ?? element?.textContent ?? '';
    });
  for (let presses = 0; presses < 60; presses++) {
    if (name.test(await focused())) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`60 presses of Tab do not lead to ${name}`);
}

test('from sign-in to a node without a mouse', async ({ page }) => {
  await page.goto('/');
  await expect(page.getByRole('list', { name: 'Roles' })).toBeVisible();
  await tabTo(page, /^SRE/);
  await page.keyboard.press('Enter');
  await expect(
    page.getByRole('navigation', { name: 'Main navigation' }),
  ).toBeVisible({ timeout: 30_000 });

  await tabTo(page, /^Clusters$/);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/clusters$/);
  await expect(
    page.getByRole('link', { name: 'TextLoom production' }),
  ).toBeVisible();
  await tabTo(page, /^TextLoom production$/);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/clusters\/textloom-prod$/);
  await expect(page.getByLabel('Nodes of worker').first()).toBeVisible();
  await tabTo(page, /^ip-10-.*memory/);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/clusters\/textloom-prod\/nodes\/ip-10-/);
  await expect(
    page.getByRole('heading', { name: /^ip-10-/ }).first(),
  ).toBeVisible();
});

test('the slash key filters, and Escape clears', async ({ page }) => {
  await signInAs(page, 'SRE');
  await page.goto('/clusters');
  const filter = page.getByRole('searchbox', { name: 'Filter clusters' });
  const rows = page
    .getByRole('table', { name: 'Clusters, worst first' })
    .getByRole('link', { name: /^TextLoom/ });
  await expect(rows).toHaveCount(2);
  await page.keyboard.press('/');
  await expect(filter).toBeFocused();
  await page.keyboard.type('non-prod');
  await expect(rows).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(rows).toHaveCount(2);
});

test('the first Tab leads past the navigation', async ({ page }) => {
  await signInAs(page, 'SRE');
  await page.goto('/clusters');
  await expect(
    page.getByRole('table', { name: 'Clusters, worst first' }),
  ).toBeVisible();
  await page.keyboard.press('Tab');
  const skip = page.getByRole('link', { name: 'Skip to content' });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  const inContent = await page.evaluate(() =>
    Boolean(document.activeElement?.closest('#content, main')),
  );
  expect(inContent).toBe(true);
});
