import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  ARITHMETIC_CODES,
  ArithmeticLine,
} from '@textloom/plugin-costs-common';
import {
  anOwnStrip,
  aRecommendations,
  CostsAnswers,
  InMemoryCostsClient,
  sampleAnswers,
  sampleRecommendations,
  TEST_NOW,
} from '@textloom/plugin-costs-common/testUtils';
import { englishSay, englishTexts } from './__testUtils__/englishSay';
import { FIRST_SIGHT, renderCosts } from './__testUtils__/renderCosts';
import { exploreOf, saidLine } from './presentation/savings';
import zh from './translations/zh';

jest.setTimeout(60_000);

beforeEach(() => {
  jest.spyOn(Date, 'now').mockReturnValue(TEST_NOW);
});

function show(answers: CostsAnswers = {}, path = '/costs/savings') {
  renderCosts({
    client: new InMemoryCostsClient({ ...sampleAnswers(), ...answers }),
    path,
  });
}

const codes = [...ARITHMETIC_CODES].sort();
const toldIn = (keys: readonly string[]) =>
  keys
    .filter(key => key.startsWith('savings.line.'))
    .map(key => key.replace('savings.line.', ''))
    .sort();

it('has a sentence for each code of an arithmetic in both languages, and no other', () => {
  expect(toldIn(englishTexts.map(([key]) => key))).toEqual(codes);
  expect(toldIn(Object.keys(zh))).toEqual(codes);
});

it.each([
  ['money', '1.309931506849', 'start', '', '$1.31'],
  ['money', '0.000023', 'start', '', '$0.000023'],
  ['money', '612.00', 'result', '=', '$612.00'],
  ['percent', '64.2857142', 'multiply', '×', '64.29%'],
  ['hours', '730', 'multiply', '×', '730 h'],
  ['gb', '120000', 'add', '+', '120,000 GB'],
  ['count', '3', 'subtract', '−', '3'],
] as const)('says %s %s as %s', (unit, value, operation, sign, said) => {
  const line: ArithmeticLine = {
    code: 'monthly-saving',
    args: {},
    value,
    unit,
    operation,
  };
  const [recommendation] = sampleRecommendations();
  expect(saidLine(line, recommendation, {}, englishSay)).toMatchObject({
    sign,
    value: said,
  });
});

it('says what all save, and lists the largest first', async () => {
  show();
  expect(
    await screen.findByText(
      '2 actions would save about $920 a month together.',
      {},
      FIRST_SIGHT,
    ),
  ).toBeVisible();
  const [first, second] = within(
    screen.getByRole('region', { name: 'What to do, by what it saves' }),
  ).getAllByRole('listitem');
  expect(first).toHaveTextContent(
    /Switch staging off.*low effort, low risk.*\$612 a month/,
  );
  expect(second).toHaveTextContent(
    /Right-size textloom-priority-worker.*\$308/,
  );
});

it('opens down to its arithmetic, which ends in the headline', async () => {
  show();
  await userEvent.click(
    await screen.findByText(/Switch .* off at night/, {}, FIRST_SIGHT),
  );
  const table = within(
    screen.getByRole('table', { name: 'How $612.00 is computed' }),
  );
  const rows = table.getAllByRole('row');
  expect(rows[0]).toHaveTextContent(/\$943.15 in 30 days.*\$1\.31/);
  expect(rows[1]).toHaveTextContent(/×.*60 working hours of 168.*64%/);
  expect(rows[rows.length - 1]).toHaveTextContent(/=Saved a month\$612\.00/);
});

it('is restored open from the address', async () => {
  show({}, '/costs/savings?saving=right-size-priority-worker');
  expect(
    await screen.findByRole(
      'table',
      { name: 'How $308.00 is computed' },
      FIRST_SIGHT,
    ),
  ).toBeVisible();
});

it('says what was looked at when nothing is worth doing', async () => {
  show({
    recommendations: aRecommendations({
      strip: anOwnStrip(),
      recommendations: [],
      monthlySaving: '0',
    }),
  });
  expect(
    await screen.findByText('Nothing is worth doing now.', {}, FIRST_SIGHT),
  ).toBeVisible();
  expect(screen.getByText(/Looked at were Spot, commitments/)).toBeVisible();
});

it('leads to the costs that it is about', () => {
  const [offHours, rightSize] = sampleRecommendations();
  expect(exploreOf(offHours).filter).toEqual({ environment: ['staging'] });
  expect(exploreOf(rightSize)).toEqual({
    from: '2026-11-08',
    to: '2026-11-21',
    filter: {
      component: ['component:default/textloom-priority-worker'],
      environment: ['prod'],
    },
  });
});
