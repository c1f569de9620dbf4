import { posix } from 'node:path';

/**
 * Folder that a Markdown file is served from: `a/b.md` → `a/b/`, `a/index.md` and `a/README.md` → `a/`, `index.md` → `''`.
 */
export function pageUrl(path: string): string {
  const bare = path.replace(/\.md$/i, '');
  const folder = bare.replace(/(^|\/)(index|readme)$/i, '');
  return folder === '' ? '' : `${folder}/`;
}

/** Relative URL from one page's folder to another path of the site. Never empty. */
export function relativeUrl(fromUrl: string, to: string): string {
  const relative = posix.relative(`/${fromUrl}`, `/${to}`);
  const withSlash = to === '' || to.endsWith('/') ? `${relative}/` : relative;
  return withSlash === '/' ? './' : withSlash;
}

/**
 * Resolves a link of a page against the docs folder.
 * Returns undefined when it points outside of it.
 */
export function resolveInDocs(
  pagePath: string,
  target: string,
): string | undefined {
  const joined = target.startsWith('/')
    ? posix.normalize(target.slice(1))
    : posix.normalize(posix.join(posix.dirname(pagePath), target));
  if (joined === '..' || joined.startsWith('../') || posix.isAbsolute(joined)) {
    return undefined;
  }
  return joined === '.' ? '' : joined;
}
