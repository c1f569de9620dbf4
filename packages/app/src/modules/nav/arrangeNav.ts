import {
  NavContentNavItem,
  NavContentNavItems,
} from '@backstage/plugin-app-react';

/** A run of nav items under a common heading; `top` and `bottom` have none. */
export interface NavGroup {
  id: 'top' | 'operate' | 'build' | 'bottom';
  items: NavContentNavItem[];
}

/** Pages that the navigation reaches in another way than by an item. */
const ELSEWHERE = ['page:search', 'page:catalog-graph', 'page:kubernetes'];

const PLACES: Record<NavGroup['id'], string[]> = {
  top: ['page:home', 'page:deployments/inbox'],
  operate: [
    'page:clusters',
    'page:deployments',
    'page:restore-drills',
    'page:costs',
  ],
  build: ['page:catalog', 'page:scaffolder', 'page:techdocs', 'page:api-docs'],
  bottom: ['page:notifications', 'page:user-settings'],
};

/** The id of a nav item's page, such as `page:catalog`. */
export function pageId(item: NavContentNavItem): string {
  return item.node.spec.id;
}

/**
 * Puts the pages that exist into groups. A page that this list does not know
 * stands at the end of Build, so that a new plugin is never lost.
 */
export function arrangeNav(navItems: NavContentNavItems): NavGroup[] {
  const bag = navItems.clone();
  const take = (ids: string[]) => ids.flatMap(id => bag.take(id) ?? []);
  take(ELSEWHERE);
  const groups = (Object.keys(PLACES) as NavGroup['id'][]).map(id => ({
    id,
    items: take(PLACES[id]),
  }));
  const rest = [...bag.rest()].sort((a, b) => a.title.localeCompare(b.title));
  return groups
    .map(group =>
      group.id === 'build'
        ? { ...group, items: [...group.items, ...rest] }
        : group,
    )
    .filter(group => group.items.length > 0);
}

/** The item whose page a path lies in; the longest match wins. */
export function sectionOf(
  groups: NavGroup[],
  pathname: string,
): NavContentNavItem | undefined {
  return groups
    .flatMap(group => group.items)
    .filter(
      item =>
        pathname === item.href ||
        (item.href !== '/' && pathname.startsWith(`${item.href}/`)),
    )
    .sort((a, b) => b.href.length - a.href.length)[0];
}
