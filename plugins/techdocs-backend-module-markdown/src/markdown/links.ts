import type MarkdownIt from 'markdown-it';
import { pageUrl, relativeUrl, resolveInDocs } from '../site/paths';
import { LinkTargets, SourcePage } from '../site/types';

type Token = ReturnType<MarkdownIt['parse']>[number];

function rewrite(
  href: string,
  page: SourcePage,
  targets: LinkTargets,
): string | undefined {
  const [path, hash] = href.split('#', 2);
  const suffix = hash === undefined ? '' : `#${hash}`;
  let decoded: string;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    return undefined;
  }
  const target = resolveInDocs(page.path, decoded);
  if (target === undefined) return undefined;
  if (targets.pages.has(target)) {
    return relativeUrl(page.url, pageUrl(target)) + suffix;
  }
  if (targets.assets.has(target)) {
    return encodeURI(relativeUrl(page.url, target)) + suffix;
  }
  return undefined;
}

/**
 * Rewrites relative links and images of a page for folder URLs (`a.md` is served from `a/`), in place.
 * A link to nothing loses its address and gets the class `broken-link`; the list of those is returned.
 */
export function rewriteLinks(
  tokens: Token[],
  page: SourcePage,
  targets: LinkTargets,
): string[] {
  const broken: string[] = [];
  for (const token of tokens) {
    if (token.children) {
      broken.push(...rewriteLinks(token.children, page, targets));
    }
    const attribute =
      (token.type === 'link_open' && 'href') ||
      (token.type === 'image' && 'src') ||
      undefined;
    if (!attribute) continue;
    const href = String(token.attrGet(attribute) ?? '');
    if (/^(?:[a-z][a-z0-9+.-]*:|\/\/|#)/i.test(href)) continue;
    const rewritten = rewrite(href, page, targets);
    if (rewritten === undefined) {
      broken.push(href);
      token.attrs = (token.attrs ?? []).filter(([name]) => name !== attribute);
      token.attrSet('class', 'broken-link');
    } else {
      token.attrSet(attribute, rewritten);
    }
  }
  return broken;
}
