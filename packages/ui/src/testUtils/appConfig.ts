import { Locale } from '../format/locale';

/** Configuration of a test app that speaks a language, from its first page on. */
export function appConfigIn(language: Locale) {
  // The app remembers the language; the one of the test before must not win.
  window.localStorage.setItem('language', language);
  return {
    app: {
      baseUrl: 'http://localhost:3000',
      extensions: [
        {
          'api:app/app-language': {
            config: {
              defaultLanguage: language,
              availableLanguages: ['en', 'zh'],
            },
          },
        },
      ],
    },
    backend: { baseUrl: 'http://localhost:7007' },
  };
}
