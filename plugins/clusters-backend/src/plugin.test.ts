import { mockCredentials, TestBackend } from '@backstage/backend-test-utils';
import { CLUSTERS_SIGNAL, ClusterView } from '@textloom/plugin-clusters-common';
import request from 'supertest';
import {
  assertIdle,
  eventually,
  FINANCE,
  SRE,
  startPortal,
} from './__testUtils__/portal';
import {
  startSmallApiServer,
  SmallApiServer,
} from './testUtils/smallApiServer';

describe('clusters plugin beside the stock Kubernetes plugin', () => {
  let api: SmallApiServer;
  let backend: TestBackend;
  const publish = jest.fn(async () => {});
  const get = (path: string, authorization = SRE) =>
    request(backend.server).get(path).set('Authorization', authorization);
  const prod = async (): Promise<ClusterView> =>
    (await get('/api/clusters/clusters/prod')).body;

  beforeAll(async () => {
    api = await startSmallApiServer();
    api.put('nodes', 'n1', { ready: 'True' });
    api.put('nodes', 'n2', { ready: 'True' });
    backend = await startPortal(api, publish);
  });

  afterAll(async () => {
    await backend.stop();
    await eventually(async () => assertIdle(api));
    await api.close();
  });

  it('shows the clusters of the Kubernetes plugin, the dead one beside the live one', async () => {
    await eventually(async () => {
      const { body } = await get('/api/clusters/fleet');
      expect(body.locator).toMatchObject({ state: 'live' });
      expect(body.clusters).toEqual([
        expect.objectContaining({
          name: 'down',
          state: 'unknown',
          sources: expect.arrayContaining([
            expect.objectContaining({
              source: 'api',
              state: 'connecting',
              problem: 'unreachable',
            }),
          ]),
        }),
        expect.objectContaining({
          name: 'prod',
          title: 'Production',
          nodes: { ready: 2, total: 2 },
        }),
      ]);
    });
  });

  it('has a live view soon after start', async () => {
    await eventually(async () => {
      expect(await prod()).toMatchObject({ freshness: { state: 'live' } });
    });
  });

  it('leaves the routes of the Kubernetes plugin as they are, and shows no credential', async () => {
    const stock = await get('/api/kubernetes/clusters');
    expect(stock.status).toBe(200);
    expect(stock.body.items).toMatchObject([
      { name: 'prod' },
      { name: 'down' },
    ]);
    for (const path of ['/api/clusters/fleet', '/api/clusters/clusters/prod']) {
      expect((await get(path)).text).not.toContain(api.token);
    }
  });

  it('shows a change within two seconds, and signals it without facts', async () => {
    publish.mockClear();
    const { revision } = await prod();
    const changed = Date.now();
    api.put('nodes', 'n2', { ready: 'Unknown' });
    await eventually(async () => {
      expect(await prod()).toMatchObject({ nodes: { ready: 1, total: 2 } });
    }, 2_000);
    expect(Date.now() - changed).toBeLessThan(2_000);
    const view = await prod();
    expect(view.revision).toBeGreaterThan(revision);
    expect(publish).toHaveBeenCalledWith({
      recipients: { type: 'broadcast' },
      channel: CLUSTERS_SIGNAL,
      message: { cluster: 'prod', revision: view.revision },
    });
  });

  it('does not ask the cluster for a view', async () => {
    const before = api.requests();
    for (let n = 0; n < 50; n++) {
      await get('/api/clusters/clusters/prod');
      await get('/api/clusters/fleet');
    }
    // A probe or poll may fall into this time by itself.
    expect(api.requests() - before).toBeLessThan(5);
  });

  it('shows nothing to who may not read', async () => {
    for (const path of [
      '/api/clusters/fleet',
      '/api/clusters/clusters/prod',
      '/api/clusters/clusters/prod/nodes/n1',
      '/api/clusters/clusters/prod/node-groups/ungrouped',
    ]) {
      expect((await get(path)).status).toBe(200);
      const denied = await get(path, FINANCE);
      expect(denied.status).toBe(403);
      const nobody = await get(path, mockCredentials.none.header());
      expect(nobody.status).toBe(401);
    }
  });

  it('tells its permissions to the permission system', async () => {
    const { body } = await get(
      '/api/clusters/.well-known/backstage/permissions/metadata',
    );
    expect(body.permissions.map(({ name }: { name: string }) => name)).toEqual([
      'clusters.cluster.read',
      'clusters.silence.create',
      'clusters.silence.delete',
    ]);
  });

  it('shows an expired token as such, and keeps what it knew', async () => {
    api.expire();
    await eventually(async () => {
      const view = await prod();
      expect(view.state).toBe('unknown');
      expect(view.nodes.total).toBe(2);
      expect(view.sources).toEqual(
        expect.arrayContaining([
          expect.objectContaining({
            source: 'nodes',
            state: 'denied',
            problem: 'unauthenticated',
          }),
        ]),
      );
    });
  });
});
