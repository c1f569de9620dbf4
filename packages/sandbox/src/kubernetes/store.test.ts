import { ObjectStore, StoreEvent } from './store';

function newStore(windowSize?: number) {
  const clock = { now: 1_000_000 };
  const store = new ObjectStore({
    now: () => clock.now,
    uid: n => `uid-${n}`,
    windowSize,
  });
  const put = (name: string, value: string) => {
    const object = {
      apiVersion: 'v1',
      kind: 'Thing',
      metadata: { name, namespace: 'ns' },
      value,
    };
    return store.get('things', 'ns', name)
      ? store.update('things', object)
      : store.create('things', object);
  };
  const values = (objects: Record<string, unknown>[] | undefined) =>
    objects?.map(({ value }) => value);
  return { clock, store, put, values };
}

describe('ObjectStore', () => {
  it('gives every change a higher version, over all resources', () => {
    const { store, put } = newStore();
    const first = put('a', '1');
    store.create('others', {
      apiVersion: 'v1',
      kind: 'Other',
      metadata: { name: 'o' },
    });
    const second = put('a', '2');
    expect(Number(second.metadata.resourceVersion)).toBe(
      Number(first.metadata.resourceVersion) + 2,
    );
    expect(`${store.revision}`).toBe(second.metadata.resourceVersion);
  });

  it('lists as it was at an earlier version', () => {
    const { store, put, values } = newStore();
    put('a', '1');
    put('b', '1');
    const then = store.revision;
    put('a', '2');
    put('c', '1');
    store.remove('things', 'ns', 'b');
    expect(values(store.listAt('things', then))).toEqual(['1', '1']);
    expect(values(store.list('things'))).toEqual(['2', '1']);
  });

  it('replays exactly what came after a version', () => {
    const { store, put } = newStore();
    put('a', '1');
    const then = store.revision;
    put('a', '2');
    store.remove('things', 'ns', 'a');
    const events = store.eventsSince('things', then) ?? [];
    expect(events.map(({ type }) => type)).toEqual(['MODIFIED', 'DELETED']);
    expect(events[0].previous).toMatchObject({ value: '1' });
  });

  it('forgets by number', () => {
    const { store, put } = newStore(3);
    put('a', '1');
    const then = store.revision;
    put('a', '2');
    put('a', '3');
    expect(store.eventsSince('things', then - 1)).toHaveLength(3);
    put('a', '4');
    expect(store.eventsSince('things', then - 1)).toBeUndefined();
    expect(store.eventsSince('things', then)).toHaveLength(3);
    expect(store.listAt('things', then - 1)).toBeUndefined();
  });

  it('forgets by age, and all of it on compaction', () => {
    const { clock, store, put } = newStore();
    put('a', '1');
    const then = store.revision;
    put('a', '2');
    clock.now += 5 * 60_000 + 1;
    put('a', '3');
    expect(store.eventsSince('things', then - 1)).toBeUndefined();
    const later = store.revision;
    put('a', '4');
    expect(store.eventsSince('things', later)).toHaveLength(1);
    store.compact();
    expect(store.eventsSince('things', later)).toBeUndefined();
    expect(store.eventsSince('things', store.revision)).toEqual([]);
  });

  it('tells subscribers until they leave', () => {
    const { store, put } = newStore();
    const seen: StoreEvent[] = [];
    const leave = store.subscribe('things', event => seen.push(event));
    put('a', '1');
    leave();
    put('a', '2');
    expect(seen.map(({ type }) => type)).toEqual(['ADDED']);
  });

  it('does not change what it handed out', () => {
    const { put } = newStore();
    const first = put('a', '1');
    put('a', '2');
    expect(first).toMatchObject({ value: '1' });
  });
});
