import fc from 'fast-check';
import { DrillProblem } from '../../service/ports';
import { FakePace } from './__testUtils__/FakeRds';
import { RdsInstance } from './answers';
import { isFatal, isReady, realPace, waitFor, waitUntilGone } from './waiting';

const MINUTE = 60_000;
const busy = new DrillProblem({ code: 'throttled', subject: 'AWS' });
const away = new DrillProblem({ code: 'source-unreachable', subject: 'AWS' });
const instance = (status: string) => ({ status } as RdsInstance);

/** Looks that answer one after another; the last again and again. */
function watching(...answers: (string | undefined | DrillProblem)[]) {
  const pace = new FakePace();
  const lines: string[] = [];
  let at = 0;
  return {
    pace,
    lines,
    looks: () => at,
    log: (line: string) => lines.push(line),
    look: async () => {
      const answer = answers[Math.min(at, answers.length - 1)];
      at += 1;
      if (answer instanceof DrillProblem) {
        throw answer;
      }
      return answer === undefined ? undefined : instance(answer);
    },
  };
}

describe('waitFor', () => {
  it('tells each state once, with how long the one before took', async () => {
    const watch = watching('creating', 'creating', 'backing-up', 'available');
    const { pollingMs } = await waitFor(watch, isReady);
    expect(watch.lines).toEqual([
      'creating',
      expect.stringMatching(/^backing-up, after 1[23] s creating$/),
      expect.stringMatching(/^available, after 1[12] s backing-up$/),
    ]);
    expect(pollingMs).toBe(15_000);
  });

  it('waits through whatever is not known to be the end, and asks seldom', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(
          fc
            .string({ minLength: 1 })
            .filter(status => !isFatal(instance(status))),
          { maxLength: 30 },
        ),
        async states => {
          const watch = watching(...states, 'available');
          const began = watch.pace.now();
          await waitFor(watch, isReady);
          const waited = watch.pace.now() - began;
          expect(watch.looks()).toBeLessThanOrEqual(3 + waited / 14_000);
        },
      ),
      { numRuns: 50 },
    ));

  it.each<[string, DrillProblem]>([
    ['too busy', busy],
    ['away', away],
  ])('asks again when AWS is %s, some times', async (_, problem) => {
    const some = Array.from({ length: 10 }, () => problem);
    const watch = watching(...some, 'creating', ...some, 'available');
    await expect(waitFor(watch, isReady)).resolves.toMatchObject({
      instance: { status: 'available' },
    });
    const more = watching('creating', ...some, problem, 'available');
    await expect(waitFor(more, isReady)).rejects.toBe(problem);
  });

  it.each([
    new DrillProblem({ code: 'not-permitted', subject: 'rds:x' }),
    new DrillProblem({ code: 'source-unreachable', subject: 'textloom-prod' }),
    new DrillProblem({ code: 'target-busy', subject: 'drill-00c0ffee' }),
  ])('does not ask again after %s', async problem => {
    const watch = watching('creating', problem, 'available');
    await expect(waitFor(watch, isReady)).rejects.toBe(problem);
  });

  it('ends when it is told to, in the midst of a pause', async () => {
    const abort = new AbortController();
    const { look, log } = watching('creating');
    const waiting = waitFor(
      { look, log, pace: realPace(Date.now), signal: abort.signal },
      isReady,
    );
    abort.abort(new Error('cancelled'));
    await expect(waiting).rejects.toThrow('cancelled');
  });
});

describe('waitUntilGone', () => {
  const nothing = async () => {};

  it('knows that it is gone, also after some questions without an answer', async () => {
    const watch = watching('deleting', busy, away, 'deleting', undefined);
    expect(await waitUntilGone(watch, 20 * MINUTE, nothing)).toBe(true);
    expect(watch.lines[0]).toBe('deleting');
  });

  it('never takes a question without an answer for its end', async () => {
    await expect(
      waitUntilGone(watching('deleting', busy), 20 * MINUTE, nothing),
    ).rejects.toBe(busy);
  });

  it('gives up after its limit', async () => {
    const watch = watching('deleting');
    const began = watch.pace.now();
    expect(await waitUntilGone(watch, 20 * MINUTE, nothing)).toBe(false);
    expect(watch.pace.now() - began).toBeLessThan(21 * MINUTE);
  });
});
