import { Client } from './client';
import { configMap } from './objects';
import { ConformanceTarget, conformanceTargets } from './targets';

jest.setTimeout(90_000);

/** Lists, watches, selectors and representations: the same requests, the same answers. */
describe.each(conformanceTargets())('reads of $name', ({ start }) => {
  const maps = '/api/v1/namespaces/reads/configmaps';
  let target: ConformanceTarget;
  let client: Client;

  beforeAll(async () => {
    target = await start();
    client = new Client(target);
    await client.ok('POST', '/api/v1/namespaces', {
      body: { metadata: { name: 'reads' } },
    });
    for (let n = 0; n < 6; n++) {
      const labels = { parity: n % 2 ? 'odd' : 'even', suite: 'reads' };
      const body = configMap(`item-${n}`, { labels });
      await client.ok('POST', maps, { body });
    }
  });
  afterAll(() => target?.stop());

  const names = (items: { metadata?: { name?: string } }[] = []) =>
    items.map(({ metadata }) => metadata?.name);
  const selected = `${maps}?labelSelector=suite%3Dreads`;

  it('is alive, ready and says its version', async () => {
    for (const path of ['/livez', '/readyz']) {
      expect(await client.call('GET', path)).toEqual({
        code: 200,
        body: { message: 'ok' },
      });
    }
    const version = await client.ok('GET', '/version');
    expect(version.gitVersion).toMatch(/^v\d+\.\d+\.\d+/);
  });

  it('lists in key order, with kind and version of the list', async () => {
    const list = await client.ok('GET', selected);
    expect(list.kind).toBe('ConfigMapList');
    expect(list.apiVersion).toBe('v1');
    expect(names(list.items)).toEqual([0, 1, 2, 3, 4, 5].map(n => `item-${n}`));
  });

  it('pages, pinned to the version of the first page', async () => {
    const first = await client.ok('GET', `${maps}?limit=4`);
    expect(first.items).toHaveLength(4);
    expect(first.metadata?.remainingItemCount).toBeGreaterThanOrEqual(2);
    await client.ok('POST', maps, { body: configMap('late') });
    const token = encodeURIComponent(`${first.metadata?.continue}`);
    const second = await client.ok('GET', `${maps}?limit=4&continue=${token}`);
    await client.ok('DELETE', `${maps}/late`);
    expect(second.metadata?.resourceVersion).toBe(
      first.metadata?.resourceVersion,
    );
    expect(second.metadata?.continue).toBeFalsy();
    expect(names(second.items)).not.toContain('late');
    expect(names(second.items)).toContain('item-5');
  });

  it('answers 410 to a continue token whose history is gone', async () => {
    const first = await client.ok('GET', `${maps}?limit=2`);
    await client.ok('POST', maps, { body: configMap('newer') });
    await client.ok('DELETE', `${maps}/newer`);
    await target.compact();
    const token = encodeURIComponent(`${first.metadata?.continue}`);
    const { code, body } = await client.call(
      'GET',
      `${maps}?limit=2&continue=${token}`,
    );
    expect(code).toBe(410);
    expect(body).toMatchObject({
      kind: 'Status',
      reason: 'Expired',
      code: 410,
    });
  });

  it('ignores limit at resourceVersion=0', async () => {
    const list = await client.ok(
      'GET',
      `${selected}&limit=2&resourceVersion=0`,
    );
    expect(list.items).toHaveLength(6);
    expect(list.metadata?.continue).toBeFalsy();
  });

  it('refuses a version from the future with 504', async () => {
    const { code, body } = await client.call(
      'GET',
      `${maps}?resourceVersion=99999999`,
    );
    expect(code).toBe(504);
    expect(body.reason).toBe('Timeout');
    expect(body.message).toContain('Too large resource version');
  });

  it('refuses continue together with a resource version', async () => {
    const first = await client.ok('GET', `${maps}?limit=2`);
    const token = encodeURIComponent(`${first.metadata?.continue}`);
    const { code, body } = await client.call(
      'GET',
      `${maps}?limit=2&continue=${token}&resourceVersion=5`,
    );
    expect({ code, reason: body.reason }).toEqual({
      code: 400,
      reason: 'BadRequest',
    });
  });

  it.each([
    ['labelSelector=parity%3Dodd', ['item-1', 'item-3', 'item-5']],
    ['labelSelector=parity+in+(even),suite', ['item-0', 'item-2', 'item-4']],
    ['labelSelector=suite,parity+notin+(even)', ['item-1', 'item-3', 'item-5']],
    ['labelSelector=suite,parity!%3Dodd', ['item-0', 'item-2', 'item-4']],
    ['labelSelector=suite,!parity', []],
    ['fieldSelector=metadata.name%3Ditem-4', ['item-4']],
    ['fieldSelector=metadata.namespace%3Delsewhere', []],
  ])('selects by %s', async (query, expected) => {
    const list = await client.ok('GET', `${maps}?${query}`);
    expect(names(list.items)).toEqual(expected);
  });

  it('refuses selectors that it cannot apply', async () => {
    const field = await client.call('GET', `${maps}?fieldSelector=data.x%3D1`);
    expect(field.code).toBe(400);
    expect(field.body.message).toContain(
      '"data.x" is not a known field selector: only "metadata.name", "metadata.namespace"',
    );
    const pods = await client.call('GET', '/api/v1/pods?fieldSelector=x%3D1');
    expect(pods.code).toBe(400);
    expect(pods.body.message).toContain('field label not supported: x');
    const label = await client.call('GET', `${maps}?labelSelector=a%3D%3D%3Db`);
    expect(label.code).toBe(400);
  });

  it('selects pods and nodes by the fields that a collector needs', async () => {
    for (const path of [
      '/api/v1/pods?fieldSelector=spec.nodeName%3Dnowhere,status.phase!%3DFailed',
      '/api/v1/events?fieldSelector=type%3DWarning,involvedObject.name%3Dnothing',
      '/api/v1/nodes?fieldSelector=spec.unschedulable%3Dtrue',
    ]) {
      expect((await client.ok('GET', path)).items).toEqual([]);
    }
  });

  it('answers tables and metadata when asked', async () => {
    const table = await client.ok('GET', selected, {
      headers: {
        accept: 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json',
      },
    });
    expect(table).toMatchObject({
      kind: 'Table',
      apiVersion: 'meta.k8s.io/v1',
    });
    expect(table.rows).toHaveLength(6);
    expect(table).toMatchObject({
      columnDefinitions: expect.arrayContaining([
        expect.objectContaining({ name: 'Name', format: 'name' }),
      ]),
      rows: expect.arrayContaining([
        expect.objectContaining({
          object: expect.objectContaining({ kind: 'PartialObjectMetadata' }),
        }),
      ]),
    });
    const partial = await client.ok('GET', selected, {
      headers: {
        accept:
          'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1',
      },
    });
    expect(partial.kind).toBe('PartialObjectMetadataList');
    expect(partial.items?.[0]).toMatchObject({ metadata: { name: 'item-0' } });
    expect(partial.items?.[0].data).toBeUndefined();
  });

  it('answers 406 when no representation fits', async () => {
    const { code, body } = await client.call('GET', maps, {
      headers: { accept: 'text/html' },
    });
    expect({ code, reason: body.reason }).toEqual({
      code: 406,
      reason: 'NotAcceptable',
    });
  });

  it('compresses large answers when asked, and only then', async () => {
    const body = configMap('large', { letters: 200_000 });
    await client.ok('POST', maps, { body });
    const asked = await client.raw('GET', `${maps}/large`, {
      headers: { 'accept-encoding': 'gzip' },
    });
    expect(asked.headers['content-encoding']).toBe('gzip');
    expect(asked.body.length).toBeLessThan(20_000);
    const plain = await client.raw('GET', `${maps}/large`);
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(plain.body.length).toBeGreaterThan(200_000);
    await client.ok('DELETE', `${maps}/large`);
  });
});
