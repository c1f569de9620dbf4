const HIDDEN = '[hidden]';
const SECRET_KEY =
  /pass(word|wd|phrase)|secret|token|authorization|cookie|api[-_]?key|credential|private[-_]?key/i;
const MAX_DEPTH = 6;

// Every repetition is bounded: a hostile text cannot make them slow.
const EMAIL = /[\w.%+-]{1,64}@[\w.-]{1,190}\.[a-z]{2,24}/gi;
const SCHEME = /\b(Bearer|Basic) [\w.~+/=-]{4,4096}/gi;
const JSON_WEB_TOKEN = /\beyJ[\w-]{4,2048}\.[\w-]{4,4096}\.[\w-]{0,1024}/g;
const CARD = /\b\d[\d -]{11,22}\d\b/g;
const PHONE = /(?:\+\d[\d ()-]{6,16}\d|\b1[3-9]\d{9}\b)/g;

/** Whether it has the digits of a card, the last of which checks the others (Luhn). */
function isCard(text: string): boolean {
  const digits = [...text]
    .filter(character => character >= '0' && character <= '9')
    .reverse();
  if (digits.length < 13 || digits.length > 19) {
    return false;
  }
  const sum = digits.reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 1 : 2);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

/** The text without what identifies a person or lets somebody in. */
export function maskText(text: string): string {
  return text
    .replace(SCHEME, `$1 ${HIDDEN}`)
    .replace(JSON_WEB_TOKEN, HIDDEN)
    .replace(EMAIL, '[email]')
    .replace(CARD, found => (isCard(found) ? '[card]' : found))
    .replace(PHONE, '[phone]');
}

/** The same for whatever is logged; keys that name a secret lose their value, whatever it is. */
export function mask(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') {
    return maskText(value);
  }
  if (typeof value !== 'object' || value === null || value instanceof Date) {
    return value;
  }
  if (depth >= MAX_DEPTH) {
    return '[deeper]';
  }
  if (value instanceof Error) {
    const { name, message, stack = '' } = value;
    return { type: name, message: maskText(message), stack: maskText(stack) };
  }
  if (Array.isArray(value)) {
    return value.map(item => mask(item, depth + 1));
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      SECRET_KEY.test(key) ? HIDDEN : mask(item, depth + 1),
    ]),
  );
}
