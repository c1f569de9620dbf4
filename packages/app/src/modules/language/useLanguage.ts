import { useEffect, useState } from 'react';
import { appLanguageApiRef, useApi } from '@backstage/frontend-plugin-api';

/** The language of the portal and how to change it. */
export function useLanguage() {
  const languageApi = useApi(appLanguageApiRef);
  const [language, setLanguage] = useState(languageApi.getLanguage().language);
  useEffect(() => {
    const subscription = languageApi
      .language$()
      .subscribe(next => setLanguage(next.language));
    return () => subscription.unsubscribe();
  }, [languageApi]);
  return {
    language,
    choose: (id: string) => languageApi.setLanguage(id),
  };
}
