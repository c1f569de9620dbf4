import { MouseEvent, ReactNode, useEffect, useMemo, useRef } from 'react';
import { useLocation } from 'react-router-dom';
import { SidebarPinStateProvider } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { appTranslationRef } from '../language/translation';
import { useBringsMain } from './useBringsMain';
import { useFocusAfterNavigation } from './useFocusAfterNavigation';
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
  const content = useRef<HTMLDivElement>(null);
  const bringsMain = useBringsMain(content);
  useReadingMark();
  useFocusAfterNavigation(content);
  // Without a change of the address, which people copy.
  const skip = (event: MouseEvent) => {
    event.preventDefault();
    content.current?.focus();
  };
  const pinState = useMemo(() => NO_SIDEBAR, []);
  return (
    <SidebarPinStateProvider value={pinState}>
      <div className="tlapp-shell">
        <a className="tlapp-skip" href="#content" onClick={skip}>
          {t('nav.skip')}
        </a>
        {props.nav}
        <div
          ref={content}
          className="tlapp-content"
          id="content"
          role={bringsMain ? undefined : 'main'}
          tabIndex={-1}
        >
          {props.content}
        </div>
      </div>
    </SidebarPinStateProvider>
  );
}
