/** Whether a Git ref matches a pattern, in which `*` stands for any text without `/`. */
export function refMatches(pattern: string, ref: string): boolean {
  const parts = pattern.split(/(\*)/);
  return matches(parts, 0, ref, 0);
}

function matches(
  parts: readonly string[],
  part: number,
  ref: string,
  at: number,
): boolean {
  if (part === parts.length) {
    return at === ref.length;
  }
  const literal = parts[part];
  if (literal !== '*') {
    return (
      ref.startsWith(literal, at) &&
      matches(parts, part + 1, ref, at + literal.length)
    );
  }
  for (let end = at; end <= ref.length; end++) {
    if (matches(parts, part + 1, ref, end)) {
      return true;
    }
    if (ref[end] === '/') {
      return false;
    }
  }
  return false;
}

/** Patterns whose refs match a pattern of both lists. */
export function commonRefs(
  a: readonly string[],
  b: readonly string[],
): string[] {
  const within = (refs: readonly string[], others: readonly string[]) =>
    refs.filter(ref => others.some(pattern => refMatches(pattern, ref)));
  return [...new Set([...within(a, b), ...within(b, a)])];
}
