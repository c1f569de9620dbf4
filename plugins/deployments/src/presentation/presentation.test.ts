import { LevelView, StepView } from '@textloom/plugin-deployments-common';
import { englishSay as say } from '../__testUtils__/englishSay';
import { board, history } from '../__testUtils__/lists';
import { NOW } from '../__testUtils__/renderDeployments';
import { aView, levels, prod } from '../__testUtils__/views';
import { createNameOf } from '../text/names';
import { boardVerdict } from './boardVerdict';
import { canaryRows, canaryVerdict } from './canary';
import { doraFigures } from './doraFigures';
import { LadderInput, ladderRungs } from './ladder';
import { proposalVerdict } from './proposalVerdict';
import { stateLook } from './states';

const nameOf = createNameOf({}, undefined, say);

describe('ladder', () => {
  const level = (index: number, unlocks: number): LevelView => ({
    ...levels[1],
    index,
    name: `l${index}`,
    unlocks,
  });
  const step = (weight: number): StepView => ({
    weight,
    soakMs: 0,
    state: 'later',
  });
  const places = (of: LevelView[], steps: StepView[]) =>
    ladderRungs({ levels: of, steps }, say).map(({ mark, parts }) => [
      mark,
      ...parts.map(({ title }) => title),
    ]);

  it('puts each level at the first step that needs it', () => {
    expect(
      places(
        [level(0, 25), level(1, 100)],
        [step(5), step(25), step(50), step(100)],
      ),
    ).toEqual([
      ['5%', 'Level 1, l0'],
      ['25%'],
      ['50%', 'Level 2, l1'],
      ['100%'],
    ]);
  });

  it('asks the first level before any step, also one without traffic', () => {
    expect(places([level(0, 100)], [step(0), step(100)])).toEqual([
      ['0%', 'Level 1, l0'],
      ['100%'],
    ]);
  });

  it('needs all levels for a single step', () => {
    expect(places([level(0, 25), level(1, 100)], [step(100)])).toEqual([
      ['100%', 'Level 1, l0', 'Level 2, l1'],
    ]);
  });

  it('fills what traffic has reached, and hatches the hold on the way to the next', () => {
    const { steps } = aView();
    const drawn = ladderRungs({ levels, steps }, say);
    expect(
      drawn.map(({ fill, moving, current }) => [fill, moving, current]),
    ).toEqual([
      [1, undefined, false],
      [1, undefined, true],
      [0.5, true, false],
      [0, undefined, false],
    ]);
  });

  it('hatches nothing while people are waited for', () => {
    const { steps } = aView();
    const third = (input: Partial<LadderInput>) =>
      ladderRungs({ levels, steps, ...input }, say)[2];
    expect(third({ paused: true })).toMatchObject({ fill: 0.5, moving: false });
    const over = steps.map(one =>
      one.state === 'running' ? { ...one, since: NOW - 2 * one.soakMs } : one,
    );
    expect(third({ steps: over }).moving).toBe(false);
  });

  it('hatches a step that traffic is on its way to', () => {
    const [first] = ladderRungs(
      { levels, steps: [{ weight: 5, soakMs: 1, state: 'running' }] },
      say,
    );
    expect(first).toMatchObject({ fill: 0.5, moving: true, current: false });
  });

  it('draws one step where none is known, and says that nobody approves', () => {
    expect(places([], [])).toEqual([['100%', 'Nobody has to approve']]);
  });
});

describe('canary', () => {
  const { live } = aView();
  const of = (canary: object) => ({
    ...live!,
    canary: { ...live!.canary, ...canary },
  });

  it.each([
    [{}, 'within'],
    [{ errorRatePercent: 1 }, 'within'],
    [{ errorRatePercent: 1.01 }, 'outside'],
    [{ p95Ms: 501 }, 'outside'],
    [{ p95Ms: undefined }, 'unknown'],
    [{ requests: undefined }, 'unknown'],
    [{ requests: 99 }, 'tooFew'],
  ])('with %j is %s', (canary, verdict) => {
    expect(canaryVerdict(of(canary), prod.limits)).toBe(verdict);
  });

  it('judges each row by itself and restarts not at all', () => {
    const rows = canaryRows(of({ p95Ms: NaN, restarts: 3 }), prod.limits);
    expect(rows.map(({ verdict }) => verdict)).toEqual([
      'within',
      'unknown',
      'within',
      undefined,
    ]);
  });
});

it.each([
  ['Pending', 'It waits for you: level 2, sre.'],
  ['Blocked', 'It cannot go on.'],
  ['Waiting', 'Approved, and waiting.'],
  ['RollingBack', 'It is being rolled back to 1.7.2.'],
  ['Aborted', 'A person stopped it; 1.7.2 runs again.'],
  ['RolledBack', 'It was rolled back; 1.7.2 runs again.'],
  ['Diverged', 'What runs is not what was approved.'],
  ['Restoring', '1.8.0 is being brought back.'],
  ['Adopted', 'The portal adopted what runs instead of 1.8.0.'],
  ['NeedsHuman', 'The portal cannot go on by itself.'],
] as const)('%s says: %s', (state, sentence) => {
  const verdict = proposalVerdict(aView({}, { state }), say, nameOf);
  expect(verdict.sentence).toBe(sentence);
});

it('says how many approvals are missing to who cannot give one', () => {
  const view = aView({}, { state: 'Pending' });
  const mine = { ...view.mine, vote: { ok: false as const, reasons: [] } };
  expect(proposalVerdict({ ...view, mine }, say, nameOf).sentence).toBe(
    'Level 2, sre needs 1 more approval.',
  );
});

it('gives each state one look', () => {
  expect(stateLook({ state: 'Executing', weight: 25, paused: true })).toEqual({
    intent: 'waiting',
    key: 'state.paused',
    params: { weight: 25 },
  });
  expect(stateLook({ state: 'Executing', weight: 100 }).key).toBe(
    'state.Executing',
  );
  expect(stateLook({ state: 'RolledBack' }).intent).toBe('critical');
  expect(stateLook({ state: 'Diverged' }).intent).toBe('invalid');
});

it('counts what is under way apart from what waits', () => {
  const [service] = board.services;
  const pending = {
    ...service.cells[1].open[0],
    id: 'another',
    state: 'Pending' as const,
  };
  const cells = [{ ...service.cells[0], open: [pending] }, service.cells[1]];
  const busy = { ...board, services: [{ ...service, cells }] };
  expect(boardVerdict(busy, say)).toMatchObject({
    intent: 'active',
    sentence: '1 deployment is under way. 1 proposal waits.',
  });
  expect(boardVerdict({ ...board, services: [] }, say).sentence).toBe(
    'Nothing is under way and nothing waits.',
  );
});

it('never says zero for what was not measured', () => {
  const figures = doraFigures({ from: 0, to: 0, deployments: 0 }, say);
  expect(figures.map(({ value }) => value)).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
  expect(doraFigures(history.dora, say)[2].value).toBe('7.1%');
});
