import { Client } from './client';
import { configMap, deployment } from './objects';
import { ConformanceTarget, conformanceTargets } from './targets';

jest.setTimeout(90_000);

const JSON_PATCH = { 'content-type': 'application/json-patch+json' };
const MERGE_PATCH = { 'content-type': 'application/merge-patch+json' };
const STRATEGIC = { 'content-type': 'application/strategic-merge-patch+json' };

/** The three kinds of patch, what they change and what they leave. */
describe.each(conformanceTargets())('patches of $name', ({ start }) => {
  const maps = '/api/v1/namespaces/patches/configmaps';
  const deployments = '/apis/apps/v1/namespaces/patches/deployments';
  let target: ConformanceTarget;
  let client: Client;

  beforeAll(async () => {
    target = await start();
    client = new Client(target);
    await client.ok('POST', '/api/v1/namespaces', {
      body: { metadata: { name: 'patches' } },
    });
    await client.ok('POST', maps, { body: configMap('taken') });
    await client.ok('POST', deployments, { body: deployment('shop') });
  });
  afterAll(() => target?.stop());

  const patch = (
    path: string,
    headers: Record<string, string>,
    body: unknown,
  ) => client.call('PATCH', path, { headers, body: JSON.stringify(body) });

  it('answers 415 for a patch of another type', async () => {
    const { code, body } = await patch(
      `${maps}/taken`,
      { 'content-type': 'application/json' },
      {},
    );
    expect(code).toBe(415);
    expect(body.reason).toBe('UnsupportedMediaType');
  });

  it('applies JSON patches, all or nothing', async () => {
    await client.ok('POST', maps, { body: configMap('json') });
    const changed = await patch(`${maps}/json`, JSON_PATCH, [
      { op: 'test', path: '/data/text', value: 'xxx' },
      { op: 'add', path: '/data/more', value: 'y' },
      { op: 'remove', path: '/data/text' },
    ]);
    expect(changed).toMatchObject({ code: 200, body: { data: { more: 'y' } } });
    expect(changed.body.data).not.toHaveProperty('text');
    const refused = await patch(`${maps}/json`, JSON_PATCH, [
      { op: 'add', path: '/data/extra', value: 'z' },
      { op: 'test', path: '/data/more', value: 'other' },
    ]);
    expect(refused.code).toBe(422);
    expect((await client.ok('GET', `${maps}/json`)).data).toEqual({
      more: 'y',
    });
  });

  it('applies merge patches; null deletes', async () => {
    await client.ok('POST', maps, { body: configMap('merge') });
    const { code, body } = await patch(`${maps}/merge`, MERGE_PATCH, {
      metadata: { labels: { a: '1' } },
      data: { text: null, other: 'o' },
    });
    expect(code).toBe(200);
    expect(body.data).toEqual({ other: 'o' });
    expect(body.metadata?.labels).toEqual({ a: '1' });
  });

  it('refuses a patch that names an old version', async () => {
    const { metadata } = await client.ok('GET', `${maps}/merge`);
    await patch(`${maps}/merge`, MERGE_PATCH, { data: { other: 'p' } });
    const late = await patch(`${maps}/merge`, MERGE_PATCH, {
      metadata: { resourceVersion: metadata?.resourceVersion },
      data: { other: 'q' },
    });
    expect(late.code).toBe(409);
  });

  it('merges containers by name in strategic patches', async () => {
    const container = (value: unknown) => ({
      spec: { template: { spec: { containers: value } } },
    });
    const images = (spec: unknown) =>
      JSON.stringify(spec).match(/example\.com\/\w+:\d/g);
    const changed = await patch(
      `${deployments}/shop`,
      STRATEGIC,
      container([{ name: 'side', image: 'example.com/side:2' }]),
    );
    expect(changed.code).toBe(200);
    expect(images(changed.body.spec)).toEqual([
      'example.com/main:1',
      'example.com/side:2',
    ]);
    const removed = await patch(
      `${deployments}/shop`,
      STRATEGIC,
      container([{ name: 'side', $patch: 'delete' }]),
    );
    expect(images(removed.body.spec)).toEqual(['example.com/main:1']);
    const replaced = await patch(
      `${deployments}/shop`,
      MERGE_PATCH,
      container([{ name: 'solo', image: 'example.com/solo:1' }]),
    );
    expect(images(replaced.body.spec)).toEqual(['example.com/solo:1']);
  });

  it('counts generations of the spec only', async () => {
    const before = await client.ok('GET', `${deployments}/shop`);
    const labelled = await patch(`${deployments}/shop`, MERGE_PATCH, {
      metadata: { labels: { seen: 'yes' } },
    });
    expect(labelled.body.metadata?.generation).toBe(
      before.metadata?.generation,
    );
    const changed = await patch(`${deployments}/shop`, MERGE_PATCH, {
      spec: { minReadySeconds: 5 },
    });
    expect(changed.body.metadata?.generation).toBe(
      Number(before.metadata?.generation) + 1,
    );
  });

  it('changes nothing, and no version, when a patch says what is so', async () => {
    const before = await client.ok('GET', `${maps}/taken`);
    const { body } = await patch(`${maps}/taken`, MERGE_PATCH, {
      data: before.data,
    });
    expect(body.metadata?.resourceVersion).toBe(
      before.metadata?.resourceVersion,
    );
  });
});
