import { useEffect } from 'react';
import { appLanguageApiRef, useApi } from '@backstage/frontend-plugin-api';
import { htmlLang } from './languages';

/**
 * Keeps `<html lang>` at the language of the portal: it chooses Chinese glyph
 * forms and the voice of screen readers.
 */
export function LanguageSync() {
  const languageApi = useApi(appLanguageApiRef);
  useEffect(() => {
    const apply = (language: string) => {
      document.documentElement.lang = htmlLang(language);
    };
    apply(languageApi.getLanguage().language);
    const subscription = languageApi
      .language$()
      .subscribe(({ language }) => apply(language));
    return () => subscription.unsubscribe();
  }, [languageApi]);
  return null;
}
