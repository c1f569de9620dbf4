import { FakeTime, settle } from '../../time/FakeTime';
import { Poller } from './Poller';
import { SourceTracker } from './SourceTracker';

/** A poller of a source that answers when the test says so. */
function setUp() {
  const time = new FakeTime();
  const answers: (() => void)[] = [];
  let asked = 0;
  const stop = new AbortController();
  const poller = new Poller({
    ask: async () => {
      asked += 1;
      await new Promise<void>(resolve => {
        answers.push(resolve);
      });
      return true;
    },
    tracker: new SourceTracker('alertmanager', time, () => {}),
    time,
    random: () => 0.5,
    periodMs: 10_000,
    absentMs: 60_000,
    onAnswer: () => {},
  });
  const running = poller.run(stop.signal);
  const answer = async () => {
    answers.shift()?.();
    await settle();
  };
  const end = async () => {
    stop.abort();
    await answer();
    await running;
    time.assertIdle();
  };
  return { time, poller, answer, end, count: () => asked };
}

describe('Poller', () => {
  it('asks again after its period, and at once when nudged', async () => {
    const { time, poller, answer, end, count } = setUp();
    await answer();
    expect(count()).toBe(1);
    await time.pass(9_999);
    expect(count()).toBe(1);
    await time.pass(1);
    expect(count()).toBe(2);
    await answer();
    poller.nudge();
    await settle();
    expect(count()).toBe(3);
    await end();
  });

  it('asks once more when it was nudged while it asked, and then waits', async () => {
    const { time, poller, answer, end, count } = setUp();
    poller.nudge();
    poller.nudge();
    expect(count()).toBe(1);
    await answer();
    expect(count()).toBe(2);
    await answer();
    expect(count()).toBe(2);
    await time.pass(10_000);
    expect(count()).toBe(3);
    await end();
  });
});
