import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RiSearchLine } from '@remixicon/react';
import { appTranslationRef } from '../language/translation';

const SearchDialog = lazy(() =>
  import('./SearchDialog').then(m => ({ default: m.SearchDialog })),
);

const isApple = () => /Mac|iPhone|iPad/.test(window.navigator.platform);

/** Opens search; so does Ctrl-K or ⌘K from anywhere. */
export function SearchBox() {
  const { t } = useTranslationRef(appTranslationRef);
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const command = event.ctrlKey || event.metaKey;
      if (!command || event.key.toLowerCase() !== 'k') return;
      event.preventDefault();
      setOpen(true);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  return (
    <>
      <button
        type="button"
        className="tlapp-search"
        aria-keyshortcuts="Control+K Meta+K"
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        <RiSearchLine aria-hidden />
        <span>{t('nav.search')}</span>
        <kbd aria-hidden>{isApple() ? '⌘K' : 'Ctrl K'}</kbd>
      </button>
      {open && (
        <Suspense fallback={null}>
          <SearchDialog onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
