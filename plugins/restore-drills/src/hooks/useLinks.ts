import { useMemo } from 'react';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import {
  drillRouteRef,
  drillsRouteRef,
  entityRouteRef,
  planRouteRef,
  rootRouteRef,
  storeRouteRef,
} from '../routes';

/** Where the portal's own documentation is published. */
const DOCS = '/docs/default/component/textloom-portal';

/** What to do when a drill did not pass. */
export const RUNBOOK = `${DOCS}/runbooks/restore-drill`;

/** How a store is connected. */
export const CONNECT = `${DOCS}/how-to/connect-a-store`;

/** How evidence is verified without the portal. */
export const VERIFY = `${DOCS}/how-to/verify-evidence`;

/** Addresses of the pages; undefined where one is not installed. */
export interface Links {
  overview(): string | undefined;
  store(id: string): string | undefined;
  plan(id: string): string | undefined;
  drills(query?: { store?: string; plan?: string }): string | undefined;
  drill(id: string): string | undefined;
  entity(ref: string): string | undefined;
}

const REF = /^([^:/]+):([^/]+)\/(.+)$/;

/** See {@link Links}. */
export function useLinks(): Links {
  const root = useRouteRef(rootRouteRef);
  const store = useRouteRef(storeRouteRef);
  const plan = useRouteRef(planRouteRef);
  const drills = useRouteRef(drillsRouteRef);
  const drill = useRouteRef(drillRouteRef);
  const entity = useRouteRef(entityRouteRef);
  return useMemo(
    () => ({
      overview: () => root?.(),
      store: id => store?.({ store: id }),
      plan: id => plan?.({ plan: id }),
      drills: (query = {}) => {
        const search = new URLSearchParams(query).toString();
        const href = drills?.();
        return href && search ? `${href}?${search}` : href;
      },
      drill: id => drill?.({ drill: id }),
      entity: ref => {
        const [, kind, namespace, name] = REF.exec(ref) ?? [];
        return name ? entity?.({ kind, namespace, name }) : undefined;
      },
    }),
    [root, store, plan, drills, drill, entity],
  );
}
