/** Languages of the site, the first by default. */
export const LOCALES = ['en', 'zh'] as const;

export type Locale = (typeof LOCALES)[number];

/** The value of the `lang` attribute, and what the language calls itself. */
export function languageOf(locale: Locale): { tag: string; name: string } {
  return locale === 'zh'
    ? { tag: 'zh-Hans', name: '中文' }
    : { tag: 'en', name: 'English' };
}

export function isLocale(text: string | undefined): text is Locale {
  return LOCALES.some(locale => locale === text);
}

/**
 * The language that a browser likes best among those of the site.
 * @param header - `Accept-Language` of RFC 9110, such as `zh-CN,zh;q=0.9,en;q=0.8`
 */
export function preferredLocale(header: string | null): Locale {
  const wishes = (header ?? '')
    .slice(0, 200)
    .split(',')
    .map(part => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
      const quality = parameters
        .map(text => text.trim())
        .find(text => text.startsWith('q='));
      return {
        language: tag.split('-')[0],
        quality: quality ? Number(quality.slice(2)) : 1,
      };
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality);
  return wishes.map(({ language }) => language).find(isLocale) ?? LOCALES[0];
}
