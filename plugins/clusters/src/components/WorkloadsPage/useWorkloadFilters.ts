import { useCallback } from 'react';
import { useSearchParams } from 'react-router-dom';
import {
  workloadKindSchema,
  WorkloadsQuery,
} from '@textloom/plugin-clusters-common';

/** Rows of a page. */
export const PAGE_SIZE = 50;

/** What narrows the list, as it stands in the address. */
export interface WorkloadFilters {
  text: string;
  namespace: string;
  kind: string;
  unhealthy: boolean;
  offset: number;
}

function offsetOf(text: string | null): number {
  const offset = Number(text ?? 0);
  return Number.isInteger(offset) && offset > 0 && offset <= 1_000_000
    ? offset
    : 0;
}

/** Filters in the address; each change but of the page leads back to the first page. */
export function useWorkloadFilters() {
  const [params, setParams] = useSearchParams();
  const filters: WorkloadFilters = {
    text: (params.get('filter') ?? '').slice(0, 253),
    namespace: params.get('namespace') ?? '',
    kind: workloadKindSchema.safeParse(params.get('kind')).data ?? '',
    unhealthy: params.get('only') === 'unhealthy',
    offset: offsetOf(params.get('offset')),
  };
  const set = useCallback(
    (changes: Record<string, string>) =>
      setParams(
        before => {
          const after = new URLSearchParams(before);
          if (!('offset' in changes)) after.delete('offset');
          for (const [name, value] of Object.entries(changes)) {
            if (value) after.set(name, value);
            else after.delete(name);
          }
          return after;
        },
        { replace: true, preventScrollReset: true },
      ),
    [setParams],
  );
  return { filters, set };
}

/** The server's query for filters. */
export function workloadsQuery(filters: WorkloadFilters): WorkloadsQuery {
  const text = filters.text.trim();
  const kind = workloadKindSchema.safeParse(filters.kind).data;
  return {
    ...(text && { query: text }),
    ...(filters.namespace && { namespace: filters.namespace }),
    ...(kind && { kind }),
    ...(filters.unhealthy && { unhealthy: true }),
    offset: filters.offset,
    limit: PAGE_SIZE,
  };
}
