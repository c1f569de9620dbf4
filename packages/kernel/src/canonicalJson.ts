import { compareText } from './order';

const DEPTH = 200;

/**
 * The one JSON text of a value: keys in the order of their code units, no spaces, properties that are undefined left
 * out. Equal values have equal texts, also after a round trip through JSON.
 *
 * @throws TypeError for what JSON cannot carry: NaN, infinities, functions, symbols, bigints, dates and other objects
 * with a prototype of their own, undefined in arrays, and values deeper than 200 or within themselves.
 */
export function canonicalJson(value: unknown): string {
  return write(value, 0);
}

function write(value: unknown, depth: number): string {
  if (depth > DEPTH) {
    throw new TypeError(`A value is nested deeper than ${DEPTH}`);
  }
  if (value === null || typeof value === 'boolean') {
    return String(value);
  }
  if (typeof value === 'string') {
    return JSON.stringify(value);
  }
  if (typeof value === 'number' && Number.isFinite(value)) {
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) {
    return `[${value.map(item => write(item, depth + 1)).join(',')}]`;
  }
  if (isPlain(value)) {
    const members = Object.keys(value)
      .filter(key => value[key] !== undefined)
      .sort(compareText)
      .map(key => `${JSON.stringify(key)}:${write(value[key], depth + 1)}`);
    return `{${members.join(',')}}`;
  }
  throw new TypeError(`JSON cannot carry ${typeof value}`);
}

function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) {
    return false;
  }
  const prototype = Object.getPrototypeOf(value);
  // Objects of another realm, as test environments make them, have another Object.prototype.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
