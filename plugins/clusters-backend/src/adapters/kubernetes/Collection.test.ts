import fc from 'fast-check';
import { Collection } from './Collection';

interface Thing {
  name: string;
  place?: string;
}

const raw = ({ name, place }: Thing) => ({
  metadata: { name, namespace: 'n' },
  place,
});

function aCollection() {
  return new Collection<Thing>({
    project: item => {
      const { metadata, place } = item as ReturnType<typeof raw>;
      return { name: metadata.name, place };
    },
    indexBy: ({ place }) => place,
  });
}

const thing = fc.record({
  name: fc.constantFrom('a', 'b', 'c', 'd'),
  place: fc.constantFrom('x', 'y', undefined),
});
const step = fc.oneof(
  fc.record({ kind: fc.constant('set' as const), thing }),
  fc.record({ kind: fc.constant('delete' as const), thing }),
  fc.record({ kind: fc.constant('list' as const), things: fc.array(thing) }),
  fc.record({ kind: fc.constant('clear' as const) }),
);

describe('the index of a collection', () => {
  it('holds what the collection holds, whatever came', () => {
    fc.assert(
      fc.property(fc.array(step), steps => {
        const collection = aCollection();
        for (const item of steps) {
          switch (item.kind) {
            case 'set':
              collection.set(raw(item.thing));
              break;
            case 'delete':
              collection.delete(raw(item.thing));
              break;
            case 'list':
              collection.begin();
              collection.page(item.things.map(raw));
              collection.commit();
              break;
            default:
              collection.clear();
          }
          expect(collection.values()).toHaveLength(collection.size);
        }
        const expected = collection
          .values()
          .filter(({ place }) => place !== undefined);
        const indexed = [...collection.index()].flatMap(([place, list]) => {
          expect(list.length).toBeGreaterThan(0);
          expect(list.every(item => item.place === place)).toBe(true);
          return list;
        });
        expect(new Set(indexed)).toEqual(new Set(expected));
        expect(indexed).toHaveLength(expected.length);
      }),
    );
  });

  it('keeps the lists that nothing happened to, and never changes one', () => {
    const collection = aCollection();
    collection.set(raw({ name: 'a', place: 'x' }));
    collection.set(raw({ name: 'b', place: 'y' }));
    const before = collection.index();
    collection.set(raw({ name: 'c', place: 'x' }));
    const after = collection.index();
    expect(after.get('y')).toBe(before.get('y'));
    expect(after.get('x')).not.toBe(before.get('x'));
    expect(before.get('x')).toEqual([{ name: 'a', place: 'x' }]);
  });

  it('keeps the array of all while nothing happens', () => {
    const collection = aCollection();
    collection.set(raw({ name: 'a' }));
    const before = collection.values();
    expect(collection.values()).toBe(before);
    collection.set(raw({ name: 'b' }));
    expect(before).toEqual([{ name: 'a' }]);
    expect(collection.values()).toHaveLength(2);
  });
});
