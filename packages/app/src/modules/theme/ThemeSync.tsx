import { useEffect } from 'react';

/**
 * Keeps `<html>` in the mode of the page. `public/first-paint.js` sets it
 * before anything is drawn; the theme provider later changes only `<body>`.
 */
export function ThemeSync() {
  useEffect(() => {
    const apply = () => {
      const mode = document.body.dataset.themeMode;
      if (mode) document.documentElement.dataset.themeMode = mode;
    };
    apply();
    const observer = new MutationObserver(apply);
    observer.observe(document.body, { attributeFilter: ['data-theme-mode'] });
    return () => observer.disconnect();
  }, []);
  return null;
}
