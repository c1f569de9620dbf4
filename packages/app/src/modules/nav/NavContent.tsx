import './nav.css';
import { useMemo } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { NavContentComponentProps } from '@backstage/plugin-app-react';
import { appTranslationRef } from '../language/translation';
import { AccountMenu } from './AccountMenu';
import { arrangeNav } from './arrangeNav';
import { Brand } from './Brand';
import { NavList } from './NavList';
import { PhoneBottomBar, PhoneTopBar } from './PhoneBars';
import { SearchBox } from './SearchBox';

/** The navigation: a bar of 216 px, or two bars on the phone. CSS shows one of them. */
export function NavContent({ navItems }: NavContentComponentProps) {
  const { t } = useTranslationRef(appTranslationRef);
  const groups = useMemo(() => arrangeNav(navItems), [navItems]);
  return (
    <>
      <header className="tlapp-nav">
        <Brand />
        <SearchBox />
        <nav className="tlapp-nav__groups" aria-label={t('nav.label')}>
          <NavList groups={groups} />
        </nav>
        <AccountMenu />
      </header>
      <PhoneTopBar groups={groups} />
      <PhoneBottomBar groups={groups} />
    </>
  );
}
