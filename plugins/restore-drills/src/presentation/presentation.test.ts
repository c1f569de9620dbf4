import {
  PlanView,
  RtaPhase,
  StepRun,
  STEPS,
  wordsOf,
} from '@textloom/plugin-restore-drills-common';
import {
  aDrill,
  anOverview,
  aPlan,
  aStore,
  SAMPLE_DRILLS,
  TEST_NOW,
} from '@textloom/plugin-restore-drills-common/testUtils';
import { englishSay as say } from '../__testUtils__/englishSay';
import { createNameOf } from '../text/names';
import { calendarMonths, calendarWeeks } from './calendar';
import { rpaDerivation } from './derivation';
import { drillVerdict } from './drillVerdict';
import { exposureIntent, tightestRpo } from './exposure';
import { conditionOf, overviewRows, overviewVerdict } from './overview';
import { phasesOf } from './phases';
import { drillIntent, drillWord } from './states';
import { axisUnit } from './timeAxis';

const words = wordsOf('en');
const nameOf = createNameOf({ 'user:default/sre': 'He Jun' }, say);
const link = (id: string) => `/plans/${id}`;
const DAY = 86_400_000;

describe('states', () => {
  it.each([
    ['passed', 'positive', 'Passed'],
    ['partial', 'caution', 'Partial'],
    ['failed', 'critical', 'Failed'],
    ['lost', 'critical', 'Failed'],
    ['refused', 'caution', 'Refused'],
    ['cancelled', 'ended', 'Cancelled'],
    ['running', 'active', 'Running'],
    ['control', 'positive', 'Damage found'],
  ] as const)('%s is %s and says %s', (sample, intent, word) => {
    const { drill } = SAMPLE_DRILLS[sample];
    expect(drillIntent(drill)).toBe(intent);
    expect(drillWord(drill, words, say)).toBe(word);
  });

  it('shows what could not be measured neither as good nor as failed', () => {
    const outcome = {
      kind: 'verdict' as const,
      verdict: 'INVALID' as const,
      problems: [],
    };
    const drill = aDrill({ state: 'Finished', outcome });
    expect(drillIntent(drill)).toBe('invalid');
    expect(drillWord(drill, words, say)).toBe('Invalid');
  });

  it('never shows an end without a result as good', () => {
    expect(drillIntent(aDrill({ state: 'Finished' }))).toBe('unknown');
  });
});

describe('verdict of a drill', () => {
  const of = (sample: keyof typeof SAMPLE_DRILLS) =>
    drillVerdict(SAMPLE_DRILLS[sample].drill, words, say, nameOf);

  it('answers with time and loss against their limits', () => {
    expect(of('passed').sentence).toMatch(
      /^Service would be back in .+; the limit is 1 h\.$/,
    );
    expect(of('passed').details[0]).toMatch(
      /^At most .+ of data lost; the limit is 15 min\.$/,
    );
  });

  it('names what was lost, and says what to do', () => {
    const { sentence, details } = of('failed');
    expect(sentence).toContain('000000010000000000000031');
    expect(details).toContain(words.meanings.FAIL);
    expect(details[0]).toBe(
      words.problem({ code: 'wal-segment-missing' }).next,
    );
  });

  it('says that a refused, a cancelled and a control drill prove nothing of the store', () => {
    expect(of('refused').details).toContain(words.meanings.refused);
    expect(of('cancelled').details.join()).toContain('proves nothing');
    expect(of('control').details.join()).toContain('does not prove');
  });

  it('says which step runs', () => {
    expect(of('running').sentence).toBe('Restore is running, step 5 of 11.');
  });
});

describe('overview', () => {
  const { stores } = anOverview();

  it('has the most urgent first', () => {
    const conditions = overviewRows(stores).map(({ plan }) =>
      conditionOf(plan),
    );
    const order = ['overdue', 'failed', 'running', 'unproven', 'proven'];
    expect(conditions).toEqual(
      [...conditions].sort((a, b) => order.indexOf(a) - order.indexOf(b)),
    );
    expect(conditions[0]).toBe('overdue');
  });

  it('answers with the worst, and leads to it', () => {
    const verdict = overviewVerdict({ stores }, words, say, link);
    expect(verdict.intent).toBe('critical');
    expect(verdict.sentence).toMatch(/TextLoom PostgreSQL: Instance loss/);
    expect(verdict.actions?.[0].href).toBe(
      '/plans/textloom-postgres-instance-loss',
    );
  });

  const plan = (rest: Partial<PlanView>): PlanView => ({
    plan: aPlan(),
    dueAt: TEST_NOW + DAY,
    start: { ok: true },
    ...rest,
  });
  const one = (...plans: PlanView[]) => ({
    stores: [{ store: aStore(), exercised: true, plans }],
  });
  const proof = SAMPLE_DRILLS.passed.drill;
  const proven = {
    lastProven: {
      ...proof,
      plan: proof.plan.id,
      store: proof.store.id,
      scenario: proof.plan.scenario,
      acknowledged: false,
    },
  };

  it('is good only when all plans are proven', () => {
    expect(overviewVerdict(one(plan(proven)), words, say, link)).toMatchObject({
      intent: 'positive',
      sentence: 'The only plan is proven to restore.',
    });
    expect(
      overviewVerdict(one(plan(proven), plan({})), words, say, link),
    ).toMatchObject({
      intent: 'unknown',
      sentence: '1 of 2 plans is proven to restore.',
    });
  });

  it('takes a newer failure for more than an older proof, also an acknowledged one', () => {
    const { drill } = SAMPLE_DRILLS.failed;
    const failed = plan({
      ...proven,
      last: { ...proven.lastProven, outcome: drill.outcome },
    });
    expect(conditionOf(failed)).toBe('failed');
    expect(overviewVerdict(one(failed), words, say, link)).toMatchObject({
      intent: 'caution',
      detail: 'No plan is proven to restore now.',
    });
  });

  it('does not count a control that was found as a proof', () => {
    const control = plan({
      ...proven,
      plan: aPlan({ control: 'flipped-byte' }),
    });
    expect(conditionOf(control)).toBe('unproven');
    expect(overviewVerdict(one(control), words, say, link).intent).toBe(
      'unknown',
    );
  });
});

describe('phases', () => {
  const run = (rest: Partial<StepRun>): StepRun => ({
    step: 'restore',
    attempt: 1,
    state: 'running',
    actor: 'machine',
    startedAt: TEST_NOW - 30_000,
    ...rest,
  });
  const phase = (steps: StepRun[], progress?: object) =>
    phasesOf(
      { steps, state: 'Running' },
      progress as Parameters<typeof phasesOf>[1],
      words,
      say,
      TEST_NOW,
    ).find(({ id }) => id === 'restore');

  it('has all eleven, those ahead empty', () => {
    const phases = phasesOf(
      { steps: [], state: 'Queued' },
      undefined,
      words,
      say,
      TEST_NOW,
    );
    expect(phases.map(({ id }) => id)).toEqual(STEPS);
    expect(new Set(phases.map(({ fill }) => fill))).toEqual(new Set([0]));
  });

  it('has nothing ahead once the drill has ended', () => {
    const phases = phasesOf(
      { steps: [], state: 'Finished' },
      undefined,
      words,
      say,
      TEST_NOW,
    );
    expect(new Set(phases.map(({ word }) => word))).toEqual(
      new Set(['Skipped']),
    );
  });

  it('fills a running step by its bytes', () => {
    const progress = { step: 'restore', done: 25, total: 100, at: TEST_NOW };
    expect(phase([run({})], progress)).toMatchObject({
      fill: 0.25,
      moving: true,
      text: '30 s',
    });
    // Bytes of another step say nothing about this one.
    expect(phase([run({})], { ...progress, step: 'verify' })?.fill).toBe(1);
  });

  it('shows the newest attempt', () => {
    const steps = [
      run({ state: 'interrupted', endedAt: TEST_NOW - 10_000 }),
      run({ attempt: 2, state: 'passed', durationMs: 4_000 }),
    ];
    expect(phase(steps)).toMatchObject({
      word: 'Passed',
      text: '4 s · attempt 2',
      moving: false,
    });
  });
});

describe('calendar', () => {
  it('has the weeks of a month from Monday, and marks the worst of a day', () => {
    const { calendar } = anOverview();
    expect(calendarMonths(calendar)).toEqual(['2026-11']);
    const weeks = calendarWeeks(calendar, '2026-11', TEST_NOW);
    // November 2026 begins on a Sunday and has 30 days.
    expect(weeks[0].slice(0, 6)).toEqual(Array(6).fill(undefined));
    expect(weeks[0][6]).toMatchObject({ number: 1 });
    expect(weeks.flat().filter(Boolean)).toHaveLength(30);
    expect(weeks.flat()).toHaveLength(42);
    const failed = weeks.flat().find(cell => cell?.day === '2026-11-28');
    expect(failed).toMatchObject({ intent: 'critical', today: false });
    expect(weeks.flat().filter(cell => cell?.today)).toHaveLength(1);
  });

  it('leaves days empty of which nothing is known', () => {
    const day = (name: string) => ({ day: name, drills: [], due: [] });
    const days = [day('2027-01-02'), day('2026-12-31')];
    expect(calendarMonths(days)).toEqual(['2026-12', '2027-01']);
    const cells = calendarWeeks(days, '2026-12', TEST_NOW).flat();
    expect(cells.map(cell => cell?.number).filter(Boolean)).toEqual([31]);
  });
});

it.each([
  [90_000, 1_000],
  [900_000, 60_000],
  [7_200_000, 3_600_000],
])('an axis over %d ms counts in %d ms', (longest, unit) => {
  expect(axisUnit(longest)).toBe(unit);
});

describe('derivation', () => {
  const rpa = {
    method: 'markers' as const,
    lastSeq: 41,
    expectedSeq: 40,
    lowerMs: 5_000,
    upperMs: 10_000,
    derivation: {
      failedAt: TEST_NOW,
      lastSentAt: TEST_NOW - 10_000,
      nextAckedAt: TEST_NOW - 5_000,
    },
  };
  const values = (of: Parameters<typeof rpaDerivation>[0]) =>
    Object.fromEntries(
      rpaDerivation(of, undefined, say).lines.map(({ id, value }) => [
        id,
        value,
      ]),
    );

  it('has each figure of the formula', () => {
    expect(values(rpa)).toMatchObject({
      last: expect.stringMatching(/^41, sent .*:50$/),
      next: expect.stringMatching(/^42, acknowledged .*:55$/),
      expected: '#40',
      lower: '5 s',
      upper: '10 s',
      limit: 'no target is set',
    });
  });

  it('says what was not there', () => {
    expect(
      values({
        ...rpa,
        lastSeq: undefined,
        derivation: { failedAt: TEST_NOW },
      }),
    ).toMatchObject({
      last: 'none was found',
      next: 'none was written before the failure',
    });
    expect(
      values({
        ...rpa,
        method: 'copy-time',
        derivation: { failedAt: TEST_NOW },
      }).point,
    ).toBe('not known');
  });
});

it('takes the tightest limit, and never calls an unknown loss good', () => {
  const store = aStore({
    targets: {
      'bad-write': { rtoMs: 1, rpoMs: 900 },
      ransomware: { rtoMs: 1, rpoMs: 300 },
    },
  });
  const exposed = (ms: number) => ({ store, exposure: { at: TEST_NOW, ms } });
  expect(tightestRpo(store)).toBe(300);
  expect(exposureIntent({ store })).toBe('unknown');
  expect(exposureIntent(exposed(300))).toBe('positive');
  expect(exposureIntent(exposed(301))).toBe('critical');
  expect(
    exposureIntent({ ...exposed(1), store: aStore({ targets: {} }) }),
  ).toBe('unknown');
});

it('has a name for each part of the time', () => {
  const names: RtaPhase['name'][] = [
    ...STEPS,
    'detection',
    'response',
    'switch',
  ];
  expect(names.filter(name => !words.phases[name])).toEqual([]);
});
