import { rolloutState } from './rollout';
import { RolloutObject, rolloutSchema } from './wire';

const canary = {
  canary: {
    steps: [
      { setWeight: 5 },
      { pause: {} },
      { setWeight: 50 },
      { pause: { duration: '10m' } },
    ],
  },
};

const rollout = (
  status: object,
  more: { strategy?: object; generation?: number } = {},
): RolloutObject =>
  rolloutSchema.parse({
    metadata: { name: 'api', generation: more.generation ?? 1 },
    spec: { strategy: more.strategy ?? canary },
    status: {
      phase: 'Paused',
      currentPodHash: 'new',
      stableRS: 'old',
      observedGeneration: '1',
      ...status,
    },
  });
const PAUSED = { pauseConditions: [{ reason: 'CanaryPauseStep' }] };

describe('rolloutState', () => {
  it('tells nothing of a first version, which ignores its steps', () => {
    expect(rolloutState(rollout({ stableRS: undefined }))).toBeUndefined();
  });

  it('tells at which steps it waits for somebody, and not for the clock', () => {
    expect(rolloutState(rollout(PAUSED))?.steps).toEqual([
      { weight: 5 },
      { pause: true },
      { weight: 50 },
      {},
    ]);
  });

  it.each<[string, object, object]>([
    ['a pause of a step', { ...PAUSED, currentStepIndex: 1 }, { waits: true }],
    [
      'an inconclusive analysis, which needs a look first',
      { pauseConditions: [{ reason: 'InconclusiveAnalysisRun' }] },
      { waits: false },
    ],
    ['an abort', { ...PAUSED, abort: true }, { waits: false, aborted: true }],
    ['the end', { ...PAUSED, stableRS: 'new' }, { waits: false, weight: 100 }],
    ['no weights', { currentStepIndex: 2 }, { weight: 50 }],
    [
      'weights of the router',
      {
        currentStepIndex: 2,
        canary: { weights: { canary: { weight: 7 } } },
      },
      { weight: 7 },
    ],
    ['an unknown phase', { phase: 'Dreaming' }, { phase: 'Unknown' }],
  ])('%s', (_, status, expected) => {
    expect(rolloutState(rollout(status))).toMatchObject(expected);
  });

  it('does not believe a status of an older object', () => {
    expect(
      rolloutState(rollout({ ...PAUSED, phase: 'Healthy' }, { generation: 2 })),
    ).toMatchObject({ phase: 'Progressing', waits: false });
  });

  it.each([
    [{ autoPromotionEnabled: false }, [{ weight: 0, pause: true }]],
    [{ autoPromotionEnabled: false, autoPromotionSeconds: 30 }, []],
    [{}, []],
  ])('blue-green with %j', (blueGreen, steps) => {
    const state = rolloutState(
      rollout(
        { pauseConditions: [{ reason: 'BlueGreenPause' }] },
        { strategy: { blueGreen } },
      ),
    );
    expect(state).toMatchObject({ steps, weight: 0, waits: true });
  });
});
