import {
  aBudgets,
  aBudgetStatus,
} from '@textloom/plugin-costs-common/testUtils';
import { englishSay as say } from '../__testUtils__/englishSay';
import {
  budgetsVerdict,
  checkedDraft,
  draftOf,
  scopeFilter,
  thresholdWords,
} from './budgets';

describe('budgets', () => {
  const verdict = (...budgets: ReturnType<typeof aBudgetStatus>[]) =>
    budgetsVerdict(aBudgets({ budgets }), say);

  it('that are passed come before those that will be', () => {
    expect(
      verdict(
        aBudgetStatus(),
        aBudgetStatus({ name: 'Media', amount: '100', spent: '130' }),
      ),
    ).toMatchObject({
      intent: 'critical',
      sentence: 'Media is $30 over its budget already.',
    });
    expect(verdict(aBudgetStatus())).toEqual({
      intent: 'caution',
      sentence: 'All of TextLoom will pass its budget by about $980.',
      remedy: 'Ask finance before anything is committed to.',
    });
  });

  it('that hold are told with the nearest', () => {
    expect(
      verdict(aBudgetStatus({ forecast: '20000', forecastShare: 0.784 })),
    ).toEqual({
      intent: 'positive',
      sentence: 'All budgets will hold.',
      detail: 'The nearest is All of TextLoom, foreseen at 78% of its amount.',
    });
  });

  it('without a forecast are not called good', () => {
    expect(
      verdict(aBudgetStatus({ forecast: undefined, forecastShare: undefined }))
        .intent,
    ).toBe('unknown');
    expect(verdict().intent).toBe('unknown');
  });

  it('say when is told, and lead to their costs', () => {
    expect(thresholdWords(aBudgetStatus(), say)).toBe(
      'Told at 80% and 100%, and when the forecast passes it',
    );
    expect(scopeFilter({ dimension: 'all', value: '' })).toEqual({});
    expect(scopeFilter({ dimension: 'system', value: 's' })).toEqual({
      system: ['s'],
    });
  });

  const draft = {
    ...draftOf(undefined, 'USD'),
    name: 'Media',
    amount: '1200.50',
  };

  it('are sent as the server reads them', () => {
    expect(checkedDraft({ ...draft, thresholds: '50%, 80，100' })).toEqual({
      request: {
        name: 'Media',
        scope: { dimension: 'all', value: '' },
        amount: '1200.50',
        currency: 'USD',
        thresholds: [50, 80, 100],
        forecastAlert: true,
        remedy: '',
      },
    });
  });

  it.each([
    ['name', { name: ' ' }],
    ['scope', { dimension: 'owner' as const }],
    ['amount', { amount: '1,200' }],
    ['amount', { amount: '0' }],
    ['thresholds', { thresholds: '' }],
    ['thresholds', { thresholds: '100, 80' }],
    ['thresholds', { thresholds: 'eighty' }],
    ['thresholds', { thresholds: '1, 2, 3, 4, 5, 6' }],
    ['remedy', { remedy: 'x'.repeat(501) }],
  ])('with a wrong %s are not sent: %p', (field, patch) => {
    expect(checkedDraft({ ...draft, ...patch })).toEqual({
      wrong: new Set([field]),
    });
  });

  it('keep what they are when they are changed', () => {
    const budget = aBudgetStatus();
    const checked = checkedDraft(draftOf(budget, 'EUR'));
    const { name, scope, amount, currency, thresholds, remedy } = budget;
    expect(checked).toMatchObject({
      request: { name, scope, amount, currency, thresholds, remedy },
    });
  });
});
