import { NotAllowedError } from '@backstage/errors';
import { act, screen, waitFor } from '@testing-library/react';
import { CostsApi, CostsSignal } from '@textloom/plugin-costs-common';
import {
  anOwnStrip,
  InMemoryCostsClient,
  sampleAnswers,
  TEST_NOW,
} from '@textloom/plugin-costs-common/testUtils';
import { HandSignals, visibleText } from '@textloom/ui/testUtils';
import { clientThat } from './__testUtils__/clients';
import { englishWords } from './__testUtils__/english';
import { FIRST_SIGHT, renderCosts } from './__testUtils__/renderCosts';

jest.setTimeout(60_000);

beforeEach(() => {
  jest.spyOn(Date, 'now').mockReturnValue(TEST_NOW);
});

/** Page, what it asks, and what is on it when it has come, in English and Chinese. */
const pages = [
  ['anomalies', 'getAnomalies', 'Ended or judged', '已结束或已判定'],
  ['budgets', 'getBudgets', 'Budgets of November 2026', '2026年11月的预算'],
  ['commitments', 'getCommitments', 'Coverage', '覆盖率'],
  [
    'savings',
    'getRecommendations',
    'What to do, by what it saves',
    '可采取的措施，按节省排序',
  ],
  ['units', 'getUnits', 'Per video', '每个视频'],
  ['contracts', 'getContracts', 'Contracts', '合同'],
  ['reconciliation', 'getReconciliation', 'Months of the bill', '账单月份'],
] as const satisfies readonly (readonly [
  string,
  keyof CostsApi,
  string,
  string,
])[];

/** Names that stand in the bill, and a person's. */
const NAMES =
  /^(Reserved|Instances|c5\.2xlarge|textloom-focus-\d+\.csv\.gz|textloom-nonprod\/worker|finance)$/;

const pathOf = (page: string) => `/costs/${page}`;
const come = (name: string) =>
  screen.findByRole('heading', { name, level: 3 }, FIRST_SIGHT);

describe.each(pages)('%s', (page, method, landmark, chinese) => {
  const path = pathOf(page);

  it('says that the costs do not answer', async () => {
    const client = clientThat(async () => {
      throw new TypeError('broken');
    });
    renderCosts({ path, client });
    expect(
      await screen.findByText('The costs did not answer.', {}, FIRST_SIGHT),
    ).toBeVisible();
  });

  it('says which permission is missing', async () => {
    const client = clientThat(async () => {
      throw new NotAllowedError('no');
    });
    renderCosts({ path, client });
    expect(
      await screen.findByText(/costs\.cost\.read/, {}, FIRST_SIGHT),
    ).toBeVisible();
  });

  it('is loading before the first answer', async () => {
    renderCosts({ path, client: clientThat(() => new Promise(() => {})) });
    expect(
      await screen.findByText('Loading', {}, FIRST_SIGHT),
    ).toBeInTheDocument();
  });

  it('keeps what it showed and says that it is old', async () => {
    const signals = new HandSignals<CostsSignal>();
    const client = new InMemoryCostsClient();
    renderCosts({ path, client, signals });
    await come(landmark);
    client.fail(method, new TypeError('broken'));
    act(() => signals.send({ dataVersion: 'v2' }));
    expect(
      await screen.findByText('What is below was so when they last answered.'),
    ).toBeVisible();
    expect(await come(landmark)).toBeVisible();
  });

  it('has no English in Chinese', async () => {
    renderCosts({ path, client: new InMemoryCostsClient(), language: 'zh' });
    await waitFor(
      () =>
        expect(screen.getAllByText(new RegExp(chinese))).not.toHaveLength(0),
      FIRST_SIGHT,
    );
    const text = visibleText();
    expect(englishWords(text).filter(word => !NAMES.test(word))).toEqual([]);
    expect(text).not.toContain('{{');
  });
});

it.each([
  ['anomalies', 'anomalies'],
  ['budgets', 'budgets'],
  ['savings', 'recommendations'],
] as const)(
  '%s tell who sees their own whose these are',
  async (page, name) => {
    const answers = sampleAnswers();
    const client = new InMemoryCostsClient({
      ...answers,
      [name]: { ...answers[name], strip: anOwnStrip() },
    });
    renderCosts({ path: pathOf(page), client });
    expect(
      await screen.findByText(
        /These are the costs of Media, whose member you are\./,
        {},
        FIRST_SIGHT,
      ),
    ).toBeVisible();
  },
);
