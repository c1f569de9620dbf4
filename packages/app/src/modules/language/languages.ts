/** Languages of the portal, each under its own name, as people look for it. */
export const LANGUAGES = [
  { id: 'en', name: 'English', tag: 'en' },
  { id: 'zh', name: '简体中文', tag: 'zh-CN' },
] as const;

/** Where Backstage keeps the chosen language. */
const STORAGE_KEY = 'language';

/** The BCP 47 tag for `<html lang>`; unknown languages keep their own id. */
export function htmlLang(language: string): string {
  return LANGUAGES.find(l => l.id === language)?.tag ?? language;
}

/**
 * The first language of the portal that the browser asks for.
 *
 * @param preferred - `navigator.languages`, best first
 */
export function languageFor(preferred: readonly string[]): string | undefined {
  return preferred
    .map(tag => tag.toLowerCase().split('-')[0])
    .find(base => LANGUAGES.some(l => l.id === base));
}

/**
 * On the first visit, takes the browser's language. Backstage looks only at
 * its own storage, so this runs before the app reads it. A choice that was
 * made stays.
 */
export function rememberBrowserLanguage(
  storage: Storage,
  preferred: readonly string[],
): void {
  if (storage.getItem(STORAGE_KEY)) return;
  const language = languageFor(preferred);
  if (language) storage.setItem(STORAGE_KEY, language);
}
