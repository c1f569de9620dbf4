import { Client } from './client';
import { configMap, widgetDefinition } from './objects';
import { ConformanceTarget, conformanceTargets } from './targets';

jest.setTimeout(90_000);

/** Watches: order, selection, ends, expiry, bookmarks. */
describe.each(conformanceTargets())('watches of $name', ({ start }) => {
  const maps = '/api/v1/namespaces/watches/configmaps';
  const definitions = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
  let target: ConformanceTarget;
  let client: Client;

  beforeAll(async () => {
    target = await start();
    client = new Client(target);
    await client.ok('POST', '/api/v1/namespaces', {
      body: { metadata: { name: 'watches' } },
    });
  });
  afterAll(() => target?.stop());

  const version = async () =>
    (await client.ok('GET', maps)).metadata?.resourceVersion;
  const label = (name: string, tier: string) =>
    client.ok('PATCH', `${maps}/${name}`, {
      headers: { 'content-type': 'application/merge-patch+json' },
      body: JSON.stringify({ metadata: { labels: { tier } } }),
    });

  it('replays what happened since a version, then follows', async () => {
    const since = await version();
    await client.ok('POST', maps, { body: configMap('one') });
    const watch = await client.watch(
      `${maps}?watch=1&resourceVersion=${since}`,
    );
    expect(watch.code).toBe(200);
    await watch.take(1);
    await label('one', 'a');
    await client.ok('DELETE', `${maps}/one`);
    const events = await watch.take(3);
    watch.close();
    expect(events.map(({ type }) => type)).toEqual([
      'ADDED',
      'MODIFIED',
      'DELETED',
    ]);
    const versions = events.map(({ object }) =>
      Number(object.metadata?.resourceVersion),
    );
    expect([...versions].sort((a, b) => a - b)).toEqual(versions);
    expect(new Set(versions).size).toBe(3);
    expect(events[2].object).toMatchObject({
      kind: 'ConfigMap',
      metadata: { name: 'one', labels: { tier: 'a' } },
    });
  });

  it('shows an object that moves into and out of a selection', async () => {
    const since = await version();
    const watch = await client.watch(
      `${maps}?watch=1&labelSelector=tier%3Dgold&resourceVersion=${since}`,
    );
    await client.ok('POST', maps, { body: configMap('mover') });
    await label('mover', 'gold');
    await label('mover', 'silver');
    await label('mover', 'gold');
    await client.ok('DELETE', `${maps}/mover`);
    const events = await watch.take(4);
    watch.close();
    expect(events.map(({ type }) => type)).toEqual([
      'ADDED',
      'DELETED',
      'ADDED',
      'DELETED',
    ]);
  });

  it('starts with what is there when no version is given', async () => {
    await client.ok('POST', maps, { body: configMap('present') });
    const watch = await client.watch(
      `${maps}?watch=1&fieldSelector=metadata.name%3Dpresent`,
    );
    const [event] = await watch.take(1);
    watch.close();
    expect(event).toMatchObject({
      type: 'ADDED',
      object: { metadata: { name: 'present' } },
    });
    await client.ok('DELETE', `${maps}/present`);
  });

  it('ends cleanly after timeoutSeconds', async () => {
    const since = await version();
    const began = Date.now();
    const watch = await client.watch(
      `${maps}?watch=1&timeoutSeconds=1&resourceVersion=${since}`,
    );
    expect(await watch.end()).toEqual([]);
    expect(Date.now() - began).toBeGreaterThanOrEqual(900);
  });

  it('answers an expired version with 200 and one ERROR of code 410', async () => {
    // The history of a new resource begins after version 1 on every server.
    await client.ok('POST', definitions, { body: widgetDefinition() });
    const path = '/apis/example.com/v1/widgets';
    await client.eventually('GET', path, ({ code }) => code === 200);
    const watch = await client.watch(`${path}?watch=1&resourceVersion=1`);
    expect(watch.code).toBe(200);
    const events = await watch.end();
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({
      type: 'ERROR',
      object: {
        kind: 'Status',
        status: 'Failure',
        reason: 'Expired',
        code: 410,
      },
    });
    expect(events[0].object.message).toMatch(/^too old resource version: 1 \(/);
  });

  it('refuses resourceVersionMatch on a plain watch', async () => {
    const since = await version();
    const { code, body } = await client.call(
      'GET',
      `${maps}?watch=1&resourceVersion=${since}&resourceVersionMatch=NotOlderThan`,
    );
    expect(code).toBe(422);
    expect(body).toMatchObject({ kind: 'Status', reason: 'Invalid' });
    expect(body.message).toContain(
      'resourceVersionMatch is forbidden for watch',
    );
  });

  it('sends a bookmark before the timeout when asked', async () => {
    const since = await version();
    const watch = await client.watch(
      `${maps}?watch=1&timeoutSeconds=5&allowWatchBookmarks=true&resourceVersion=${since}`,
    );
    await client.ok('POST', maps, { body: configMap('marked') });
    const events = await watch.end();
    await client.ok('DELETE', `${maps}/marked`);
    const bookmark = events.find(({ type }) => type === 'BOOKMARK');
    expect(bookmark?.object).toMatchObject({ kind: 'ConfigMap' });
    expect(bookmark?.object.data ?? {}).toEqual({});
    expect(Number(bookmark?.object.metadata?.resourceVersion)).toBeGreaterThan(
      Number(since),
    );
  });

  it('sends no bookmark when not asked', async () => {
    const since = await version();
    const watch = await client.watch(
      `${maps}?watch=1&timeoutSeconds=4&resourceVersion=${since}`,
    );
    await client.ok('POST', maps, { body: configMap('unmarked') });
    const events = await watch.end();
    await client.ok('DELETE', `${maps}/unmarked`);
    expect(events.map(({ type }) => type)).toEqual(['ADDED']);
  });

  it('watches metadata only when asked', async () => {
    const since = await version();
    const watch = await client.watch(
      `${maps}?watch=1&resourceVersion=${since}`,
      {
        headers: {
          accept:
            'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1',
        },
      },
    );
    await client.ok('POST', maps, { body: configMap('slim') });
    const [event] = await watch.take(1);
    watch.close();
    await client.ok('DELETE', `${maps}/slim`);
    expect(event.object).toMatchObject({
      kind: 'PartialObjectMetadata',
      metadata: { name: 'slim' },
    });
    expect(event.object.data).toBeUndefined();
  });

  it('refuses watchers without the right to', async () => {
    const { code } = await client.call('GET', `${maps}?watch=1`, {
      token: target.restrictedToken,
    });
    expect(code).toBe(403);
  });
});
