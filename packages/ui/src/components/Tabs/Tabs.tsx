import { useEffect, useRef } from 'react';
import { Link } from 'react-router-dom';
import { Intent, intentIcons } from '../../intent';

/** One tab: a view of the same thing with an address of its own. */
export interface TabItem {
  id: string;
  label: string;
  href: string;
  /** How many things the view holds. */
  count?: number;
  /** Draws the reader there: something in the view is not as it should be. */
  intent?: { intent: Intent; label: string };
}

/** Properties of {@link Tabs}. */
export interface TabsProps {
  /** Accessible name of the navigation. */
  label: string;
  items: TabItem[];
  /** Id of the view that is shown. */
  current: string;
}

/** Views of one thing as links; on the phone they scroll sideways with the next one cut in half. */
export function Tabs({ label, items, current }: TabsProps) {
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    // The list alone moves, not the page: where it is too narrow the current one must be in sight.
    const tab = list.current?.querySelector<HTMLElement>('[aria-current]');
    if (list.current && tab) {
      const { clientWidth } = list.current;
      list.current.scrollLeft =
        tab.offsetLeft - (clientWidth - tab.offsetWidth) / 2;
    }
  }, [current]);
  return (
    <nav className="tl-tabs" aria-label={label}>
      <ul className="tl-tabs__list" ref={list}>
        {items.map(item => {
          const Icon = item.intent && intentIcons[item.intent.intent];
          return (
            <li key={item.id} data-intent={item.intent?.intent}>
              <Link
                className="tl-tabs__tab"
                to={item.href}
                aria-current={item.id === current ? 'page' : undefined}
              >
                {item.label}
                {item.count !== undefined && (
                  <span className="tl-tabs__count">{item.count}</span>
                )}
                {Icon && (
                  <Icon
                    className="tl-tabs__icon"
                    role="img"
                    aria-label={item.intent?.label}
                  />
                )}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
