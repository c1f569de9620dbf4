import { mockCredentials } from '@backstage/backend-test-utils';
import { ClusterDetails } from '@backstage/plugin-kubernetes-node';
import { ClusterConnections } from '@textloom/backend-kit';
import { ClusterApis } from './ClusterApis';

const cluster = (name: string, url = `https://${name}`): ClusterDetails => ({
  name,
  url,
  authMetadata: { 'kubernetes.io/auth-provider': 'serviceAccount' },
});

describe('ClusterApis', () => {
  const setUp = (clusters: () => ClusterDetails[]) => {
    const asked = jest.fn();
    const connections = new ClusterConnections();
    connections.set({
      clusterSupplier: {
        getClusters: async () => {
          asked();
          return clusters();
        },
      },
      authStrategyMap: {},
    });
    const time = { now: 0 };
    const apis = new ClusterApis({
      connections,
      ownCredentials: async () => mockCredentials.service(),
      clock: () => time.now,
    });
    return { apis, asked, time };
  };

  it('keeps a connection while its settings stay the same', async () => {
    let url = 'https://one';
    const { apis, asked, time } = setUp(() => [cluster('prod', url)]);
    const first = await apis.of('prod');
    expect(await apis.of('prod')).toBe(first);
    expect(asked).toHaveBeenCalledTimes(1);
    time.now += 60_000;
    expect(await apis.of('prod')).toBe(first);
    url = 'https://two';
    time.now += 60_000;
    expect(await apis.of('prod')).not.toBe(first);
    apis.close();
  });

  it('uses the first of two with one name, each time', async () => {
    const { apis, time } = setUp(() => [
      cluster('prod'),
      cluster('prod', 'https://other'),
    ]);
    const first = await apis.of('prod');
    time.now += 60_000;
    expect(await apis.of('prod')).toBe(first);
  });

  it('goes on with what it knows while the list fails', async () => {
    let broken = false;
    const { apis, asked, time } = setUp(() => {
      if (broken) {
        throw new Error('host.internal does not answer');
      }
      return [cluster('prod')];
    });
    const known = await apis.of('prod');
    broken = true;
    time.now += 60_000;
    expect(await apis.of('prod')).toBe(known);
    await expect(apis.of('dev')).rejects.toMatchObject({
      problem: 'unreachable',
      message: expect.not.stringContaining('host.internal'),
    });
    expect(asked.mock.calls.length).toBeGreaterThan(2);
  });

  it('forgets a cluster that is gone', async () => {
    let clusters = [cluster('prod')];
    const { apis, time } = setUp(() => clusters);
    await apis.of('prod');
    clusters = [];
    time.now += 60_000;
    await expect(apis.of('prod')).rejects.toMatchObject({
      problem: 'not-found',
    });
  });
});
