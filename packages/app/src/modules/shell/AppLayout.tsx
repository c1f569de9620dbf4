import { ReactNode, useEffect, useMemo } from 'react';
import { useLocation } from 'react-router-dom';
import { SidebarPinStateProvider } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { appTranslationRef } from '../language/translation';
import './shell.css';

/** What the framework's pages ask of a sidebar that this app does not have: nothing to pin. */
const NO_SIDEBAR = {
  isPinned: true,
  isMobile: true,
  toggleSidebarPinState: () => {},
};

/**
 * Marks pages of documentation that are read from their top. The framework's
 * reader scrolls the whole page to the current item of its menu, which would
 * hide the page's header; the style sheet holds it back by this mark.
 */
function useReadingMark() {
  const { pathname, hash } = useLocation();
  useEffect(() => {
    const reading = /\/docs(\/|$)/.test(pathname) && !hash;
    document.documentElement.classList.toggle('tlapp-reading', reading);
  }, [pathname, hash]);
}

/** Navigation beside content; the first Tab reaches the content directly. */
export function AppLayout(props: { nav: ReactNode; content: ReactNode }) {
  const { t } = useTranslationRef(appTranslationRef);
  useReadingMark();
  const pinState = useMemo(() => NO_SIDEBAR, []);
  return (
    <SidebarPinStateProvider value={pinState}>
      <div className="tlapp-shell">
        <a className="tlapp-skip" href="#content">
          {t('nav.skip')}
        </a>
        {props.nav}
        <div className="tlapp-content" id="content" tabIndex={-1}>
          {props.content}
        </div>
      </div>
    </SidebarPinStateProvider>
  );
}
