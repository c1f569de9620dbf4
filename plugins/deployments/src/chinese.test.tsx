import { screen } from '@testing-library/react';
import { InMemoryDeploymentsClient } from '@textloom/plugin-deployments-common/testUtils';
import { visibleText } from '@textloom/ui/testUtils';
import { englishWords } from './__testUtils__/english';
import { everyEvent, everyReason } from './__testUtils__/everything';
import { NOW, renderDeployments } from './__testUtils__/renderDeployments';
import { board, history, inbox, policy, preview } from './__testUtils__/lists';
import { aView, PROPOSAL_ID, release } from './__testUtils__/views';

jest.setTimeout(60_000);

beforeEach(() => {
  jest.spyOn(Date, 'now').mockReturnValue(NOW);
});

const foreign = [{ ...release.images[0], digest: `sha256:${'7'.repeat(64)}` }];
const full = aView({ log: everyEvent });
const changed = aView(
  {
    running: { images: foreign, revision: 'c', observedAt: NOW },
    mine: { ...full.mine, adopt: { ok: true }, revert: { ok: true } },
  },
  {
    state: 'Diverged',
    divergence: { at: NOW - 60_000, observed: [], expected: [] },
  },
);

const client = new InMemoryDeploymentsClient({
  board,
  inbox,
  history,
  policy,
  previews: { [`${release.id}/staging`]: { ...preview, waits: everyReason } },
  releases: {
    'textloom-api': {
      releases: [
        {
          release,
          environments: [
            {
              name: 'staging',
              trigger: 'proposal',
              runs: false,
              permission: { ok: true },
            },
          ],
        },
      ],
      generatedAt: NOW,
    },
  },
  proposals: {
    [PROPOSAL_ID]: {
      ...full,
      proposal: {
        ...full.proposal,
        execution: { ...full.proposal.execution!, waitingFor: everyReason },
      },
    },
    changed,
    pending: aView(
      { mine: { ...full.mine, breakGlass: { ok: true } } },
      {
        state: 'Pending',
        execution: undefined,
        breakGlass: {
          person: 'user:default/sre',
          incident: 'INC-7',
          reason: 'Uploads are down',
          at: NOW,
          reviewDueAt: NOW,
        },
      },
    ),
  },
});

const PROPOSAL = `/deployments/proposals/${PROPOSAL_ID}`;

it.each([
  ['board', '/deployments', '服务'],
  ['inbox', '/deployments/inbox', '等我处理'],
  ['history', '/deployments/history', '交付时长（中位数）'],
  ['policy', '/deployments/policy', '冻结'],
  ['form', '/deployments/new', '选择服务、版本与环境。'],
  [
    'preview',
    `/deployments/new?service=textloom-api&release=${release.id}&environment=staging`,
    '会询问谁',
  ],
  ['proposal', `${PROPOSAL}?log=all`, '门禁'],
  ['pending proposal', '/deployments/proposals/pending', '紧急放行'],
  ['changed proposal', '/deployments/proposals/changed', '接受还是撤销？'],
  ['missing proposal', '/deployments/proposals/none', '没有这个提议。'],
])('%s has no English in Chinese', async (_name, path, landmark) => {
  renderDeployments({ client, path, language: 'zh' });
  expect(
    (await screen.findAllByText(landmark, { selector: ':not(caption)' }))
      .length,
  ).toBeGreaterThan(0);
  const text = visibleText();
  expect(text).toMatch(/\p{Script=Han}/u);
  expect(englishWords(text)).toEqual([]);
  expect(text).not.toContain('{{');
});

it('would notice an English word', () => {
  expect(englishWords('门禁 failed CPU')).toEqual(['failed']);
});
