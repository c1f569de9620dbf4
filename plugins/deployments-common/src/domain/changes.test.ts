import fc from 'fast-check';
import { changesBetween } from './changes';
import { joinChanges } from './foldDecisions';
import { Manifest } from './fingerprint';

const deployment = (container: object, spec: object = {}): Manifest => ({
  kind: 'Deployment',
  metadata: { name: 'api' },
  spec: {
    replicas: 3,
    ...spec,
    template: { spec: { containers: [{ name: 'api', ...container }] } },
  },
});

const PATH = 'spec.template.spec.containers[api]';

describe('changesBetween', () => {
  it.each<[string, Manifest, Manifest, object]>([
    [
      'an image',
      deployment({ image: 'r@sha256:a' }),
      deployment({ image: 'r@sha256:b' }),
      {
        subject: { kind: 'image', name: 'api' },
        path: `${PATH}.image`,
        before: 'r@sha256:a',
        after: 'r@sha256:b',
      },
    ],
    [
      'a variable',
      deployment({ env: [{ name: 'A', value: '1' }] }),
      deployment({
        env: [
          { name: 'B', value: '2' },
          { name: 'A', value: '1' },
        ],
      }),
      {
        subject: { kind: 'variable', name: 'B' },
        path: `${PATH}.env[B].name`,
        after: 'B',
      },
    ],
    [
      'a request',
      deployment({ resources: { requests: { memory: '1Gi' } } }),
      deployment({ resources: { requests: { memory: '2Gi' } } }),
      {
        subject: { kind: 'memory-request', name: 'api' },
        before: '1Gi',
        after: '2Gi',
      },
    ],
    [
      'a limit',
      deployment({ resources: { limits: { cpu: '1' } } }),
      deployment({}),
      { subject: { kind: 'cpu-limit', name: 'api' }, before: '1' },
    ],
    [
      'replicas',
      deployment({}),
      deployment({}, { replicas: 5 }),
      {
        subject: { kind: 'replicas', name: 'spec.replicas' },
        before: '3',
        after: '5',
      },
    ],
    [
      'anything else',
      deployment({}, { paused: false }),
      deployment({}, { paused: true }),
      {
        subject: { kind: 'other', name: 'spec.paused' },
        before: 'false',
        after: 'true',
      },
    ],
    [
      'a setting',
      {
        kind: 'ConfigMap',
        metadata: { name: 'api' },
        data: { 'app.yaml': 'x' },
      },
      {
        kind: 'ConfigMap',
        metadata: { name: 'api' },
        data: { 'app.yaml': 'y' },
      },
      {
        subject: { kind: 'variable', name: 'app.yaml' },
        before: 'x',
        after: 'y',
      },
    ],
    [
      'an object',
      { kind: 'ConfigMap', metadata: { name: 'old' } },
      { kind: 'Service', metadata: { name: 'new' } },
      { subject: { kind: 'object-removed', name: 'ConfigMap/old' } },
    ],
  ])('tells %s', (_, before, after, expected) => {
    expect(changesBetween([before], [after])[0]).toMatchObject(expected);
  });

  it('tells an inserted variable as one entry, whatever its place', () => {
    const a = { name: 'A', value: '1' };
    const b = { name: 'B', value: '2' };
    const changes = changesBetween(
      [deployment({ env: [a] })],
      [deployment({ env: [b, a] })],
    );
    expect(new Set(changes.map(({ subject }) => subject.name))).toEqual(
      new Set(['B']),
    );
    expect(
      changesBetween(
        [deployment({ env: [a, b] })],
        [deployment({ env: [b, a] })],
      ),
    ).toEqual([]);
  });

  it('never tells the value of a secret, only that it differs', () => {
    const secret = (value: string): Manifest => ({
      kind: 'Secret',
      metadata: { name: 's' },
      data: { password: value, other: 'same' },
      stringData: { token: value },
    });
    const changes = changesBetween([secret('hunter2')], [secret('swordfish')]);
    expect(changes).toHaveLength(2);
    expect(JSON.stringify(changes)).not.toMatch(/hunter2|swordfish/);
    expect(changes[0].before).not.toBe(changes[0].after);
  });

  it('shortens long values and still tells that they differ', () => {
    const [change] = changesBetween(
      [deployment({ args: `${'x'.repeat(10_000)}a` })],
      [deployment({ args: `${'x'.repeat(10_000)}b` })],
    );
    expect(change.before?.length).toBeLessThan(300);
    expect(change.before).not.toBe(change.after);
  });

  it('reads lists of objects, names that are taken twice, and deep values', () => {
    const list = { kind: 'List', items: [deployment({ image: 'a' })] };
    expect(changesBetween([list], [deployment({ image: 'b' })])).toHaveLength(
      1,
    );
    expect(
      changesBetween([deployment({}), deployment({})], [deployment({})]),
    ).toMatchObject([{ subject: { kind: 'object-removed' } }]);
    let deep: object = {};
    for (let level = 0; level < 1_000; level++) {
      deep = { deep };
    }
    expect(changesBetween([{ deep }], [{ deep: 1 }]).length).toBeGreaterThan(0);
  });

  it('finds nothing between equals, and something between others', () => {
    const manifest = fc.dictionary(fc.string(), fc.jsonValue());
    fc.assert(
      fc.property(manifest, manifest, (a, b) => {
        const copy = JSON.parse(JSON.stringify(a));
        expect(changesBetween([a], [copy])).toEqual([]);
        const back = changesBetween([b], [a]).map(({ path }) => path);
        expect(changesBetween([a], [b]).map(({ path }) => path)).toEqual(back);
      }),
    );
  });
});

describe('joinChanges', () => {
  const change = (before: string, after: string) => ({
    subject: { kind: 'image', name: 'api' } as const,
    object: 'Deployment/api',
    path: 'image',
    before,
    after,
  });

  it('tells from the first before to the last after', () => {
    expect(joinChanges([change('1', '2')], [change('2', '3')])).toEqual([
      change('1', '3'),
    ]);
    expect(joinChanges([change('1', '2')], [change('2', '1')])).toEqual([]);
  });
});
