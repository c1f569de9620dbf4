import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  anOwnOverview,
  anOwnStrip,
  InMemoryCostsClient,
  sampleAnswers,
  TEST_NOW,
} from '@textloom/plugin-costs-common/testUtils';
import { visibleText } from '@textloom/ui/testUtils';
import { englishWords } from './__testUtils__/english';
import { renderCosts } from './__testUtils__/renderCosts';

jest.setTimeout(60_000);

beforeEach(() => {
  jest.spyOn(Date, 'now').mockReturnValue(TEST_NOW);
});

const own = new InMemoryCostsClient({
  ...sampleAnswers(),
  overview: anOwnOverview(anOwnStrip()),
});
const all = new InMemoryCostsClient();

it.each([
  ['overview', '/costs', all, '2026年11月成本'],
  ['own overview', '/costs', own, '2026年11月成本'],
  ['explore with rows', '/costs/explore?rows=open', all, '账单行'],
  ['forecast', '/costs/forecast', all, '2026年11月预测'],
])('%s has no English in Chinese', async (_name, path, client, landmark) => {
  renderCosts({ client, path, language: 'zh' });
  expect(
    (await screen.findAllByText(landmark, { selector: ':not(caption)' }))
      .length,
  ).toBeGreaterThan(0);
  const text = visibleText();
  expect(text).toMatch(/\p{Script=Han}/u);
  expect(englishWords(text)).toEqual([]);
  expect(text).not.toContain('{{');
});

it('explains a figure in Chinese', async () => {
  renderCosts({ client: all, path: '/costs', language: 'zh' });
  await userEvent.click(
    (
      await screen.findAllByRole('button', { name: '$18,642.37 的构成' })
    )[0],
  );
  const dialog = await screen.findByRole('dialog');
  expect(await screen.findByText('抵扣与退款')).toBeVisible();
  expect(
    englishWords(dialog.textContent!.replace(/textloom:component/, '')),
  ).toEqual([]);
});

it('would notice an English word', () => {
  expect(englishWords('成本 overview FOCUS')).toEqual(['overview']);
});
