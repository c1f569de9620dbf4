import { useCallback, useSyncExternalStore } from 'react';
import { appLanguageApiRef, useApi } from '@backstage/frontend-plugin-api';
import { Locale } from '../format/locale';

/** The app's language as one that the formatters know; anything but Chinese reads as English. */
export function useLocale(): Locale {
  const api = useApi(appLanguageApiRef);
  const subscribe = useCallback(
    (changed: () => void) => {
      const subscription = api.language$().subscribe(changed);
      return () => subscription.unsubscribe();
    },
    [api],
  );
  const language = useSyncExternalStore(
    subscribe,
    () => api.getLanguage().language,
  );
  return language.startsWith('zh') ? 'zh' : 'en';
}
