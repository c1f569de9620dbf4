import { expect, test } from '@playwright/test';
import { apiAs, open, signInAs } from './world';

test('TextLoom is in the catalog: services, clusters and node groups', async ({
  page,
  request,
}) => {
  const api = await apiAs(request, 'developer');
  const names = async (filter: string) => {
    const answer = await api.get(
      `/api/catalog/entities/by-query?filter=${filter}&limit=200`,
    );
    return (await answer.json()).items.map(
      ({ metadata }: { metadata: { name: string } }) => metadata.name,
    );
  };
  expect(await names('kind=component')).toEqual(
    expect.arrayContaining([
      'textloom-web',
      'textloom-api',
      'textloom-worker',
      'textloom-payment',
    ]),
  );
  await expect
    .poll(() => names('kind=resource,spec.type=kubernetes-cluster'), {
      timeout: 45_000,
    })
    .toEqual(expect.arrayContaining(['textloom-prod', 'textloom-nonprod']));

  await signInAs(page, 'Developer');
  await open(page, '/catalog?filters[kind]=component&filters[user]=all');
  await expect(
    page.getByRole('link', { name: 'TextLoom API' }).first(),
  ).toBeVisible();
});

test('the stock Kubernetes tab shows the pods of textloom-api in both clusters', async ({
  page,
}) => {
  await signInAs(page, 'Developer');
  await page.goto('/catalog/default/component/textloom-api/kubernetes');
  for (const cluster of ['TextLoom production', 'TextLoom non-production']) {
    const section = page.getByRole('button', { name: new RegExp(cluster) });
    await expect(section).toContainText(/[1-9]\d* pods/, { timeout: 20_000 });
    await section.click();
    await expect(
      page
        .getByRole('heading', { name: /^textloom-api/ })
        .or(page.getByText(/^textloom-api/))
        .first(),
    ).toBeVisible();
    await section.click();
  }
});

test('a cluster’s entity shows its live state', async ({ page }) => {
  await signInAs(page, 'SRE');
  await page.goto('/catalog/default/resource/textloom-prod');
  const content = page.locator('#content');
  await expect(content.getByText('Live state')).toBeVisible({
    timeout: 20_000,
  });
  await expect(
    content.getByText(/^(Healthy|Degraded|Unhealthy)$/).first(),
  ).toBeVisible();
  await content.getByRole('link', { name: /^Open TextLoom/ }).click();
  await expect(page).toHaveURL(/\/clusters\/textloom-prod$/);
});

test('the documentation opens from the portal’s entity', async ({ page }) => {
  await signInAs(page, 'Developer');
  await page.goto('/docs/default/component/textloom-portal');
  await expect(
    page.getByRole('heading', { level: 1, name: 'TextLoom Portal' }).first(),
  ).toBeVisible({ timeout: 30_000 });
});
