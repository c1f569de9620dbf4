import { Body, Client } from './client';
import { deployment, widgetDefinition } from './objects';
import { ConformanceTarget, conformanceTargets } from './targets';

jest.setTimeout(90_000);

const MERGE_PATCH = { 'content-type': 'application/merge-patch+json' };

/** Discovery, subresources, custom resources and reviews. */
describe.each(conformanceTargets())('resources of $name', ({ start }) => {
  const deployments = '/apis/apps/v1/namespaces/resources/deployments';
  const definitions = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
  const widgets = '/apis/example.com/v1/namespaces/resources/widgets';
  let target: ConformanceTarget;
  let client: Client;

  beforeAll(async () => {
    target = await start();
    client = new Client(target);
    await client.ok('POST', '/api/v1/namespaces', {
      body: { metadata: { name: 'resources' } },
    });
  });
  afterAll(() => target?.stop());

  const versionsOf = async () => {
    const { groups } = await client.ok('GET', '/apis');
    return (groups as { versions: { groupVersion: string }[] }[]).flatMap(
      ({ versions }) => versions.map(({ groupVersion }) => groupVersion),
    );
  };

  it('discovers the core group', async () => {
    expect((await client.ok('GET', '/api')).versions).toEqual(['v1']);
    const list = await client.ok('GET', '/api/v1');
    expect(list).toMatchObject({ kind: 'APIResourceList', groupVersion: 'v1' });
    const resources = list.resources as Body[];
    expect(resources.find(({ name }) => name === 'nodes')).toMatchObject({
      kind: 'Node',
      namespaced: false,
      shortNames: ['no'],
      verbs: expect.arrayContaining(['get', 'list', 'patch', 'watch']),
    });
    const names = resources.map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining([
        ...['namespaces', 'pods', 'pods/log', 'pods/eviction', 'nodes/status'],
        ...['services', 'configmaps', 'secrets', 'serviceaccounts', 'events'],
        ...['replicationcontrollers', 'limitranges', 'resourcequotas'],
        ...['persistentvolumes', 'persistentvolumeclaims'],
      ]),
    );
  });

  it('serves the groups that every cluster has', async () => {
    expect(await versionsOf()).toEqual(
      expect.arrayContaining([
        ...['apps/v1', 'batch/v1', 'autoscaling/v1', 'networking.k8s.io/v1'],
        ...['coordination.k8s.io/v1', 'storage.k8s.io/v1'],
        ...['apiextensions.k8s.io/v1', 'authorization.k8s.io/v1'],
      ]),
    );
  });

  it('answers exactly the versions that it lists', async () => {
    const served = await versionsOf();
    for (const version of [
      ...['autoscaling/v2', 'autoscaling/v2beta2', 'autoscaling/v1'],
      ...['policy/v1', 'policy/v1beta1', 'metrics.k8s.io/v1beta1'],
    ]) {
      const { code } = await client.call('GET', `/apis/${version}`);
      expect({ version, code }).toEqual({
        version,
        code: served.includes(version) ? 200 : 404,
      });
    }
  });

  it('lists every resource that discovery calls listable', async () => {
    const paths = ['/api/v1', '/apis/apps/v1', '/apis/autoscaling/v1'];
    for (const path of paths) {
      const { resources } = await client.ok('GET', path);
      const listable = (resources as Body[]).filter(({ verbs }) =>
        (verbs as string[]).includes('list'),
      );
      for (const { name, kind } of listable) {
        const list = await client.ok('GET', `${path}/${name}?limit=1`);
        expect(list.kind).toBe(`${kind}List`);
      }
    }
  });

  it('scales through the scale subresource', async () => {
    await client.ok('POST', deployments, { body: deployment('scaled') });
    const path = `${deployments}/scaled/scale`;
    const before = await client.ok('GET', path);
    expect(before).toMatchObject({
      kind: 'Scale',
      apiVersion: 'autoscaling/v1',
      status: { selector: 'app=scaled' },
    });
    const patched = await client.ok('PATCH', path, {
      headers: MERGE_PATCH,
      body: JSON.stringify({ spec: { replicas: 2 } }),
    });
    expect(patched.spec).toEqual({ replicas: 2 });
    const object = await client.ok('GET', `${deployments}/scaled`);
    expect(object.spec).toMatchObject({ replicas: 2 });
    const stale = await client.call('PUT', path, { body: before });
    expect(stale.code).toBe(409);
    const negative = await client.call('PATCH', path, {
      headers: MERGE_PATCH,
      body: JSON.stringify({ spec: { replicas: -1 } }),
    });
    expect(negative.code).toBe(422);
    await client.ok('DELETE', `${deployments}/scaled`);
  });

  it('keeps node conditions and taints as they were written', async () => {
    const nodes = '/api/v1/nodes';
    await client.ok('POST', nodes, { body: { metadata: { name: 'alpha' } } });
    const tainted = await client.ok('PATCH', `${nodes}/alpha`, {
      headers: { 'content-type': 'application/strategic-merge-patch+json' },
      body: JSON.stringify({
        spec: {
          unschedulable: true,
          taints: [
            { key: 'a', value: '1', effect: 'NoSchedule' },
            { key: 'b', value: '2', effect: 'NoSchedule' },
          ],
        },
      }),
    });
    expect(tainted.spec?.unschedulable).toBe(true);
    expect(tainted.spec?.taints).toHaveLength(2);
    const patched = await client.ok('PATCH', `${nodes}/alpha/status`, {
      headers: { 'content-type': 'application/strategic-merge-patch+json' },
      body: JSON.stringify({
        status: { conditions: [{ type: 'KernelReady', status: 'True' }] },
      }),
    });
    expect(patched.status).toMatchObject({
      conditions: expect.arrayContaining([
        expect.objectContaining({ type: 'KernelReady', status: 'True' }),
      ]),
    });
    await client.ok('DELETE', `${nodes}/alpha`);
  });

  it('serves a custom resource from its definition on', async () => {
    expect((await client.call('GET', widgets)).code).toBe(404);
    await client.ok('POST', definitions, { body: widgetDefinition() });
    await client.eventually('GET', widgets, ({ code }) => code === 200);
    const established = await client.ok(
      'GET',
      `${definitions}/widgets.example.com`,
    );
    expect(established.status).toMatchObject({
      acceptedNames: { kind: 'Widget' },
      conditions: expect.arrayContaining([
        expect.objectContaining({ type: 'Established', status: 'True' }),
      ]),
    });
    expect(await versionsOf()).toContain('example.com/v1');
    const list = await client.ok('GET', widgets);
    const watch = await client.watch(
      `${widgets}?watch=1&resourceVersion=${list.metadata?.resourceVersion}`,
    );
    const body = {
      apiVersion: 'example.com/v1',
      kind: 'Widget',
      metadata: { name: 'round' },
      spec: { size: 3 },
    };
    const made = await client.ok('POST', widgets, { body });
    expect(made).toMatchObject({ kind: 'Widget', spec: { size: 3 } });
    const [event] = await watch.take(1);
    watch.close();
    expect(event).toMatchObject({
      type: 'ADDED',
      object: { kind: 'Widget', metadata: { name: 'round' } },
    });
  });

  it('separates status from spec of a custom resource', async () => {
    const path = `${widgets}/round`;
    const write = (to: string) =>
      client.ok('PATCH', to, {
        headers: MERGE_PATCH,
        body: JSON.stringify({ spec: { size: 4 }, status: { phase: 'Done' } }),
      });
    const throughStatus = await write(`${path}/status`);
    expect(throughStatus).toMatchObject({
      spec: { size: 3 },
      status: { phase: 'Done' },
    });
    const throughMain = await client.ok('PATCH', path, {
      headers: MERGE_PATCH,
      body: JSON.stringify({ spec: { size: 4 }, status: { phase: 'Lost' } }),
    });
    expect(throughMain).toMatchObject({
      spec: { size: 4 },
      status: { phase: 'Done' },
    });
    const strategic = await client.call('PATCH', path, {
      headers: { 'content-type': 'application/strategic-merge-patch+json' },
      body: '{}',
    });
    expect(strategic.code).toBe(415);
  });

  it('stops serving a custom resource with its definition', async () => {
    await client.ok('DELETE', `${definitions}/widgets.example.com`);
    const gone = await client.eventually(
      'GET',
      widgets,
      ({ code }) => code === 404,
    );
    expect(gone.message).toContain('404 page not found');
  });

  it('answers who may do what', async () => {
    const ask = async (token: string | undefined, verb: string) => {
      const review = await client.ok(
        'POST',
        '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
        {
          token,
          body: {
            apiVersion: 'authorization.k8s.io/v1',
            kind: 'SelfSubjectAccessReview',
            spec: { resourceAttributes: { verb, resource: 'nodes' } },
          },
        },
      );
      return (review.status as { allowed: boolean }).allowed;
    };
    expect(await ask(undefined, 'delete')).toBe(true);
    expect(await ask(target.restrictedToken, 'list')).toBe(false);
  });
});
