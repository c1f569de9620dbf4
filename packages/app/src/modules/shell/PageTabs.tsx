import { NavLink } from 'react-router-dom';

/** A tab of a page: a page of its own. */
export interface PageTab {
  id: string;
  label: string;
  href: string;
}

/** Properties of {@link PageTabs}. */
export interface PageTabsProps {
  /** Accessible name: what the tabs are parts of. */
  label?: string;
  tabs: PageTab[];
}

/** Tabs that lead to pages, so links in a navigation rather than tabs with panels. */
export function PageTabs({ label, tabs }: PageTabsProps) {
  return (
    <nav className="tlapp-tabs" aria-label={label}>
      {tabs.map(({ id, label: name, href }) => (
        <NavLink key={id} to={href} className="tlapp-tabs__tab">
          {name}
        </NavLink>
      ))}
    </nav>
  );
}
