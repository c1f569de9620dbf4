import { mockServices } from '@backstage/backend-test-utils';
import { RefreshOutcome } from './ClustersEntityProvider';
import { createRefreshTask } from './keepFresh';

function setup(outcomes: (RefreshOutcome | Error)[]) {
  const pauses: number[] = [];
  const logger = mockServices.logger.mock();
  const controller = new AbortController();
  let calls = 0;
  const task = createRefreshTask({
    logger,
    refresh: async () => {
      calls++;
      const outcome = outcomes.shift() ?? 'partial';
      if (outcome instanceof Error) throw outcome;
      return outcome;
    },
    pause: async ms => {
      pauses.push(ms);
      if (pauses.length === 100) controller.abort();
    },
  });
  return {
    run: () => task(controller.signal),
    abort: () => controller.abort(),
    pauses,
    logger,
    calls: () => calls,
  };
}

describe('createRefreshTask', () => {
  it('tries every five seconds until all clusters were seen', async () => {
    const t = setup([new Error('503'), 'partial', 'complete']);
    await t.run();
    expect(t.calls()).toBe(3);
    expect(t.pauses).toEqual([5_000, 5_000]);
    expect(t.logger.warn).not.toHaveBeenCalled();
  });

  it('tries once in each run after that, and says what failed', async () => {
    const t = setup(['complete', 'partial', new Error('503')]);
    await t.run();
    await t.run();
    await t.run();
    expect(t.calls()).toBe(3);
    expect(t.pauses).toEqual([]);
    expect(t.logger.warn).toHaveBeenCalledTimes(1);
    expect(t.logger.warn).toHaveBeenCalledWith(expect.stringContaining('503'));
  });

  it('leaves the rest to the next run after ten attempts', async () => {
    const t = setup([]);
    await t.run();
    expect(t.calls()).toBe(10);
  });

  it('does nothing when it is told to stop', async () => {
    const t = setup([]);
    t.abort();
    await t.run();
    expect(t.calls()).toBe(0);
  });
});
