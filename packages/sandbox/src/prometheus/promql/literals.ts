import { QueryError } from './values';

const UNIT_MS: Record<string, number> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
  y: 31_536_000_000,
};
const DURATION = /^(?:\d+(?:ms|[smhdwy]))+$/;

/** Milliseconds of `1h30m` or of a number of seconds. @throws QueryError */
export function durationMs(text: string): number {
  const sign = text.startsWith('-') ? -1 : 1;
  const bare = text.replace(/^-\s*/, '');
  if (DURATION.test(bare)) {
    const parts = bare.matchAll(/(\d+)(ms|[smhdwy])/g);
    return (
      sign *
      [...parts].reduce(
        (sum, [, n, unit]) => sum + Number(n) * UNIT_MS[unit],
        0,
      )
    );
  }
  const seconds = Number(bare);
  if (!Number.isFinite(seconds)) {
    throw new QueryError(400, `not a valid duration string: "${text}"`);
  }
  return sign * seconds * 1_000;
}

/** A number as PromQL writes it; a duration is its seconds. */
export function numberLiteral(text: string): number {
  if (/^[+-]?inf$/i.test(text)) {
    return text.startsWith('-') ? -Infinity : Infinity;
  }
  if (/^nan$/i.test(text)) {
    return NaN;
  }
  return DURATION.test(text)
    ? durationMs(text) / 1_000
    : Number(text.replace(/_/g, ''));
}

const ESCAPES: Record<string, string> = { n: '\n', t: '\t', r: '\r' };

/** Content of a quoted text. */
export function stringLiteral(text: string): string {
  const content = text.slice(1, -1);
  return text.startsWith('`')
    ? content
    : content.replace(/\\(.)/g, (_, c: string) => ESCAPES[c] ?? c);
}
