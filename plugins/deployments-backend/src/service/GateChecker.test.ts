import { GatePolicy } from '@textloom/plugin-deployments-common';
import { aRelease } from '@textloom/plugin-deployments-common/testUtils';
import { GateAnswer, GateChecker, Gates } from './GateChecker';

const PLACE = { service: 'textloom-api', environment: 'prod' };
const RELEASE = aRelease({});
const GATES: GatePolicy[] = [
  { kind: 'ci' },
  { kind: 'cluster-health' },
  { kind: 'slo', name: 'errors', query: 'x', max: 1 },
];

function setUp(over: Partial<Gates> = {}) {
  let now = 1_000;
  const passed = async (): Promise<GateAnswer> => ({
    status: 'passed',
    source: 'test',
  });
  const ci = jest.fn(passed);
  const checker = new GateChecker({
    gates: {
      ci,
      coverage: passed,
      'image-scan': passed,
      slo: passed,
      'cluster-health': passed,
      soak: passed,
      http: passed,
      ...over,
    },
    clock: () => now,
    deadlineMs: 50,
  });
  return {
    ci,
    check: (gates = GATES) =>
      checker.check({ place: PLACE, release: RELEASE }, gates),
    pass: (ms: number) => {
      now += ms;
    },
  };
}

describe('GateChecker', () => {
  it('asks all at once, and does not know of those that err or hang', async () => {
    const { check } = setUp({
      'cluster-health': async () => {
        throw new Error('http://secret-host is down');
      },
      slo: () => new Promise(() => {}),
    });
    const results = await check();
    expect(results.map(({ id, status }) => [id, status])).toEqual([
      ['ci', 'passed'],
      ['cluster-health', 'unknown'],
      ['slo:errors', 'unknown'],
    ]);
    expect(JSON.stringify(results)).not.toContain('secret-host');
  });

  it('says when the source was asked, or when it itself says so', async () => {
    const { check } = setUp({
      'cluster-health': async () => ({
        status: 'passed',
        source: 'Clusters',
        at: 7,
      }),
    });
    const [ci, health] = await check();
    expect([ci?.fetchedAt, health?.fetchedAt]).toEqual([1_000, 7]);
  });

  it('uses an answer for 15 seconds, for one release and place', async () => {
    const { check, ci, pass } = setUp();
    await Promise.all([check(), check()]);
    pass(14_999);
    await check();
    expect(ci).toHaveBeenCalledTimes(1);
    pass(1);
    await check();
    expect(ci).toHaveBeenCalledTimes(2);
    await check([{ kind: 'ci', maxAgeMs: 5 }]);
    expect(ci).toHaveBeenCalledTimes(3);
  });
});
