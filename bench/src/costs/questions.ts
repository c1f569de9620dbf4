/** A question to the portal. */
export interface Question {
  name: string;
  /** @param n - makes the question another one, though the answer is the same: an account that is not there */
  path(n: number): string;
}

const ACCOUNTS = Array.from({ length: 6 }, (_, n) => `22222222220${n}`);

/** All accounts, and one that never was. */
const everything = (n: number) =>
  encodeURIComponent(
    [...ACCOUNTS, `none-${n}`].map(account => `account:${account}`).join('|'),
  );

function explore(name: string, query: string): Question {
  return {
    name,
    path: n => `/explore?${query}&filter=${everything(n)}`,
  };
}

/** Resources over days of two months: more of them in a larger bill. */
export const DRILL = explore(
  'resources over 26 days',
  'from=2026-11-03&to=2026-11-28&grain=month&groupBy=resource&limit=200',
);

/** One question for each table of the engine. */
export const QUESTIONS: readonly Question[] = [
  explore(
    'services over 13 months',
    'from=2025-11-01&to=2026-11-30&grain=month&groupBy=service',
  ),
  explore(
    'components by day over 30 days',
    'from=2026-11-01&to=2026-11-30&grain=day&groupBy=component',
  ),
  DRILL,
];
