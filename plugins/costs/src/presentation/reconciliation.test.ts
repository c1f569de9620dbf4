import { FOCUS_RULES } from '@textloom/plugin-costs-common';
import {
  anOwnStrip,
  aReconciliation,
  aStrip,
} from '@textloom/plugin-costs-common/testUtils';
import { englishSay as say, englishTexts } from '../__testUtils__/englishSay';
import {
  daysCsv,
  daysSum,
  findingWords,
  partitionNotes,
  problemWords,
  reconciliationVerdict,
  sortedFindings,
} from './reconciliation';

describe('reconciliation', () => {
  const wrong = (view = aReconciliation()) => ({
    ...view,
    days: view.days.map((day, index) =>
      index === 3
        ? { ...day, layers: { attributed: '1' }, difference: '0.000000000001' }
        : day,
    ),
  });

  it('proves each day, and says what was left out', () => {
    expect(reconciliationVerdict(aReconciliation(), say)).toMatchObject({
      intent: 'caution',
      sentence: 'What is shown is what was billed, on each of 21 days.',
      detail: expect.stringContaining(
        '3 rows of the bill could not be counted',
      ),
    });
  });

  it('never calls the smallest difference equal', () => {
    expect(reconciliationVerdict(wrong(), say)).toMatchObject({
      intent: 'critical',
      sentence: 'On 1 day what is shown is not what was billed.',
    });
  });

  it('tells who sees their own without amounts and days', () => {
    const { sentence, detail } = reconciliationVerdict(
      aReconciliation({
        strip: anOwnStrip(),
        days: [],
        partitions: [],
        findings: [],
      }),
      say,
    );
    expect(sentence).toBe('What is shown is what was billed.');
    expect(detail).toContain('who sees all costs');
  });

  it('is unknown before it is compared', () => {
    const strip = aStrip({ check: { state: 'unknown', days: 0 } });
    expect(
      reconciliationVerdict(aReconciliation({ strip, days: [] }), say).intent,
    ).toBe('unknown');
  });

  it('sums days exactly', () => {
    expect(daysSum(aReconciliation().days)).toEqual({
      bill: '18642.37',
      layers: '18642.37',
      difference: '0',
    });
  });

  it('saves the days with a column per layer', () => {
    const names = { day: 'Day', bill: 'Bill', difference: 'Difference' };
    const day = {
      day: '2026-11-01',
      currency: 'USD',
      bill: '3',
      layers: { attributed: '2', idle: '1' },
      difference: '0',
    };
    expect(daysCsv([day], names, layer => layer)).toBe(
      'Day,Bill,attributed,idle,Difference\r\n2026-11-01,3,2,1,0\r\n',
    );
  });

  it('says what a month was before, and what else is in it', () => {
    const [, october] = aReconciliation().partitions;
    expect(
      partitionNotes(
        {
          ...october,
          otherCurrencies: [{ currency: 'EUR', effective: '5', billed: '5' }],
          problem: { code: 'late', args: { days: '3' } },
        },
        say,
      ),
    ).toEqual([
      '−$12.40 against version 32',
      'beside it €5.00 in EUR',
      'No new export for 3 days. Look whether the provider still exports.',
    ]);
    expect(problemWords(undefined, say)).toBe('');
  });

  it('has a sentence for each rule of FOCUS, and no other', () => {
    const told = englishTexts
      .filter(([key]) => key.startsWith('reconciliation.rule.'))
      .map(([key]) => key.replace('reconciliation.rule.', ''));
    expect(told.sort()).toEqual(
      [...new Set(FOCUS_RULES.map(({ id }) => id))].sort(),
    );
  });

  it.each(FOCUS_RULES)('says $id of $column', ({ id, column }) => {
    const { text, rule } = findingWords({ rule: id, column }, say);
    expect(text).toContain(column);
    expect(rule).toBeUndefined();
  });

  it('names a rule that it has no words for', () => {
    expect(findingWords({ rule: 'new-rule', column: 'Tags' }, say)).toEqual({
      text: 'Tags breaks a rule:',
      rule: 'new-rule',
    });
  });

  it('lists rows that are not counted first', () => {
    const [finding] = aReconciliation().findings;
    const warn = { ...finding, severity: 'warn' as const };
    expect(
      sortedFindings([
        { ...warn, count: 9 },
        { ...finding, count: 1 },
        { ...warn, count: 50 },
      ]).map(({ count }) => count),
    ).toEqual([1, 50, 9]);
  });
});
