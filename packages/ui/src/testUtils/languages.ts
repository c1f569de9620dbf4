/**
 * What is marked as another language, as code or as a quotation, and the shell around the page, which
 * belongs to the app and has its own translations.
 */
const OTHER_WORDS =
  '[lang="en"], [lang="und"], .tl-ladder__face, code, kbd, style, script, .tl-timeline__quote, nav:not(.tl-pagebar__crumbs), [data-react-aria-top-layer]';

/** Text that a reader sees, without what is marked as another language or as code. */
export function visibleText(): string {
  const copy = document.body.cloneNode(true) as HTMLElement;
  copy.querySelectorAll(OTHER_WORDS).forEach(element => element.remove());
  const walker = document.createTreeWalker(copy, NodeFilter.SHOW_TEXT);
  const texts: string[] = [];
  while (walker.nextNode()) texts.push(walker.currentNode.textContent ?? '');
  copy
    .querySelectorAll('[aria-label], [placeholder]')
    .forEach(element =>
      texts.push(
        element.getAttribute('aria-label') ?? '',
        element.getAttribute('placeholder') ?? '',
      ),
    );
  return texts.join('\n');
}

/** What may stay Latin in a Chinese page. */
export interface LatinWords {
  /** Products, protocols and units, separated by white space. */
  terms: string;
  /** Names that come from the services, people and files, not from us. */
  names: RegExp;
}

/** Finds the words that a Chinese text should not have, each once. */
export function findEnglish(allowed: LatinWords): (text: string) => string[] {
  const terms = new Set(allowed.terms.split(/\s+/));
  return text => {
    const words =
      text.match(/[A-Za-z][A-Za-z0-9._/-]*[A-Za-z0-9]|[A-Za-z]/g) ?? [];
    return [
      ...new Set(
        words.filter(word => !terms.has(word) && !allowed.names.test(word)),
      ),
    ];
  };
}

/** Texts of a tree of messages by their whole key. */
export function flattenTexts(tree: object, prefix = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string'
      ? [[`${prefix}${key}`, value]]
      : flattenTexts(value, `${prefix}${key}.`),
  );
}
