import { canAcknowledge, canCancel, canStart, StartFacts } from './permission';
import { NEGATIVE_CONTROLS, STORE_KINDS, CONTROLS_OF } from './store';
import { aDrill, after, SAMPLE_DRILLS, simulate } from '../testUtils';

const facts: StartFacts = { permitted: true, kind: 'postgres' };
const no = (reason: string, subject?: string) =>
  expect.objectContaining({
    ok: false,
    reason,
    ...(subject ? { subject } : {}),
  });

describe('canStart', () => {
  it.each<[Partial<StartFacts>, unknown]>([
    [{}, { ok: true }],
    [{ control: 'flipped-byte' }, { ok: true }],
    [{ permitted: false, running: { id: 'd' } }, no('no-permission')],
    [{ kind: 'rds' }, { ok: true }],
    [
      { problem: { code: 'not-configured', subject: 'x' } },
      no('store-not-ready', 'not-configured'),
    ],
    [{ running: { id: 'drill-1' } }, no('drill-running', 'drill-1')],
  ])('%j', (over, expected) => {
    expect(canStart({ ...facts, ...over })).toEqual(expected);
  });

  it('offers each kind of store its controls, and no other', () => {
    for (const kind of STORE_KINDS) {
      for (const control of NEGATIVE_CONTROLS) {
        expect(canStart({ ...facts, kind, control }).ok).toBe(
          CONTROLS_OF[kind].includes(control),
        );
      }
    }
  });
});

describe('canCancel', () => {
  const running = simulate(aDrill(), { until: 'recover' }).drill;

  it('is open until it takes down', () => {
    expect(canCancel(aDrill(), true)).toEqual({ ok: true });
    expect(canCancel(running, true)).toEqual({ ok: true });
    expect(canCancel(running, false)).toEqual(no('no-permission'));
    for (const until of ['teardown', 'sweep'] as const) {
      const { drill } = simulate(aDrill(), { until });
      expect(canCancel(drill, true)).toEqual(no('taking-down'));
    }
  });

  it('is over once asked for, and once finished', () => {
    const asked = after(running, [{ type: 'cancel-requested' }], {
      actor: 'user:default/a',
    });
    expect(canCancel(asked, true)).toEqual(
      no('already-cancelling', 'user:default/a'),
    );
    expect(canCancel(SAMPLE_DRILLS.passed.drill, true)).toEqual(
      no('already-finished'),
    );
  });
});

describe('canAcknowledge', () => {
  it.each<[keyof typeof SAMPLE_DRILLS, boolean]>([
    ['failed', true],
    ['invalid', true],
    ['lost', true],
    ['passed', false],
    ['partial', false],
    ['running', false],
    ['refused', false],
    ['cancelled', false],
    ['control', false],
  ])('%s: %s', (name, ok) => {
    expect(canAcknowledge(SAMPLE_DRILLS[name].drill, true).ok).toBe(ok);
    expect(canAcknowledge(SAMPLE_DRILLS[name].drill, false)).toEqual(
      no('no-permission'),
    );
  });

  it('happens once', () => {
    const seen = after(SAMPLE_DRILLS.failed.drill, [
      { type: 'acknowledged', reason: 'r' },
    ]);
    expect(canAcknowledge(seen, true)).toEqual(no('nothing-to-acknowledge'));
  });
});
