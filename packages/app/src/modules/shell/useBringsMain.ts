import { RefObject, useEffect, useState } from 'react';

/**
 * Whether the page inside an element brings a main landmark of its own, as older pages of the framework
 * do. Then the element must not be one too: a page has one.
 */
export function useBringsMain(ref: RefObject<HTMLElement>): boolean {
  const [brings, setBrings] = useState(false);
  useEffect(() => {
    const content = ref.current;
    if (!content) return undefined;
    const look = () => setBrings(content.querySelector('main') !== null);
    look();
    const observer = new MutationObserver(look);
    observer.observe(content, { childList: true, subtree: true });
    return () => observer.disconnect();
  }, [ref]);
  return brings;
}
