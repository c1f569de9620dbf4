import { useEffect, useRef } from 'react';
import { fetchApiRef, useApi } from '@backstage/frontend-plugin-api';
import { useSignal } from '@backstage/plugin-signals-react';
import {
  DEPLOYMENTS_SIGNAL,
  DeploymentsClient,
  deploymentsProposalReadPermission,
  DeploymentsSignal,
} from '@textloom/plugin-deployments-common';
import { useAllowed, usePluginQuery } from '@textloom/ui';

/** Fallback between signals; the inbox page asks oftener. */
const POLL_MS = 30_000;

/** What waits for the reader; nothing is asked without the permission. */
export function useInbox() {
  const fetchApi = useApi(fetchApiRef);
  const allowed = useAllowed(deploymentsProposalReadPermission);
  const query = usePluginQuery({
    plugin: 'deployments',
    key: ['inbox'],
    load: () => new DeploymentsClient({ fetchApi }).getInbox(),
    pollMs: POLL_MS,
    enabled: allowed === 'allowed',
  });
  const { lastSignal } = useSignal<DeploymentsSignal>(DEPLOYMENTS_SIGNAL);
  const refresh = useRef(query.refresh);
  refresh.current = query.refresh;
  useEffect(() => {
    if (lastSignal) refresh.current();
  }, [lastSignal]);
  return { allowed, query };
}
