import { useMemo } from 'react';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { CostFilters, filterText } from '@textloom/plugin-costs-common';
import { entityRouteRef, proposalRouteRef, rootRouteRef } from '../routes';
import { useCurrency } from './useCurrency';

/** Where the portal's own documentation is published. */
const DOCS = '/docs/default/component/textloom-portal';

/** How a bill is connected. */
export const CONNECT = `${DOCS}/how-to/connect-a-bill`;

/** Pages of the plugin, in the order of their tabs. */
export const COST_PAGES = [
  'overview',
  'explore',
  'forecast',
  'anomalies',
  'budgets',
  'commitments',
  'savings',
  'units',
  'contracts',
  'reconciliation',
] as const;
export type CostPage = (typeof COST_PAGES)[number];

/** What Explore opens with. */
export interface ExploreLink {
  from?: string;
  to?: string;
  filter?: CostFilters;
  groupBy?: readonly string[];
  /** Opens the rows of the bill. */
  rows?: boolean;
}

/** Addresses of the pages; undefined where one is not installed. The chosen currency is kept. */
export interface Links {
  page(page: CostPage): string | undefined;
  explore(query: ExploreLink): string | undefined;
  /** The forecast of a part. */
  forecast(filter: CostFilters): string | undefined;
  /** A list opened at one of its entries. */
  anomaly(id: string): string | undefined;
  entity(ref: string): string | undefined;
  proposal(id: string): string | undefined;
  /** A page of the portal's documentation, as recommendations name it. */
  docs(path: string): string;
}

const REF = /^([^:/]+):([^/]+)\/(.+)$/;

function withQuery(
  href: string | undefined,
  query: Record<string, string | undefined>,
): string | undefined {
  const given = Object.entries(query).filter(
    (entry): entry is [string, string] => Boolean(entry[1]),
  );
  const search = new URLSearchParams(given).toString();
  return href && search ? `${href}?${search}` : href;
}

/** See {@link Links}. */
export function useLinks(): Links {
  const root = useRouteRef(rootRouteRef)?.();
  const entity = useRouteRef(entityRouteRef);
  const proposal = useRouteRef(proposalRouteRef);
  const [currency] = useCurrency();
  return useMemo(() => {
    const page = (name: CostPage) =>
      root && (name === 'overview' ? root : `${root}/${name}`);
    return {
      page: name => withQuery(page(name), { currency }),
      explore: ({ from, to, filter, groupBy, rows }) =>
        withQuery(page('explore'), {
          from,
          to,
          filter: filter && filterText(filter),
          groupBy: groupBy?.join(','),
          rows: rows ? 'open' : undefined,
          currency,
        }),
      forecast: filter =>
        withQuery(page('forecast'), { filter: filterText(filter), currency }),
      anomaly: id => withQuery(page('anomalies'), { anomaly: id, currency }),
      entity: ref => {
        const [, kind, namespace, name] = REF.exec(ref) ?? [];
        return name ? entity?.({ kind, namespace, name }) : undefined;
      },
      proposal: id => proposal?.({ proposal: id }),
      docs: path => `${DOCS}/${path.replace(/^\/+/, '')}`,
    };
  }, [root, entity, proposal, currency]);
}
