/** Languages of the control page. */
export type Language = 'en' | 'zh';

/** The language that was asked for by link, else the browser's first that is offered, else English. */
export function chooseLanguage(
  asked: string | null,
  acceptLanguage: string | undefined,
): Language {
  if (asked === 'en' || asked === 'zh') {
    return asked;
  }
  const preferred = (acceptLanguage ?? '')
    .split(',')
    .map(entry => {
      const [tag, quality] = entry.trim().split(';q=');
      return { tag: tag.slice(0, 2), quality: Number(quality ?? 1) };
    })
    .filter(({ tag }) => tag === 'en' || tag === 'zh')
    .sort((a, b) => b.quality - a.quality);
  return preferred[0]?.tag === 'zh' ? 'zh' : 'en';
}
