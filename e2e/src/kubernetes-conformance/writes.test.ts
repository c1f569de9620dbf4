import { Client } from './client';
import { configMap, deployment } from './objects';
import { ConformanceTarget, conformanceTargets } from './targets';

jest.setTimeout(90_000);

const MERGE_PATCH = { 'content-type': 'application/merge-patch+json' };

/** Creation, update, deletion and every refusal that a client has to understand. */
describe.each(conformanceTargets())('writes to $name', ({ start }) => {
  const maps = '/api/v1/namespaces/writes/configmaps';
  const deployments = '/apis/apps/v1/namespaces/writes/deployments';
  let target: ConformanceTarget;
  let client: Client;

  beforeAll(async () => {
    target = await start();
    client = new Client(target);
    await client.ok('POST', '/api/v1/namespaces', {
      body: { metadata: { name: 'writes' } },
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

  it('creates with 201, uid, version and creation time', async () => {
    const { code, body } = await client.call('POST', maps, {
      body: configMap('fresh'),
    });
    expect(code).toBe(201);
    expect(body.metadata).toMatchObject({
      name: 'fresh',
      namespace: 'writes',
      uid: expect.stringMatching(/^[0-9a-f-]{36}$/),
      resourceVersion: expect.stringMatching(/^\d+$/),
      creationTimestamp: expect.stringMatching(/^\d{4}-.*T\d\d:\d\d:\d\dZ$/),
    });
  });

  it('makes up a name for generateName', async () => {
    const body = { metadata: { generateName: 'made-' }, data: {} };
    const first = await client.ok('POST', maps, { body });
    const second = await client.ok('POST', maps, { body });
    expect(first.metadata?.name).toMatch(/^made-[a-z0-9]{5}$/);
    expect(second.metadata?.name).not.toBe(first.metadata?.name);
  });

  it('keeps nothing of a dry run', async () => {
    const { code } = await client.call('POST', `${maps}?dryRun=All`, {
      body: configMap('dry'),
    });
    expect(code).toBe(201);
    expect((await client.call('GET', `${maps}/dry`)).code).toBe(404);
  });

  it.each([
    ['401 without a token', '', 401, 'Unauthorized'],
    ['401 with an unknown token', 'nobody', 401, 'Unauthorized'],
  ])('answers %s', async (_, token, code, reason) => {
    const answer = await client.call('GET', maps, { token });
    expect(answer.code).toBe(code);
    expect(answer.body).toMatchObject({ kind: 'Status', reason, code });
  });

  it('answers 403 in RBAC words', async () => {
    const { code, body } = await client.call('GET', '/api/v1/nodes', {
      token: target.restrictedToken,
    });
    expect(code).toBe(403);
    expect(body.message).toBe(
      'nodes is forbidden: User "restricted" cannot list resource "nodes" in API group "" at the cluster scope',
    );
    const named = await client.call('DELETE', `${deployments}/shop`, {
      token: target.restrictedToken,
    });
    expect(named.body).toMatchObject({
      reason: 'Forbidden',
      message:
        'deployments.apps "shop" is forbidden: User "restricted" cannot delete resource "deployments" in API group "apps" in the namespace "writes"',
    });
  });

  it('answers 404 for objects, namespaces and resources that are not there', async () => {
    const missing = await client.call('GET', `${deployments}/none`);
    expect(missing.code).toBe(404);
    expect(missing.body).toMatchObject({
      kind: 'Status',
      status: 'Failure',
      reason: 'NotFound',
      message: 'deployments.apps "none" not found',
      details: { name: 'none', group: 'apps', kind: 'deployments' },
    });
    const nowhere = await client.call(
      'POST',
      '/api/v1/namespaces/nowhere/configmaps',
      { body: configMap('lost') },
    );
    expect(nowhere.code).toBe(404);
    expect(nowhere.body.message).toBe('namespaces "nowhere" not found');
    for (const path of ['/apis/none.example.com/v1/things', '/api/v1/things']) {
      expect((await client.call('GET', path)).code).toBe(404);
    }
  });

  it('answers 405 for methods that a path does not have', async () => {
    for (const [method, path] of [
      ['POST', `${maps}/taken`],
      ['PUT', maps],
      ['DELETE', '/api/v1/configmaps'],
    ]) {
      const { code, body } = await client.call(method, path, {
        body: configMap('taken'),
      });
      expect({ method, path, code, reason: body.reason }).toEqual({
        method,
        path,
        code: 405,
        reason: 'MethodNotAllowed',
      });
    }
  });

  it('answers 409 for a taken name and for an old version', async () => {
    const taken = await client.call('POST', maps, { body: configMap('taken') });
    expect(taken.code).toBe(409);
    expect(taken.body).toMatchObject({
      reason: 'AlreadyExists',
      message: 'configmaps "taken" already exists',
    });
    const old = await client.ok('GET', `${maps}/taken`);
    await client.ok('PUT', `${maps}/taken`, {
      body: { ...old, data: { text: 'newer' } },
    });
    const late = await client.call('PUT', `${maps}/taken`, {
      body: { ...old, data: { text: 'older' } },
    });
    expect(late.code).toBe(409);
    expect(late.body).toMatchObject({
      reason: 'Conflict',
      message:
        'Operation cannot be fulfilled on configmaps "taken": the object has been modified; please apply your changes to the latest version and try again',
    });
    const now = await client.ok('GET', `${maps}/taken`);
    expect(now.data).toEqual({ text: 'newer' });
  });

  it('answers 422 that names the broken field', async () => {
    const name = await client.call('POST', maps, {
      body: configMap('Bad_Name'),
    });
    expect(name.code).toBe(422);
    expect(name.body.reason).toBe('Invalid');
    expect(name.body.message).toContain(
      'ConfigMap "Bad_Name" is invalid: metadata.name: Invalid value',
    );
    const negative = await client.call('POST', deployments, {
      body: {
        ...deployment('negative'),
        spec: { ...deployment('negative').spec, replicas: -1 },
      },
    });
    expect(negative.code).toBe(422);
    expect(negative.body.details).toMatchObject({
      name: 'negative',
      group: 'apps',
      kind: 'Deployment',
      causes: [{ field: 'spec.replicas', reason: 'FieldValueInvalid' }],
    });
    const selector = await patch(`${deployments}/shop`, MERGE_PATCH, {
      spec: { selector: { matchLabels: { app: 'other' } } },
    });
    expect(selector.code).toBe(422);
  });

  it('answers 400 for what it cannot read', async () => {
    const broken = await client.call('POST', maps, { body: '{"metadata":' });
    expect(broken.code).toBe(400);
    expect(broken.body.reason).toBe('BadRequest');
    const renamed = await client.call('PUT', `${maps}/taken`, {
      body: configMap('another'),
    });
    expect(renamed.code).toBe(400);
    expect(renamed.body.message).toContain(
      'the name of the object (another) does not match the name on the URL (taken)',
    );
  });

  it('deletes with a Status, once, and only what the preconditions name', async () => {
    const made = await client.ok('POST', maps, { body: configMap('doomed') });
    const wrong = await client.call('DELETE', `${maps}/doomed`, {
      body: { preconditions: { uid: 'another' } },
    });
    expect(wrong.code).toBe(409);
    const right = await client.call('DELETE', `${maps}/doomed`, {
      body: { preconditions: { uid: made.metadata?.uid } },
    });
    expect(right).toMatchObject({
      code: 200,
      body: {
        kind: 'Status',
        status: 'Success',
        details: {
          name: 'doomed',
          kind: 'configmaps',
          uid: made.metadata?.uid,
        },
      },
    });
    expect((await client.call('DELETE', `${maps}/doomed`)).code).toBe(404);
  });

  it('waits for finalizers', async () => {
    const body = configMap('held');
    await client.ok('POST', maps, {
      body: {
        ...body,
        metadata: { ...body.metadata, finalizers: ['example.com/hold'] },
      },
    });
    await client.ok('DELETE', `${maps}/held`);
    const held = await client.ok('GET', `${maps}/held`);
    expect(held.metadata?.deletionTimestamp).toEqual(expect.any(String));
    await patch(`${maps}/held`, MERGE_PATCH, {
      metadata: { finalizers: null },
    });
    expect((await client.call('GET', `${maps}/held`)).code).toBe(404);
  });

  it('deletes a selection', async () => {
    const labels = { batch: 'one' };
    await client.ok('POST', maps, { body: configMap('batch-a', { labels }) });
    await client.ok('POST', maps, { body: configMap('batch-b', { labels }) });
    await client.ok('DELETE', `${maps}?labelSelector=batch%3Done`);
    const left = await client.ok('GET', `${maps}?labelSelector=batch%3Done`);
    expect(left.items).toEqual([]);
    expect((await client.call('GET', `${maps}/taken`)).code).toBe(200);
  });
});
