/**
 * Compares two semantic versions by precedence: negative when `a` is older. A text that is no semantic version is older
 * than every one that is.
 */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [parse(a), parse(b)];
  if (!left || !right) {
    return Number(left !== undefined) - Number(right !== undefined);
  }
  for (let part = 0; part < 3; part++) {
    if (left.core[part] !== right.core[part]) {
      return left.core[part] - right.core[part];
    }
  }
  return comparePrerelease(left.prerelease, right.prerelease);
}

function parse(text: string) {
  const match =
    /^v?(\d{1,15})\.(\d{1,15})\.(\d{1,15})(?:-([0-9A-Za-z.-]+))?(?:\+\S*)?$/.exec(
      text,
    );
  return match
    ? {
        core: match.slice(1, 4).map(Number),
        prerelease: match[4]?.split('.') ?? [],
      }
    : undefined;
}

function comparePrerelease(a: readonly string[], b: readonly string[]): number {
  if (!a.length || !b.length) {
    return Number(!a.length) - Number(!b.length);
  }
  for (let index = 0; index < Math.max(a.length, b.length); index++) {
    const [left, right] = [a[index], b[index]];
    if (left === undefined || right === undefined) {
      return left === undefined ? -1 : 1;
    }
    if (left !== right) {
      return compareIdentifiers(left, right);
    }
  }
  return 0;
}

function compareIdentifiers(a: string, b: string): number {
  const [left, right] = [numberOf(a), numberOf(b)];
  if (left !== undefined && right !== undefined) {
    return left - right;
  }
  if (left !== undefined || right !== undefined) {
    return left !== undefined ? -1 : 1;
  }
  return a < b ? -1 : 1;
}

function numberOf(identifier: string): number | undefined {
  return /^\d{1,15}$/.test(identifier) ? Number(identifier) : undefined;
}
