import AxeBuilder from '@axe-core/playwright';
import { APIRequestContext, APIResponse, expect, Page } from '@playwright/test';
import { randomUUID } from 'node:crypto';

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

/** A way to ask the portal's API as a role, without a browser. */
export interface PortalApi {
  get(path: string): Promise<APIResponse>;
  /** Sends once: each call has an idempotency key of its own. */
  post(path: string, data: object): Promise<APIResponse>;
}

/** Signs in to the API as a role of the sandbox, by its id. */
export async function apiAs(
  request: APIRequestContext,
  role: string,
): Promise<PortalApi> {
  const answer = await request.get('/api/auth/sandbox/refresh', {
    headers: { 'x-sandbox-role': role },
  });
  expect(answer.ok(), await answer.text()).toBe(true);
  const { token } = (await answer.json()).backstageIdentity;
  const headers = { Authorization: `Bearer ${token}` };
  return {
    get: path => request.get(path, { headers }),
    post: (path, data) =>
      request.post(path, {
        headers: { ...headers, 'Idempotency-Key': randomUUID() },
        data,
      }),
  };
}

/** The portal's own pages, by name: fleet, cluster with its tabs, node group, node, workload, deployments, restore drills. */
export async function ownPages(
  api: PortalApi,
  cluster: string,
): Promise<Record<string, string>> {
  const answer = await api.get(`/api/clusters/clusters/${cluster}`);
  const { nodeGroups } = await answer.json();
  const group = nodeGroups.find(
    ({ name }: { name: string }) => name === 'worker',
  );
  const base = `/clusters/${cluster}`;
  return {
    today: '/',
    fleet: '/clusters',
    cluster: base,
    nodes: `${base}/nodes`,
    workloads: `${base}/workloads`,
    workload: `${base}/workloads/textloom/Deployment/textloom-api`,
    capacity: `${base}/capacity`,
    alerts: `${base}/alerts`,
    'data layer': `${base}/data-layer`,
    history: `${base}/history`,
    'node group': `${base}/node-groups/${group.name}`,
    node: `${base}/nodes/${group.nodes[0].name}`,
    deployments: '/deployments',
    inbox: '/deployments/inbox',
    'deployment history': '/deployments/history',
    'deployment policy': '/deployments/policy',
    'new proposal': '/deployments/new',
    'restore drills': '/restore-drills',
    'restore drill list': '/restore-drills/drills',
    'restore drill plan':
      '/restore-drills/plans/textloom-postgres-instance-loss',
    'protected store': '/restore-drills/stores/textloom-postgres',
  };
}

/** Opens a page and waits until its content is there. */
export async function open(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible({
    timeout: 20_000,
  });
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
}

/** What axe finds on the page, and in a dialog above it. */
export async function faults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target }) => `${id}: ${target.join(' ')}`),
  );
}
