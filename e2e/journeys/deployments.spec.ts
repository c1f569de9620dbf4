import { expect } from '@playwright/test';
import {
  approveFromInbox,
  cellOf,
  confirmed,
  endOpenProposals,
  figureOf,
  goTo,
  propose,
  refusalToResume,
  test,
  verdictOf,
} from './deploying';
import { rewriteEvent, verifyLog } from './storedLog';
import { apiAs, faults, open, startScenario, stopScenario } from './world';

test.describe.configure({ mode: 'serial' });

const PHONE = { viewport: { width: 390, height: 844 } };
/** A gate may wait for clusters that earlier journeys have disturbed. */
const DEPLOYED = { timeout: 120_000 };
const GOOD = '1.8.0';
const BAD = '1.9.0';
/** The figure, its limit, and what runs now. */
const WHY_BACK =
  /^Rolled back by itself: (\d+(\.\d+)?% of requests failed, the limit is 1%|P95 was \d+ ms, the limit is 500 ms)\. 1\.8\.0 runs again\.$/;

const TO_PROD = `textloom-api ${GOOD} → prod`;
const FROZEN =
  /^Change freeze in prod holds everything until .+: An incident is being looked into$/;

let inStaging = '';
let inProd = '';
let rolledBack = '';

test.afterAll(async ({ request }) => {
  test.setTimeout(120_000);
  await stopScenario(request, 'change-freeze');
  await stopScenario(request, 'bad-release');
  await stopScenario(request, 'merge-to-develop');
  await endOpenProposals(request);
});

test('a developer proposes a release on the board, and reads why somebody else decides', async ({
  as,
}) => {
  const page = await as('Developer');
  await goTo(page, 'Deployments');
  await expect(
    (await cellOf(page, 'staging')).getByText('Healthy'),
  ).toBeVisible();
  expect(await faults(page)).toEqual([]);

  inStaging = await propose(page, GOOD, 'staging');
  await expect(
    page.getByRole('heading', { level: 2, name: /textloom-api 1\.8\.0/ }),
  ).toBeVisible();
  await expect(verdictOf(page)).toHaveText(/needs 1 more approval/);
  const why = page.getByRole('list', { name: 'You cannot decide.' });
  await expect(why.getByText('You requested it.')).toBeVisible();
  await expect(why.getByText(/You wrote 14 of the 14 commits/)).toBeVisible();
  await expect(page.getByRole('button', { name: /^Approve/ })).toHaveCount(0);
  await expect(
    page.getByRole('list', { name: /^Others on/ }).getByText(/^Team lead can/),
  ).toBeVisible();
});

test('an auditor sees everything and can change nothing', async ({
  as,
  request,
}) => {
  const page = await as('Auditor');
  await goTo(page, 'Deployments');
  await expect(
    (await cellOf(page, 'staging')).getByRole('link', { name: GOOD }),
  ).toBeVisible();
  await expect(page.getByRole('link', { name: /^Propose/ })).toHaveCount(0);
  for (const path of ['history', 'policy', 'inbox']) {
    await open(page, `/deployments/${path}`);
    await expect(page.getByText('You cannot see deployments.')).toHaveCount(0);
  }
  await open(page, inStaging);
  await expect(page.getByText(/Chain verified/)).toBeVisible();
  await expect(page.getByRole('button', { name: /^Approve/ })).toHaveCount(0);
  for (const name of ['Withdraw…', 'Comment']) {
    await expect(page.getByRole('button', { name })).toBeDisabled();
  }
  expect(await faults(page)).toEqual([]);

  const api = await apiAs(request, 'auditor');
  const path = `/api/deployments${inStaging.replace('/deployments', '')}`;
  const { proposal } = await (await api.get(path)).json();
  const fingerprint = proposal.fingerprint.approval;
  const writes: [string, object][] = [
    [`${path}/votes`, { verdict: 'approve', fingerprint }],
    [`${path}/comments`, { text: 'looks fine' }],
    [`${path}/withdraw`, { reason: 'no' }],
    [`${path}/pause`, {}],
    [`${path}/resume`, {}],
    [`${path}/abort`, { reason: 'no' }],
    [`${path}/review`, { comment: 'reviewed' }],
    [`${path}/break-glass`, { incident: 'P0', reason: 'no' }],
    [
      '/api/deployments/proposals',
      { release: proposal.release.id, environment: 'test' },
    ],
    ['/api/deployments/releases', {}],
  ];
  for (const [to, data] of writes) {
    expect((await api.post(to, data)).status(), to).toBe(403);
  }
  const after = await (await api.get(path)).json();
  expect(after.proposal.version).toBe(proposal.version);
});

test('the team lead approves it from the inbox, and it runs', async ({
  as,
}) => {
  test.setTimeout(180_000);
  const lead = await as('Team lead');
  await approveFromInbox(lead, `textloom-api ${GOOD} → staging`, 100);
  await expect(verdictOf(lead)).toHaveText(/All traffic goes to/, DEPLOYED);
  await expect(verdictOf(lead)).toHaveText(/^1\.8\.0 was deployed/, DEPLOYED);
  await expect(
    lead.getByText('the running digests are the approved ones'),
  ).toBeVisible();
  await goTo(lead, 'Deployments');
  await expect(
    (await cellOf(lead, 'staging')).getByText(GOOD, { exact: true }),
  ).toBeVisible();
});

test('production sees a canary that a team lead allows', async ({
  as,
}, info) => {
  test.setTimeout(240_000);
  const developer = await as('Developer');
  inProd = await propose(developer, GOOD, 'prod');

  const lead = await as('Team lead', PHONE);
  await goTo(lead, 'Inbox');
  await expect(
    lead.getByRole('link', { name: `Allow ${TO_PROD}?` }),
  ).toBeVisible();
  expect(await faults(lead)).toEqual([]);
  await approveFromInbox(lead, TO_PROD, 25);

  await expect(verdictOf(developer)).toHaveText(/^At 5% of traffic/, DEPLOYED);
  await expect(figureOf(developer, 'Error rate')).toHaveText(/\d%.*at most 1%/);
  await expect(figureOf(developer, 'P95')).toHaveText(/\d ms.*at most 500 ms/);
  await expect(
    figureOf(developer, 'P95').getByText('Within limits'),
  ).toBeVisible({ timeout: 30_000 });
  expect(await faults(developer)).toEqual([]);
  await expect(verdictOf(developer)).toHaveText(/^At 25% of/, DEPLOYED);
  await info.attach('canary', {
    body: await developer.screenshot({ fullPage: true }),
    contentType: 'image/png',
  });
});

test('a freeze stops the next step and resuming, and says until when', async ({
  as,
  request,
}) => {
  test.setTimeout(240_000);
  await startScenario(request, 'change-freeze', 'textloom-prod');
  const sre = await as('SRE');
  await goTo(sre, 'Deployments');
  await expect(sre.getByRole('columnheader', { name: /^prod/ })).toContainText(
    /Change freeze in prod until/,
    { timeout: 30_000 },
  );

  // A vote is taken; it moves nothing.
  await approveFromInbox(sre, TO_PROD, 100);
  await open(sre, inProd);
  await expect(sre.getByRole('status').getByText(FROZEN)).toBeVisible(DEPLOYED);
  await expect(verdictOf(sre)).toHaveText(/^At 25% of/);
  await confirmed(sre, 'Pause…', 'Pause it');
  await expect(verdictOf(sre)).toHaveText(/paused it at 25% of traffic/);
  const resume = sre.getByRole('button', { name: 'Resume…' });
  await expect(resume).toBeDisabled();
  await expect(resume).toHaveAccessibleDescription(FROZEN);
  expect(await faults(sre)).toEqual([]);

  // Whoever asked before the page knew of the freeze reads the same.
  await stopScenario(request, 'change-freeze');
  await expect(resume).toBeEnabled({ timeout: 30_000 });
  await resume.click();
  await startScenario(request, 'change-freeze', 'textloom-prod');
  const refused = await refusalToResume(request, inProd);
  const dialog = sre.getByRole('dialog').or(sre.getByRole('alertdialog'));
  await dialog.getByRole('button', { name: 'Resume it' }).click();
  const sentence = await dialog.getByText(FROZEN).innerText();
  await dialog.getByRole('button', { name: 'Leave it as it is' }).click();
  await expect(resume).toBeDisabled();
  await expect(resume).toHaveAccessibleDescription(sentence);
  for (const part of [
    'Change freeze in prod',
    'An incident is being looked into',
  ]) {
    expect(refused).toContain(part);
    expect(sentence).toContain(part);
  }
  await expect(verdictOf(sre)).toHaveText(/paused it at 25% of traffic/);
});

test('after the freeze an SRE resumes, and it goes on to all traffic', async ({
  as,
  request,
}) => {
  test.setTimeout(240_000);
  await stopScenario(request, 'change-freeze');
  const sre = await as('SRE');
  await open(sre, inProd);
  const resume = sre.getByRole('button', { name: 'Resume…' });
  await expect(resume).toBeEnabled({ timeout: 30_000 });
  await confirmed(sre, 'Resume…', 'Resume it');
  await expect(verdictOf(sre)).toHaveText(/^At 50% of/, DEPLOYED);
  await expect(verdictOf(sre)).toHaveText(/All traffic goes to/, DEPLOYED);
  await expect(verdictOf(sre)).toHaveText(/^1\.8\.0 was deployed/, DEPLOYED);
  await goTo(sre, 'Deployments');
  await expect(
    (await cellOf(sre, 'prod')).getByText(GOOD, { exact: true }),
  ).toBeVisible();
});

test('a bad release goes back by itself, and the page says why', async ({
  as,
  request,
}) => {
  test.setTimeout(240_000);
  await startScenario(request, 'bad-release', 'textloom-nonprod');
  const page = await as('Developer');
  rolledBack = await propose(page, BAD, 'staging');
  const lead = await as('Team lead');
  await approveFromInbox(lead, `textloom-api ${BAD} → staging`, 100);
  await expect(verdictOf(page)).toHaveText(WHY_BACK, DEPLOYED);
  await expect(
    page.getByText(/^Rollback: (error rate|P95) \d\S* .*over \d+/),
  ).toBeVisible();
  expect(await faults(page)).toEqual([]);
  await goTo(page, 'Deployments');
  const cell = await cellOf(page, 'staging');
  await expect(cell.getByText(GOOD, { exact: true })).toBeVisible();
  await expect(cell.getByText('Healthy')).toBeVisible({ timeout: 30_000 });
});

test('one byte of the log that is not what was written is found', async ({
  as,
}) => {
  test.setTimeout(120_000);
  const page = await as('Auditor');
  await open(page, rolledBack);
  await expect(page.getByText(/Chain verified/)).toBeVisible();
  const intact = await verifyLog();
  expect(intact.output).toMatch(/\d+ proposals?, \d+ events, .*chain ok/);
  expect(intact.code).toBe(0);

  const proposal = rolledBack.split('/').pop()!;
  const vote = { proposal, type: 'voted' };
  const [real, forged] = ['user:default/team-lead', 'user:default/team-leaf'];
  const { sequence } = await rewriteEvent(vote, real, forged);
  try {
    const broken = await verifyLog();
    expect(broken.output).toContain(
      `proposal_events, proposal ${proposal}, event ${sequence}:`,
    );
    expect(broken.code).toBe(1);
    await page.reload();
    await expect(
      page.getByText(`The chain is broken at event ${sequence}`),
    ).toBeVisible();
  } finally {
    await rewriteEvent(vote, forged, real);
  }
  await page.reload();
  await expect(page.getByText(/Chain verified/)).toBeVisible();
  const restored = await verifyLog();
  expect(restored.output).toContain('chain ok');
  expect(restored.code).toBe(0);
});

test('a merge reaches dev without a click, and test with one', async ({
  as,
  request,
}) => {
  test.setTimeout(240_000);
  const gateway = 'API gateway';
  const page = await as('Developer');
  await goTo(page, 'Deployments');
  const dev = await cellOf(page, 'dev', gateway);
  const before = await dev.innerText();
  await startScenario(request, 'merge-to-develop', 'textloom-nonprod');
  await expect(dev).not.toHaveText(before, DEPLOYED);
  await expect(dev.getByText(/^2\.6\.0-dev\.\S+$/).first()).toBeVisible(
    DEPLOYED,
  );
  await expect(dev.getByRole('link')).toHaveCount(0, DEPLOYED);
  await expect(dev.getByText('Healthy')).toBeVisible(DEPLOYED);

  await propose(page, /^Propose 2\.6\.0-dev/, 'test', gateway);
  await expect(verdictOf(page)).toHaveText(/^2\.6\.0-dev\S* was deployed/, {
    timeout: 120_000,
  });
});
