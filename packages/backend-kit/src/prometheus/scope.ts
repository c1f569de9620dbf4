/** A label that every series of one cluster has, in a Prometheus that holds many clusters. */
export interface ClusterLabel {
  name: string;
  value: string;
}

/** Words that a list of labels follows. */
const LISTS = /^(?:by|without|on|ignoring|group_left|group_right)$/i;
/** Words that stand between expressions. */
const WORDS = /^(?:and|or|unless|atan2|offset|bool|inf|nan)$/i;

/** What PromQL is made of, as far as selectors have to be told from the rest. */
const TOKEN =
  /(?<skip>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|`[^`]*`|#[^\n]*|\[[^\]]*\]|\d[\w.]*)|(?<word>[A-Za-z_:][\w:]*)|(?<open>\{)|[^]/g;
const LABEL_LIST = /^\s*\([^)]*\)/;
const BRACES = /^(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|`[^`]*`|[^}"'`])*\}?/;

/**
 * The query with a matcher added to each of its selectors, so that it sees one cluster only. Expressions between
 * selectors stay as they are; a query that is no PromQL stays none.
 */
export function scopedQuery(query: string, label: ClusterLabel): string {
  const matcher = `${label.name}=${JSON.stringify(label.value)}`;
  let result = '';
  TOKEN.lastIndex = 0;
  for (let from = 0; from < query.length; ) {
    TOKEN.lastIndex = from;
    const found = TOKEN.exec(query);
    const token = found?.[0] ?? '';
    const after = query.slice(from + token.length);
    const taken = takenFrom(found?.groups ?? {}, token, after, matcher);
    result += taken.text;
    from += token.length + taken.more;
  }
  return result;
}

/** What a token becomes, and how many characters after it belong to it. */
function takenFrom(
  { word, open }: Record<string, string | undefined>,
  token: string,
  after: string,
  matcher: string,
): { text: string; more: number } {
  if (open !== undefined) {
    const braces = BRACES.exec(after)?.[0] ?? '';
    const comma = braces.trim() === '}' ? '' : ',';
    return { text: `{${matcher}${comma}${braces}`, more: braces.length };
  }
  if (word === undefined || WORDS.test(word)) {
    return { text: token, more: 0 };
  }
  if (LISTS.test(word)) {
    const list = LABEL_LIST.exec(after)?.[0] ?? '';
    return { text: token + list, more: list.length };
  }
  // `sum(…)`, `sum by (…)` and `up{…}`: no selector, or one that comes with its braces.
  return /^\s*(?:[({]|(?:by|without)\b)/i.test(after)
    ? { text: token, more: 0 }
    : { text: `${token}{${matcher}}`, more: 0 };
}
