import { expect, test } from '@playwright/test';
import { apiAs, signInAs } from './world';

test('search finds a resource and a page of documentation that nobody has opened', async ({
  page,
  request,
}) => {
  test.setTimeout(120_000);
  const api = await apiAs(request, 'developer');
  const titles = async (term: string, type: string) => {
    const answer = await api.get(
      `/api/search/query?term=${term}&types%5B0%5D=${type}`,
    );
    expect(answer.status()).toBe(200);
    return (await answer.json()).results.map(
      ({ document }: { document: { title: string } }) => document.title,
    );
  };
  const soon = { timeout: 90_000 };
  await expect
    .poll(() => titles('redis', 'software-catalog'), soon)
    .toEqual(expect.arrayContaining([expect.stringMatching(/redis/i)]));
  await expect
    .poll(() => titles('polarity', 'techdocs'), soon)
    .not.toHaveLength(0);

  await signInAs(page, 'Developer');
  await page.goto('/search?query=redis');
  const content = page.locator('#content');
  await expect(
    content.getByRole('link', { name: /redis/i }).first(),
  ).toBeVisible();
  await page.goto('/search?query=runbook');
  await content
    .locator('a[href*="/docs/default/component/textloom-portal/"]')
    .first()
    .click();
  await expect(page).toHaveURL(/\/docs\/default\/component\/textloom-portal/);
});
