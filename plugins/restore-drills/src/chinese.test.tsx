import { screen } from '@testing-library/react';
import {
  InMemoryRestoreDrillsClient,
  SAMPLE_DRILLS,
  sampleAnswers,
  TEST_NOW,
} from '@textloom/plugin-restore-drills-common/testUtils';
import { visibleText } from '@textloom/ui/testUtils';
import { englishWords } from './__testUtils__/english';
import { renderRestoreDrills } from './__testUtils__/renderRestoreDrills';

jest.setTimeout(60_000);

beforeEach(() => {
  jest.spyOn(Date, 'now').mockReturnValue(TEST_NOW);
});

const client = new InMemoryRestoreDrillsClient({
  ...sampleAnswers(),
  logs: {},
});
const drills = Object.values(SAMPLE_DRILLS).map(
  ({ drill }): [string, string, string] => [
    drill.id,
    `/restore-drills/drills/${drill.id}`,
    '证据',
  ],
);

it.each([
  ['overview', '/restore-drills?day=2026-11-28', '日历'],
  ['store', '/restore-drills/stores/textloom-postgres', '风险变化'],
  ['store never exercised', '/restore-drills/stores/billing-rds', '趋势'],
  [
    'plan',
    '/restore-drills/plans/textloom-postgres-bad-write',
    '将会执行的内容',
  ],
  ['drills', '/restore-drills/drills', '演练'],
  ['missing drill', '/restore-drills/drills/drill-00000000', '没有这次演练。'],
  ...drills,
])('%s has no English in Chinese', async (_name, path, landmark) => {
  renderRestoreDrills({ client, path, language: 'zh' });
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
  expect(englishWords('证据 failed RTO')).toEqual(['failed']);
});
