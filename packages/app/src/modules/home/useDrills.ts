import { useEffect, useRef } from 'react';
import { fetchApiRef, useApi } from '@backstage/frontend-plugin-api';
import { useSignal } from '@backstage/plugin-signals-react';
import {
  RESTORE_DRILLS_SIGNAL,
  RestoreDrillsClient,
  restoreDrillsDrillReadPermission,
  RestoreDrillsSignal,
} from '@textloom/plugin-restore-drills-common';
import { useAllowed, usePluginQuery } from '@textloom/ui';

/** Fallback between signals; the restore drills pages ask oftener. */
const POLL_MS = 30_000;

/** Stores and what is proven of them; nothing is asked without the permission. */
export function useDrills() {
  const fetchApi = useApi(fetchApiRef);
  const allowed = useAllowed(restoreDrillsDrillReadPermission);
  const query = usePluginQuery({
    plugin: 'restore-drills',
    key: ['overview'],
    load: () => new RestoreDrillsClient({ fetchApi }).getOverview(),
    pollMs: POLL_MS,
    enabled: allowed === 'allowed',
  });
  const { lastSignal } = useSignal<RestoreDrillsSignal>(RESTORE_DRILLS_SIGNAL);
  const refresh = useRef(query.refresh);
  refresh.current = query.refresh;
  useEffect(() => {
    if (lastSignal) refresh.current();
  }, [lastSignal]);
  return { allowed, query };
}
