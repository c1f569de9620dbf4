import { NavLink } from 'react-router-dom';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { NavContentNavItem } from '@backstage/plugin-app-react';
import { appTranslationRef } from '../language/translation';
import { NavGroup, pageId } from './arrangeNav';
import { itemIcon, useItemTitle } from './useItemTitle';
import { UnreadDot } from './UnreadDot';

function Item({ item }: { item: NavContentNavItem }) {
  const titleOf = useItemTitle();
  return (
    <li>
      <NavLink
        to={item.href}
        end={item.href === '/'}
        className="tlapp-nav__item"
      >
        <span className="tlapp-nav__icon" aria-hidden>
          {itemIcon(item)}
        </span>
        <span className="tlapp-nav__text">{titleOf(item)}</span>
        {pageId(item) === 'page:notifications' && <UnreadDot />}
      </NavLink>
    </li>
  );
}

/** Groups of nav items, one list each. */
export function NavList({ groups }: { groups: NavGroup[] }) {
  const { t } = useTranslationRef(appTranslationRef);
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
                <Item key={pageId(item)} item={item} />
              ))}
            </ul>
          </div>
        );
      })}
    </>
  );
}
