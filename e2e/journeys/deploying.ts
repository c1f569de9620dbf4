import {
  APIRequestContext,
  BrowserContextOptions,
  expect,
  Locator,
  Page,
  test as base,
} from '@playwright/test';
import { apiAs, signInAs } from './world';

const SERVICE = 'TextLoom API';

/** Opens a browser of its own for somebody of a role. */
type As = (role: string, options?: BrowserContextOptions) => Promise<Page>;

/** Journeys of several people at once. */
export const test = base.extend<{ as: As }>({
  as: async ({ browser }, use) => {
    const contexts: { close(): Promise<void> }[] = [];
    await use(async (role, options) => {
      const context = await browser.newContext(options);
      contexts.push(context);
      const page = await context.newPage();
      await signInAs(page, role);
      return page;
    });
    await Promise.all(contexts.map(context => context.close()));
  },
});

/** Follows the navigation, which on a phone has other links than on a desk. */
export async function goTo(page: Page, name: string): Promise<void> {
  await page
    .getByRole('navigation')
    .getByRole('link', { name: new RegExp(`^${name}`) })
    .first()
    .click();
  await expect(
    page.getByRole('heading', { level: 2, name }).first(),
  ).toBeVisible();
}

/** What the board says of a service in an environment. */
export async function cellOf(
  page: Page,
  environment: string,
  service = SERVICE,
): Promise<Locator> {
  const board = page.getByRole('table', { name: 'What runs where' });
  await expect(board).toBeVisible();
  const heads = await board.getByRole('columnheader').allInnerTexts();
  const column = heads.findIndex(head => head.startsWith(environment));
  expect(column, `a column for ${environment}`).toBeGreaterThan(0);
  return board
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader').getByText(service) })
    .getByRole('cell')
    .nth(column - 1);
}

/**
 * Proposes what the board offers.
 * @returns the address of the proposal
 */
export async function propose(
  page: Page,
  version: string | RegExp,
  environment: string,
  service = SERVICE,
): Promise<string> {
  await goTo(page, 'Deployments');
  const cell = await cellOf(page, environment, service);
  const offer = cell.getByRole('link', {
    name: typeof version === 'string' ? `Propose ${version}` : version,
  });
  await expect(
    offer,
    'the board offers it; these journeys begin on a fresh portal',
  ).toBeVisible({ timeout: 20_000 });
  await offer.click();
  await page
    .getByRole('button', { name: new RegExp(`^Propose .* for ${environment}`) })
    .click();
  await expect(page).toHaveURL(/\/deployments\/proposals\/[0-9a-f-]{36}$/);
  return new URL(page.url()).pathname;
}

/** Finds the proposal in the inbox and allows it a share of traffic. */
export async function approveFromInbox(
  page: Page,
  proposal: string,
  weight: number,
): Promise<void> {
  await goTo(page, 'Inbox');
  await page.getByRole('link', { name: `Allow ${proposal}?` }).click();
  const name = `Approve ${weight}%`;
  await page.getByRole('button', { name }).click();
  const question = page.getByRole('dialog').or(page.getByRole('alertdialog'));
  await question.getByRole('button', { name }).click();
  await expect(question).toHaveCount(0);
}

/** Presses a button of the page, and the one of its question. */
export async function confirmed(
  page: Page,
  button: string,
  answer: string,
): Promise<void> {
  await page.getByRole('button', { name: button }).click();
  const question = page.getByRole('dialog').or(page.getByRole('alertdialog'));
  await question.getByRole('button', { name: answer }).click();
  await expect(question).toHaveCount(0);
}

/**
 * The API's words to an SRE who may not resume because of a freeze, once it knows of the freeze. Its reasons are those
 * that the page has.
 * @param proposal - address of the page
 */
export async function refusalToResume(
  request: APIRequestContext,
  proposal: string,
): Promise<string> {
  const sre = await apiAs(request, 'sre');
  const path = `/api${proposal}`;
  const reasons = [{ code: 'frozen' }];
  await expect(async () => {
    const { mine } = await (await sre.get(path)).json();
    expect(mine.resume).toMatchObject({ ok: false, reasons });
  }).toPass({ timeout: 30_000 });
  const { mine } = await (await sre.get(path)).json();
  const answer = await sre.post(`${path}/resume`, {});
  expect(answer.status()).toBe(409);
  const { error } = await answer.json();
  expect(error.reasons).toEqual(mine.resume.reasons);
  return error.message;
}

/** The page's one sentence about how far the proposal is. */
export function verdictOf(page: Page): Locator {
  return page.getByRole('status').getByRole('heading', { level: 3 });
}

/** A row of the figures of the new version beside the old one. */
export function figureOf(page: Page, figure: string): Locator {
  return page
    .getByRole('table', { name: 'New version against old' })
    .getByRole('row')
    .filter({ hasText: figure });
}

const WAITING = ['Pending', 'Blocked', 'Waiting'];

/** Ends what is still open, also after a journey that failed. */
export async function endOpenProposals(
  request: APIRequestContext,
): Promise<void> {
  const developer = await apiAs(request, 'developer');
  const sre = await apiAs(request, 'sre');
  const reason = { reason: 'the journey is over' };
  await expect(async () => {
    const answer = await sre.get('/api/deployments/proposals?open=true');
    const { items } = await answer.json();
    for (const { id, state } of items) {
      const path = `/api/deployments/proposals/${id}`;
      await (WAITING.includes(state)
        ? developer.post(`${path}/withdraw`, reason)
        : sre.post(`${path}/abort`, reason));
    }
    expect(items).toEqual([]);
  }).toPass({ timeout: 90_000, intervals: [1_000] });
}
