import { expect, test } from '@playwright/test';
import { signInAs } from './world';

const ROLES = [
  'SRE',
  'Developer',
  'Team lead',
  'Security',
  'Release manager',
  'Finance',
  'Auditor',
  'Platform admin',
];

for (const role of ROLES) {
  test(`${role} signs in, stays signed in, and leaves`, async ({ page }) => {
    await page.goto('/');
    await page
      .getByRole('list', { name: 'Roles' })
      .getByRole('button', { name: new RegExp(`^${role}`) })
      .click();
    const account = page.getByRole('button', { name: /^Signed in as/ });
    await expect(account).toBeVisible({ timeout: 30_000 });
    const label = await account.getAttribute('aria-label');
    expect(label).toContain(role);
    expect(label).not.toContain('user:');

    await page.reload();
    await expect(account).toHaveAttribute('aria-label', label!);

    await account.click();
    await page.getByRole('menuitem', { name: 'Switch role' }).click();
    const roles = page.getByRole('list', { name: 'Roles' });
    await expect(roles).toBeVisible();
    await page.reload();
    await expect(roles).toBeVisible();
  });
}

test('settings show who is signed in by title, not by reference', async ({
  page,
}) => {
  await signInAs(page, 'SRE');
  await page.goto('/settings');
  const content = page.locator('#content');
  await expect(content.getByText('SRE', { exact: true }).first()).toBeVisible();
});

test('without a token the API answers 401 and nothing else', async ({
  request,
}) => {
  for (const path of [
    '/api/clusters/fleet',
    '/api/clusters/clusters/textloom-prod',
    '/api/catalog/entities',
    '/api/search/query?term=redis',
    '/api/kubernetes/clusters',
    '/api/techdocs/static/docs/default/component/portal/index.html',
  ]) {
    const answer = await request.get(path);
    expect(answer.status(), path).toBe(401);
    const { error } = await answer.json();
    expect(error, path).toEqual({
      name: 'AuthenticationError',
      message: expect.any(String),
    });
  }
});
