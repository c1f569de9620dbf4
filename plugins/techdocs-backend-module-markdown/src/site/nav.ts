import { pageUrl } from './paths';
import { NavItem } from './types';

/** Title by path of every page. */
export type Titles = ReadonlyMap<string, string>;

function fromConfig(entries: unknown, titles: Titles, depth = 0): NavItem[] {
  if (!Array.isArray(entries) || depth > 5) return [];
  return entries.flatMap((entry): NavItem[] => {
    if (typeof entry === 'string') return pageItem(entry, titles);
    if (typeof entry !== 'object' || entry === null) return [];
    return Object.entries(entry).flatMap(([title, value]): NavItem[] => {
      if (typeof value === 'string') return pageItem(value, titles, title);
      const items = fromConfig(value, titles, depth + 1);
      return items.length ? [{ kind: 'section', title, items }] : [];
    });
  });
}

function pageItem(path: string, titles: Titles, title?: string): NavItem[] {
  const known = titles.get(path);
  if (known === undefined) return [];
  return [{ kind: 'page', title: title ?? known, path, url: pageUrl(path) }];
}

function sectionTitle(folder: string): string {
  const words = folder.replace(/[-_]+/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function fromFolders(titles: Titles): NavItem[] {
  const top: NavItem[] = [];
  const sections = new Map<string, NavItem[]>();
  const byIndexFirst = [...titles.keys()].sort((a, b) => {
    const rank = (path: string) => (pageUrl(path) === '' ? 0 : 1);
    return rank(a) - rank(b) || (a < b ? -1 : 1);
  });
  for (const path of byIndexFirst) {
    const [item] = pageItem(path, titles);
    const [folder, rest] = path.split('/', 2);
    if (rest === undefined) {
      top.push(item);
      continue;
    }
    let items = sections.get(folder);
    if (!items) {
      items = [];
      sections.set(folder, items);
      top.push({ kind: 'section', title: sectionTitle(folder), items });
    }
    items.push(item);
  }
  return top;
}

/** The pages of a navigation in reading order. */
export function flattenNav(
  nav: NavItem[],
): Extract<NavItem, { kind: 'page' }>[] {
  return nav.flatMap(item =>
    item.kind === 'page' ? [item] : flattenNav(item.items),
  );
}

/**
 * The navigation: as `mkdocs.yml` orders it, else one section per top folder.
 * Entries of the configuration that name no existing page are left out.
 */
export function buildNav(config: unknown, titles: Titles): NavItem[] {
  const configured = fromConfig(config, titles);
  return configured.length ? configured : fromFolders(titles);
}
