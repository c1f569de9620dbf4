const maps = new WeakMap<object, ReadonlyMap<string, unknown>>();

/**
 * A record as a map, made once for the record, which never changes. Faster to look into many times, and names such
 * as `constructor` find nothing that was not put there.
 */
export function byName<T>(
  record: Readonly<Record<string, T>>,
): ReadonlyMap<string, T> {
  const known = maps.get(record);
  if (known) {
    // What was made of a record holds what the record holds.
    return known as ReadonlyMap<string, T>;
  }
  const made = new Map(Object.entries(record));
  maps.set(record, made);
  return made;
}
