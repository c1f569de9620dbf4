import { RefObject, useEffect, useRef } from 'react';
import { useLocation, useNavigationType } from 'react-router-dom';

/** Visible titles of pages: ours, those of page states, those of the framework. */
const TITLES = 'h2.tl-pagetitle__name, h2.tl-state__title, h2.bui-HeaderTitle';

/** How long a page may take to show its title before the focus stays at the content. */
const PATIENCE_MS = 5_000;

/** Whether the reader is at work inside the content, as on a tab or in a filter, or in a dialog. */
function isBusy(content: HTMLElement): boolean {
  const active = document.activeElement;
  if (!active || active === content) return false;
  return content.contains(active) || active.closest('[role=dialog]') !== null;
}

function focusTitle(content: HTMLElement): boolean {
  const title = content.querySelector<HTMLElement>(TITLES);
  if (!title) return false;
  if (!isBusy(content)) {
    title.tabIndex = -1;
    title.focus({ preventScroll: true });
  }
  return true;
}

/** Calls back for each change of the content until told that it is enough. */
function watch(content: HTMLElement, isEnough: () => boolean): () => void {
  if (isEnough()) return () => {};
  const observer = new MutationObserver(() => {
    if (isEnough()) observer.disconnect();
  });
  observer.observe(content, { childList: true, subtree: true });
  const timer = setTimeout(() => observer.disconnect(), PATIENCE_MS);
  return () => {
    clearTimeout(timer);
    observer.disconnect();
  };
}

/**
 * After a navigation the focus goes to the new page's title, which is then read out, and the page begins
 * at its top. A focus inside the content that outlives the navigation, as on a tab, stays.
 */
export function useFocusAfterNavigation(ref: RefObject<HTMLElement>): void {
  const { pathname } = useLocation();
  const type = useNavigationType();
  const shown = useRef(pathname);
  useEffect(() => {
    const content = ref.current;
    if (!content || shown.current === pathname) return undefined;
    shown.current = pathname;
    if (isBusy(content)) return undefined;
    content.focus({ preventScroll: true });
    if (type !== 'POP') document.documentElement.scrollTop = 0;
    return watch(content, () => focusTitle(content));
  }, [pathname, ref, type]);
}
