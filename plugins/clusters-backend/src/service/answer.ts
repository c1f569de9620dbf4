type Fields = Record<string, unknown>;

const isRecord = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null;

/**
 * Whether two views say the same, but for the times at which it was said again: then no signal is needed. Left out
 * are the time of assessment, the age of the sources' last answers and the age of usage figures. As in JSON, what
 * is undefined is not there. Parts that are one object in both are not looked into.
 */
export function isSameSubstance(before: unknown, after: unknown): boolean {
  if (before === after) {
    return true;
  }
  if (Array.isArray(before) || Array.isArray(after)) {
    return (
      Array.isArray(before) &&
      Array.isArray(after) &&
      before.length === after.length &&
      before.every((item, index) => isSameSubstance(item, after[index]))
    );
  }
  return isRecord(before) && isRecord(after)
    ? hasAllOf(before, after) && hasAllOf(after, before, false)
    : Object.is(before, after);
}

/** Whether the other says all that the one says; whether both say the same of it unless only `there` is asked. */
function hasAllOf(one: Fields, other: Fields, deep = true): boolean {
  for (const key in one) {
    if (one[key] !== undefined && !isVolatile(key, one)) {
      const there = other[key] !== undefined;
      if (!there || (deep && !isSameSubstance(one[key], other[key]))) {
        return false;
      }
    }
  }
  return true;
}

function isVolatile(key: string, of: Fields): boolean {
  return (
    key === 'generatedAt' ||
    key === 'usedAt' ||
    (key === 'at' && (of.source !== undefined || of.state !== undefined))
  );
}
