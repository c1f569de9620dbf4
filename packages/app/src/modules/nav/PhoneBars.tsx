import { Link, NavLink, useLocation } from 'react-router-dom';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  RiArrowLeftLine,
  RiHome5Line,
  RiInboxLine,
  RiSearchLine,
} from '@remixicon/react';
import { appTranslationRef } from '../language/translation';
import { NavGroup, pageId, sectionOf } from './arrangeNav';
import { InboxCount } from './InboxCount';
import { Mark } from './Mark';
import { PhoneMenu } from './PhoneMenu';
import { SandboxChip } from './SandboxChip';
import { useItemTitle } from './useItemTitle';

/** Top bar of the phone: where one is, and the way back. */
export function PhoneTopBar({ groups }: { groups: NavGroup[] }) {
  const { t } = useTranslationRef(appTranslationRef);
  const { pathname } = useLocation();
  const titleOf = useItemTitle();
  const section = sectionOf(groups, pathname);
  const title = section ? titleOf(section) : t('product.short');
  const deeper = section && pathname !== section.href;
  return (
    <header className="tlapp-top">
      {deeper ? (
        <Link
          to={section.href}
          className="tlapp-top__back"
          aria-label={t('nav.back', { name: title })}
        >
          <RiArrowLeftLine aria-hidden />
        </Link>
      ) : (
        <Link
          to="/"
          className="tlapp-top__back"
          aria-label={t('nav.items.today')}
        >
          <Mark size={24} />
        </Link>
      )}
      <span className="tlapp-top__title">{title}</span>
      <SandboxChip />
    </header>
  );
}

/** Bottom bar of the phone. */
export function PhoneBottomBar({ groups }: { groups: NavGroup[] }) {
  const { t } = useTranslationRef(appTranslationRef);
  const inbox = groups
    .flatMap(({ items }) => items)
    .find(item => pageId(item) === 'page:deployments/inbox');
  return (
    <nav className="tlapp-bottom" aria-label={t('nav.label')}>
      <NavLink to="/" end className="tlapp-bottom__item">
        <RiHome5Line aria-hidden />
        <span>{t('nav.items.today')}</span>
      </NavLink>
      {inbox && (
        <NavLink to={inbox.href} className="tlapp-bottom__item">
          <RiInboxLine aria-hidden />
          <span>
            {t('nav.items.inbox')} <InboxCount />
          </span>
        </NavLink>
      )}
      <NavLink to="/search" className="tlapp-bottom__item">
        <RiSearchLine aria-hidden />
        <span>{t('nav.items.search')}</span>
      </NavLink>
      <PhoneMenu groups={groups} />
    </nav>
  );
}
