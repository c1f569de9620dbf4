import { Link, useLocation } from 'react-router-dom';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { NavContentNavItem } from '@backstage/plugin-app-react';
import { appTranslationRef } from '../language/translation';
import { NavGroup, pageId, sectionOf } from './arrangeNav';
import { InboxCount } from './InboxCount';
import { itemIcon, useItemTitle } from './useItemTitle';
import { UnreadDot } from './UnreadDot';

function Item(props: { item: NavContentNavItem; current: boolean }) {
  const { item, current } = props;
  const titleOf = useItemTitle();
  return (
    <li>
      <Link
        to={item.href}
        className="tlapp-nav__item"
        aria-current={current ? 'page' : undefined}
      >
        <span className="tlapp-nav__icon" aria-hidden>
          {itemIcon(item)}
        </span>
        <span className="tlapp-nav__text">{titleOf(item)}</span>
        {pageId(item) === 'page:notifications' && <UnreadDot />}
        {pageId(item) === 'page:deployments/inbox' && <InboxCount />}
      </Link>
    </li>
  );
}

/** Groups of nav items, one list each. */
export function NavList({ groups }: { groups: NavGroup[] }) {
  const { t } = useTranslationRef(appTranslationRef);
  const { pathname } = useLocation();
  // A page may lie below another, as the inbox below the deployments: only the nearest one is current.
  const section = sectionOf(groups, pathname);
  return (
    <>
      {groups.map(({ id, items }) => {
        const heading =
          id === 'operate' || id === 'build'
            ? t(`nav.groups.${id}`)
            : undefined;
        return (
          <div key={id} className="tlapp-nav__group" data-group={id}>
            {heading && (
              <p className="tlapp-nav__heading" aria-hidden>
                {heading}
              </p>
            )}
            <ul aria-label={heading}>
              {items.map(item => (
                <Item
                  key={pageId(item)}
                  item={item}
                  current={item === section}
                />
              ))}
            </ul>
          </div>
        );
      })}
    </>
  );
}
