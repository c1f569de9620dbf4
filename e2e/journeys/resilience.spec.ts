import { hostname } from 'node:os';
import { expect, test } from '@playwright/test';
import { apiAs, open, signInAs, startScenario, stopScenario } from './world';

test.describe.configure({ mode: 'serial' });

test.afterAll(async ({ request }) => {
  await stopScenario(request, 'api-hang');
});

test('a cluster that does not answer is unknown, never healthy; the other stays live', async ({
  page,
  request,
}) => {
  test.setTimeout(150_000);
  const api = await apiAs(request, 'sre');
  await signInAs(page, 'SRE');
  await open(page, '/clusters/textloom-prod');
  const verdict = page
    .locator('#content')
    .getByRole('status')
    .filter({ hasText: /\w/ })
    .first();
  await expect(verdict).not.toContainText('last known');

  await startScenario(request, 'api-hang', 'textloom-prod');
  await expect(verdict).toContainText(
    'Only the last known state of TextLoom production is here.',
    { timeout: 60_000 },
  );
  const content = page.locator('#content');
  await expect(content).toContainText(
    /It is .* old; nothing here is called healthy/,
  );
  await expect(content).toContainText(/did not answer|no answer|timed? ?out/i);
  await expect(content).not.toContainText(/is healthy|All \d+ nodes are in/);
  const hung = await api.get('/api/clusters/clusters/textloom-prod');
  expect((await hung.json()).state).toBe('unknown');

  const asked = Date.now();
  const other = await api.get('/api/clusters/clusters/textloom-nonprod');
  expect(Date.now() - asked).toBeLessThan(1_000);
  expect(await other.json()).toMatchObject({ freshness: { state: 'live' } });

  await stopScenario(request, 'api-hang');
  await expect(verdict).not.toContainText('last known', { timeout: 60_000 });
  const healed = await api.get('/api/clusters/clusters/textloom-prod');
  expect(await healed.json()).toMatchObject({ freshness: { state: 'live' } });
});

test('errors of the API are words and give nothing away', async ({
  request,
}) => {
  const api = await apiAs(request, 'sre');
  for (const [path, status] of [
    ['/api/clusters/clusters/textloom-nowhere', 404],
    ['/api/clusters/clusters/textloom-prod/nodes/ip-10-0-0-1', 404],
    ['/api/clusters/clusters/textloom-prod/node-groups/none', 404],
    ['/api/clusters/clusters/%3Cscript%3E', 400],
    ['/api/clusters/clusters/..%2F..%2Fetc%2Fpasswd', 400],
    ['/api/clusters/clusters/textloom-prod/nodes/a%00b', 400],
    ['/api/clusters/clusters/textloom-prod/nodes/%E4%B8%AD', 400],
  ] as const) {
    const answer = await api.get(path);
    const text = await answer.text();
    expect.soft(answer.status(), path).toBe(status);
    const { error } = JSON.parse(text);
    expect.soft(error.message, path).toMatch(/(\w+ ){4,}/);
    expect.soft(error.stack, path).toBeUndefined();
    expect
      .soft(text, path)
      .not.toMatch(/\bat \w+.*:\d+:\d+|node_modules|127\.0\.0\.1/);
    expect.soft(text.includes(hostname()), path).toBe(false);
  }
});
