import { APIRequestContext, expect, Page } from '@playwright/test';

const sandboxUrl = process.env.TEXTLOOM_SANDBOX_URL ?? 'http://127.0.0.1:7008';

/** Signs in on a fresh browser by choosing a role of the sandbox. */
export async function signInAs(page: Page, role: string): Promise<void> {
  await page.goto('/');
  const roles = page.getByRole('list', { name: 'Roles' });
  await roles.getByRole('button').filter({ hasText: role }).first().click();
  await expect(
    page.getByRole('navigation', { name: 'Main navigation' }),
  ).toBeVisible({ timeout: 30_000 });
}

/** Starts a scenario in a cluster; resolves when the sandbox has begun it. */
export async function startScenario(
  request: APIRequestContext,
  scenario: string,
  cluster: string,
): Promise<void> {
  const answer = await request.post(
    `${sandboxUrl}/api/scenarios/${scenario}/start`,
    { data: { cluster } },
  );
  expect(answer.ok(), await answer.text()).toBe(true);
}

/** Ends a scenario, whether it runs or not. */
export async function stopScenario(
  request: APIRequestContext,
  scenario: string,
): Promise<void> {
  await request.post(`${sandboxUrl}/api/scenarios/${scenario}/stop`, {
    data: {},
  });
}
