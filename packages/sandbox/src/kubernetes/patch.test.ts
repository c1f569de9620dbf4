import { patchObject } from './patch';
import { strategicMergePatch } from './strategicMerge';
import { KubeObject } from './types';

const node: KubeObject = {
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name: 'n', labels: { a: '1' }, finalizers: ['x', 'y'] },
  spec: { taints: [{ key: 'old', effect: 'NoSchedule' }] },
  status: {
    conditions: [
      { type: 'Ready', status: 'True', reason: 'KubeletReady' },
      { type: 'DiskPressure', status: 'False' },
    ],
  },
};

const apply = (type: string, patch: unknown, strategic = true) =>
  patchObject(node, `application/${type}+json`, patch, { strategic });

describe('strategic merge patch', () => {
  it('merges conditions by type and keeps the others', () => {
    const patched = apply('strategic-merge-patch', {
      status: { conditions: [{ type: 'Ready', status: 'Unknown' }] },
    });
    expect(patched.status).toEqual({
      conditions: [
        { type: 'Ready', status: 'Unknown', reason: 'KubeletReady' },
        { type: 'DiskPressure', status: 'False' },
      ],
    });
  });

  it('replaces taints, which have no merge key', () => {
    const taints = [{ key: 'new', effect: 'NoExecute' }];
    const patched = apply('strategic-merge-patch', { spec: { taints } });
    expect(patched.spec).toEqual({ taints });
  });

  it('adds to and deletes from finalizers', () => {
    const added = apply('strategic-merge-patch', {
      metadata: { finalizers: ['z'] },
    });
    expect(added.metadata.finalizers).toEqual(['x', 'y', 'z']);
    const removed = apply('strategic-merge-patch', {
      metadata: { '$deleteFromPrimitiveList/finalizers': ['x'] },
    });
    expect(removed.metadata.finalizers).toEqual(['y']);
  });

  it('obeys $patch and $retainKeys', () => {
    const target = {
      containers: [{ name: 'a' }, { name: 'b' }],
      keep: 1,
      drop: 2,
    };
    expect(
      strategicMergePatch(target, {
        containers: [{ name: 'a', $patch: 'delete' }, { name: 'c' }],
        $retainKeys: ['containers', 'keep'],
      }),
    ).toEqual({ containers: [{ name: 'b' }, { name: 'c' }], keep: 1 });
    expect(
      strategicMergePatch(target, { $patch: 'replace', only: true }),
    ).toEqual({ only: true });
  });

  it('is refused for custom resources', () => {
    expect(() => apply('strategic-merge-patch', {}, false)).toThrow(
      'accepted media types include: application/json-patch+json, application/merge-patch+json',
    );
  });
});

describe('merge patch', () => {
  it('replaces lists and deletes with null', () => {
    const patched = apply('merge-patch', {
      metadata: { labels: { a: null, b: '2' }, finalizers: ['z'] },
    });
    expect(patched.metadata.labels).toEqual({ b: '2' });
    expect(patched.metadata.finalizers).toEqual(['z']);
    expect(node.metadata.labels).toEqual({ a: '1' });
  });
});

describe('JSON patch', () => {
  it('leaves the object alone when a test fails', () => {
    const operations = [
      { op: 'replace', path: '/metadata/labels/a', value: '9' },
      { op: 'test', path: '/metadata/name', value: 'other' },
    ];
    expect(() => apply('json-patch', operations)).toThrow(
      'the server rejected our request',
    );
    expect(node.metadata.labels).toEqual({ a: '1' });
  });
});
