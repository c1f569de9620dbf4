import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import { useNow } from '@textloom/ui';
import {
  CostFilters,
  ExploreQuery,
  exploreQuerySchema,
  filterText,
} from '@textloom/plugin-costs-common';
import { currentSpan } from '../presentation/spans';

const NAMES = [
  'from',
  'to',
  'currency',
  'filter',
  'grain',
  'groupBy',
  'metric',
  'distribute',
  'key',
] as const;

/** The days do not change while a page is open for minutes. */
const HOUR_MS = 3_600_000;

/** What of a question changes; lists and filters are written as the server reads them. */
export type ExplorePatch = Partial<Omit<ExploreQuery, 'limit'>> & {
  /** `open` shows the rows of the bill. */
  rows?: string;
  cursor?: string;
};

function textOf(name: string, value: unknown): string {
  return name === 'filter'
    ? filterText(value as CostFilters)
    : String(value ?? '');
}

/** Parameters with some changed; another question begins at its first rows. */
function patched(
  before: URLSearchParams,
  patch: ExplorePatch,
): URLSearchParams {
  const after = new URLSearchParams(before);
  after.delete('cursor');
  for (const [name, value] of Object.entries(patch)) {
    const text = textOf(name, value);
    if (text) after.set(name, text);
    else after.delete(name);
  }
  return after;
}

/** The question of Explore as the address has it. */
export interface ExploreState {
  query: ExploreQuery;
  /** Names of parameters in the address that say nothing valid; the rest holds. */
  invalid: string[];
  rowsOpen: boolean;
  cursor?: string;
  change: (patch: ExplorePatch) => void;
  /** Where a change leads, for links. */
  hrefOf: (patch: ExplorePatch) => string;
  reset: () => void;
}

function parsed(params: URLSearchParams, today: string) {
  const usual: Record<string, string> = {
    groupBy: 'component',
    ...currentSpan(today),
  };
  const given = { ...usual };
  for (const name of NAMES) {
    const text = params.get(name);
    if (text) given[name] = text;
  }
  const whole = exploreQuerySchema.safeParse(given);
  if (whole.success) return { query: whole.data, invalid: [] };
  const invalid = [
    ...new Set(whole.error.issues.map(({ path }) => String(path[0]))),
  ];
  const valid = Object.entries(given).filter(
    ([name]) => !invalid.includes(name),
  );
  // Days only make sense together.
  const span =
    invalid.includes('from') || invalid.includes('to')
      ? currentSpan(today)
      : {};
  const query = exploreQuerySchema.parse({
    ...usual,
    ...Object.fromEntries(valid),
    ...span,
  });
  return { query, invalid };
}

/** Reads the question from the address, and writes changes to it. */
export function useExploreQuery(): ExploreState {
  const [params, setParams] = useSearchParams();
  const now = useNow(HOUR_MS);
  const today = new Date(now).toISOString().slice(0, 10);
  const change = useCallback(
    (patch: ExplorePatch) =>
      setParams(before => patched(before, patch), {
        replace: true,
        preventScrollReset: true,
      }),
    [setParams],
  );
  return useMemo(
    () => ({
      ...parsed(params, today),
      rowsOpen: params.get('rows') === 'open',
      cursor: params.get('cursor') ?? undefined,
      change,
      hrefOf: patch => `?${patched(params, patch)}`,
      reset: () => setParams({}, { replace: true }),
    }),
    [params, today, change, setParams],
  );
}
