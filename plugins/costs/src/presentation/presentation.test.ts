import { exploreQuerySchema } from '@textloom/plugin-costs-common';
import {
  aBudgetStatus,
  aForecast,
  aForecasts,
  anAnomaly,
  anExplore,
  anOverview,
  aSeries,
  aStrip,
} from '@textloom/plugin-costs-common/testUtils';
import { englishSay as say } from '../__testUtils__/englishSay';
import { nameIn, refOf, shortRef } from '../text/names';
import { formatDay, formatMonth, formatRange } from '../text/calendar';
import { changeOf, minus, ratioOf, scaled, signOf, sumOf } from './amounts';
import { anomalySentences, anomalyState } from './anomaly';
import { budgetOutlook } from './budget';
import { unbilledUnknown } from './chart';
import { valueName, viewLayerName } from './dimensions';
import { filterOf, nextDimension, toggled } from './drill';
import { partName, reasonName } from './explain';
import { exploreVerdict, mostChanged } from './explore';
import { forecastVerdict, scoreSentences } from './forecast';
import {
  byMonthEnd,
  elapsedShare,
  openAnomalies,
  overviewVerdict,
} from './overview';
import { coloursOf, REST, stackOf } from './palette';
import { currentSpan, lastBilled, spanName, spanOf } from './spans';
import { checkOf, sourceLine, sourceSentences, stripFacts } from './strip';

const links = { anomaly: (id: string) => `/a/${id}`, budgets: '/budgets' };

describe('amounts', () => {
  it('are added, taken away and scaled exactly', () => {
    expect(sumOf(['0.1', '0.2', undefined])).toBe('0.3');
    expect(minus('0.3', '0.1')).toBe('0.2');
    expect(scaled('412.18', 14, 5)).toBe('1154.104');
    expect(scaled('1', 1, 0)).toBe('0');
    expect([signOf('-0.000000000001'), signOf('0')]).toEqual([-1, 0]);
  });

  it('have no relation to nothing', () => {
    expect(ratioOf('1', '0')).toBeUndefined();
    expect(changeOf('1', undefined)).toBeUndefined();
    expect(changeOf('3', '2')).toBe(0.5);
  });
});

describe('colours', () => {
  const ids = Array.from({ length: 7 }, (_, index) => `service-${index}`);

  it('differ, and do not depend on the order', () => {
    const colours = coloursOf(ids);
    expect(new Set(colours.values()).size).toBe(7);
    expect(coloursOf([...ids].reverse())).toEqual(colours);
  });

  it('are those of the layers on every page', () => {
    expect(coloursOf(['storage', 'render-compute']).get('storage')).toBe(4);
  });

  it('stack the seven largest, and the rest as one that keeps the sum', () => {
    const series = aSeries(
      Array.from({ length: 10 }, (_, index) => [`s${index}`, `${index + 1}`]),
    );
    const stack = stackOf(series, key => key);
    expect(stack.map(({ id }) => id)).toEqual([
      's3',
      's4',
      's5',
      's6',
      's7',
      's8',
      's9',
      REST,
    ]);
    expect(sumOf(stack.flatMap(({ values }) => values))).toBe('55');
    expect(new Set(stack.map(({ colour }) => colour)).size).toBe(8);
  });

  it('fold what has the colour of the rest when there are two of it', () => {
    const stack = stackOf(
      aSeries([
        ['render-compute', '5'],
        ['other', '2'],
        ['third-party', '1'],
      ]),
      key => viewLayerName(key, say),
    );
    expect(stack.map(({ label, colour }) => [label, colour])).toEqual([
      ['Render compute', 1],
      ['Third-party, other services', 8],
    ]);
  });
});

describe('overview verdict', () => {
  const verdict = (changes: Parameters<typeof anOverview>[0]) =>
    overviewVerdict(anOverview(changes), say, links);

  it.each([
    ['caution', {}, /about \$980 over budget/],
    [
      'positive',
      { forecast: aForecast({ total: '25000' }) },
      /about \$500 under budget/,
    ],
    [
      'critical',
      { budget: aBudgetStatus({ amount: '18000' }) },
      /November is \$642 over budget by the bill to 21 Nov\./,
    ],
    ['unknown', { budget: undefined }, /November will end near \$26,480\./],
    [
      'unknown',
      { budget: undefined, forecast: undefined },
      /November costs \$18,642 to 21 Nov\./,
    ],
  ])('is %s', (intent, changes, sentence) => {
    const { intent: said, sentence: text } = verdict(changes);
    expect([said, text]).toEqual([intent, expect.stringMatching(sentence)]);
  });

  it('leads to budgets where no anomaly explains it', () => {
    const { actions, detail } = verdict({ anomalies: [] });
    expect(actions).toEqual([{ label: 'Open budgets', href: '/budgets' }]);
    expect(detail).toBe('');
  });
});

describe('anomalies', () => {
  it('come to more by the end of the month when they go on', () => {
    expect(byMonthEnd(anAnomaly(), '2026-11')).toBe('1154.104');
    expect(
      byMonthEnd(
        anAnomaly({ to: '2026-12-02', from: '2026-12-01' }),
        '2026-11',
      ),
    ).toBe('412.18');
  });

  it.each(['planned', 'not-anomaly'] as const)(
    'are not open when somebody said %s',
    value => {
      const feedback = { value, by: 'user:default/a', at: '', note: '' };
      expect(openAnomalies([anAnomaly({ feedback })])).toEqual([]);
      expect(anomalyState(anAnomaly({ feedback }), say).intent).not.toBe(
        'caution',
      );
    },
  );

  it('say since when, how far off, and what was before', () => {
    expect(anomalySentences(anAnomaly(), say)).toEqual([
      'Since 17 Nov, +191.7% against what was to be expected.',
      'Just before: textloom-worker 2.8.0 was deployed.',
    ]);
    expect(
      anomalySentences(
        anAnomaly({ ratio: undefined, state: 'ended', causes: [] }),
        say,
      ),
    ).toEqual(['17–21 Nov; nothing was to be expected.']);
  });
});

it.each([
  [{ spent: '26000' }, 'critical', '$500 over already'],
  [{}, 'caution', 'ends $980 over'],
  [{ forecast: '25000' }, 'positive', 'ends $500 under'],
  [{ forecast: undefined }, 'unknown', 'too few days to foresee its end'],
])('tells of a budget %j', (changes, intent, text) => {
  expect(budgetOutlook(aBudgetStatus(changes), say)).toEqual({ intent, text });
});

describe('the strip', () => {
  it.each([
    ['equal', '0', 'positive', 'Equal to the bill, difference $0.00'],
    ['equal', undefined, 'positive', 'Equal to the bill'],
    [
      'different',
      '-1.5',
      'critical',
      'Not equal to the bill, difference −$1.50',
    ],
    ['different', undefined, 'critical', 'Not equal to the bill'],
    ['unknown', undefined, 'unknown', 'Not compared with the bill yet'],
  ] as const)('is %s by %s', (state, difference, intent, text) => {
    expect(
      checkOf(aStrip({ check: { state, difference, days: 1 } }), say),
    ).toEqual({ intent, text });
  });

  it('says what was left out and what changed later', () => {
    const facts = stripFacts(
      aStrip({
        rejectedRows: 3,
        restated: [{ period: '2026-10', at: '', by: '-12.4' }],
      }),
      say,
    );
    expect(facts).toEqual([
      'billed to 21 Nov',
      'AWS received 9 h ago',
      '3 rows not counted',
      'October restated by −$12.40',
      'rules v7, opencost-1',
      expect.stringMatching(/^checked Sun 22 Nov, \d\d:10$/),
    ]);
  });

  it('is stale when a source is, and never when nothing came', () => {
    const [aws] = aStrip().sources;
    const stale = aStrip({ sources: [{ ...aws, state: 'failed' }] });
    const text = 'AWS bill to 21 Nov, received 9 h ago';
    expect(sourceLine(aStrip(), say)).toEqual({ stale: false, text });
    expect(sourceLine(stale, say)).toEqual({ stale: true, text });
    expect(sourceLine(aStrip({ sources: [] }), say).text).toBe('no bill yet');
    expect(
      sourceSentences(
        {
          ...aws,
          state: 'failed',
          problem: { code: 'wrong-header', args: { column: 'BilledCost' } },
        },
        say,
      ),
    ).toEqual([
      'AWS could not be read. What is shown is its last good version.',
      'The file does not have the column BilledCost.',
    ]);
  });
});

describe('spans', () => {
  it.each([
    ['2026-11-22', '2026-11-01', '2026-11-21'],
    ['2026-12-01', '2026-11-01', '2026-11-30'],
    ['2027-01-01', '2026-12-01', '2026-12-31'],
  ])('on %s the month so far is %s to %s', (today, from, to) => {
    expect(currentSpan(today)).toEqual({ from, to });
  });

  it('have names that lead back to them', () => {
    const today = '2026-11-22';
    expect(spanOf('last-month', today)).toEqual({
      from: '2026-10-01',
      to: '2026-10-31',
    });
    expect(spanOf('year', today).from).toBe('2025-12-01');
    expect(spanName(spanOf('days-30', today), today)).toBe('days-30');
    expect(
      spanName({ from: '2026-11-02', to: '2026-11-03' }, today),
    ).toBeUndefined();
  });
});

describe('drilling', () => {
  it('goes on to what is not one value yet, then to the rows', () => {
    expect(nextDimension(['component'], {})).toBe('environment');
    expect(nextDimension(['component'], { environment: ['prod'] })).toBe(
      'service',
    );
    expect(nextDimension(['resource'], {})).toBeUndefined();
    expect(nextDimension(['region'], { owner: ['x'] })).toBe('layer');
  });

  it('adds the values of a row, and toggles one', () => {
    expect(filterOf({ owner: ['x'] }, ['component'], [''])).toEqual({
      owner: ['x'],
      component: [''],
    });
    expect(toggled({}, 'owner', 'x')).toEqual({ owner: ['x'] });
    expect(toggled({ owner: ['x'] }, 'owner', 'x')).toEqual({});
  });
});

it('shows days that are not billed yet as unknown, not as nothing', () => {
  const series = {
    buckets: ['2026-11-20', '2026-11-21', '2026-11-22'],
    series: [{ key: 'a', values: ['1', '2', '0'], total: '3' }],
  };
  expect(unbilledUnknown(series, '2026-11-21').series[0].values).toEqual([
    '1',
    '2',
  ]);
  expect(unbilledUnknown(series, undefined).series[0].values).toEqual([]);
  const months = { ...series, buckets: ['2026-10', '2026-11', '2026-12'] };
  expect(unbilledUnknown(months, '2026-11-21').series[0].values).toHaveLength(
    2,
  );
  const span = { from: '2026-11-01', to: '2026-11-22' };
  expect(lastBilled(span, '2026-11-21')).toBe('2026-11-21');
  expect(lastBilled(span, '2026-10-21')).toBe('2026-11-22');
});

it('calls nothing good that an old bill says', () => {
  const [aws] = aStrip().sources;
  const strip = aStrip({ sources: [{ ...aws, state: 'stale' }] });
  const asked = { from: '2026-11-01', to: '2026-11-21' };
  const query = exploreQuerySchema.parse({ ...asked, groupBy: 'component' });
  expect(forecastVerdict(aForecasts(), say).intent).toBe('positive');
  expect(forecastVerdict(aForecasts({ strip }), say).intent).toBe('stale');
  expect(exploreVerdict(anExplore(), query, say).intent).toBe('positive');
  expect(exploreVerdict(anExplore({ strip }), query, say).intent).toBe('stale');
});

it('finds what changed most, whichever way', () => {
  const [row] = anExplore().rows;
  expect(
    mostChanged([
      { ...row, keys: ['a'], cost: '10', previous: '9' },
      { ...row, keys: ['b'], cost: '1', previous: '9' },
      { ...row, keys: ['c'], cost: '99', previous: undefined },
    ]),
  ).toEqual({ keys: ['b'], by: '-8' });
  expect(mostChanged([])).toBeUndefined();
});

it('names values, and says of those that have none that they have none', () => {
  const names = { 'group:default/media': 'Media' };
  expect(valueName('owner', 'group:default/media', names, say)).toBe('Media');
  expect(valueName('owner', '', names, say)).toBe('Owner: none');
  expect(valueName('layer', 'idle', names, say)).toBe('Idle capacity');
  expect(valueName('correction', 'yes', names, say)).toBe('Corrections');
  expect(valueName('service', REST, names, say)).toBe('Other');
});

it('names parts and reasons, and leaves new ones as they are', () => {
  expect(partName('tax', say)).toBe('Taxes');
  expect(partName('toString', say)).toBe('toString');
  expect(reasonName('tag:textloom:component', say)).toBe(
    'Tag textloom:component',
  );
  expect(reasonName('pods', say)).toMatch(/Share of nodes/);
  expect(reasonName('new', say)).toBe('new');
});

it.each([
  [-0.011, 'Bias: it foresees 1% too little.'],
  [0, 'Bias: none.'],
])('says a bias of %s in words', (bias, sentence) => {
  expect(
    scoreSentences(
      { method: 'run-rate', origins: 3, wape: 0.02, bias, coverage: 0.8 },
      say,
    )[1],
  ).toBe(sentence);
});

it('knows where the month stands', () => {
  expect(elapsedShare('2026-11', '2026-11-21')).toBe(0.7);
  expect(elapsedShare('2026-11', '2026-10-31')).toBeUndefined();
});

it('writes days of a bill in UTC in both languages', () => {
  expect(formatDay('2026-09-01', 'en')).toBe('1 Sep');
  expect(formatMonth('2026-09', 'en')).toBe('September 2026');
  expect(formatMonth('2026-09', 'zh', false)).toBe('9月');
  expect(formatMonth('2026-09', 'zh')).toBe('2026年9月');
  expect(formatRange('2026-11-01', '2026-11-21', 'en')).toBe('1–21 Nov');
  expect(formatRange('2026-11-01', '2026-11-21', 'zh')).toBe('11月1–21日');
  expect(formatRange('2026-10-31', '2026-11-01', 'en')).toBe('31 Oct – 1 Nov');
  expect(formatRange('2025-12-31', '2026-01-01', 'zh')).toBe(
    '2025年12月31日 – 2026年1月1日',
  );
});

it.each([
  ['group:default/media', 'media'],
  ['arn:aws:s3:::textloom-media', 'arn:aws:s3:::textloom-media'],
  ['arn:aws:ec2:eu-1:1:instance/i-1', 'arn:aws:ec2:eu-1:1:instance/i-1'],
  ['textloom-prod/worker', 'textloom-prod/worker'],
  ['', ''],
])('shortens %s to %s', (ref, name) => {
  expect(shortRef(ref)).toBe(name);
});

it('names by what the server knows alone', () => {
  expect(
    nameIn({ 'group:default/media': 'Media' }, 'group:default/media'),
  ).toBe('Media');
  expect(nameIn({}, 'constructor')).toBe('constructor');
  expect(refOf({ kind: 'Component', metadata: { name: 'Api' } })).toBe(
    'component:default/api',
  );
});
