const VERSION_TAG = /^v(\d+)\.(\d+)\.(\d+)$/;
const BREAKING = /^[a-z]+(\([^)]*\))?!:|^BREAKING[ -]CHANGE: /m;
const FEATURE = /^feat(\([^)]*\))?:/;

/** Version of the first release. */
export const FIRST_VERSION = '0.1.0';

/** `1.2.3` of `v1.2.3`; undefined for a tag that names no release. */
export function versionOfTag(tag: string): string | undefined {
  return VERSION_TAG.test(tag) ? tag.slice(1) : undefined;
}

const partsOf = (version: string) => version.split('.').map(Number);

/** Negative when the first comes before the second. */
export function compareReleases(a: string, b: string): number {
  const [left, right] = [partsOf(a), partsOf(b)];
  return left[0] - right[0] || left[1] - right[1] || left[2] - right[2];
}

/**
 * What comes after a release, told from the messages of the commits since (Conventional Commits 1.0 and Semantic
 * Versioning 2.0, as git-cliff reads them with `breaking_always_bump_major`).
 */
export function nextVersion(
  last: string | undefined,
  messages: readonly string[],
): string {
  if (last === undefined) {
    return FIRST_VERSION;
  }
  const [major, minor, patch] = partsOf(last);
  if (messages.some(message => BREAKING.test(message))) {
    return `${major + 1}.0.0`;
  }
  return messages.some(message => FEATURE.test(message))
    ? `${major}.${minor + 1}.0`
    : `${major}.${minor}.${patch + 1}`;
}

/** Newest version of a changelog, from its first heading such as `## [1.2.0]`. */
export function versionOfChangelog(text: string): string | undefined {
  return /^## \[(\d+\.\d+\.\d+)\]/m.exec(text)?.[1];
}
