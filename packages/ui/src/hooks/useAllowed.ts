import {
  isResourcePermission,
  Permission,
} from '@backstage/plugin-permission-common';
import { usePermission } from '@backstage/plugin-permission-react';

/** Whether the reader may do something; `loading` is neither yes nor no. */
export type Allowed = 'loading' | 'allowed' | 'denied';

/**
 * Whether the reader has a permission. A failed check counts as denied, as it does on the server.
 *
 * @param resourceRef - The entity or object that a resource permission asks for.
 */
export function useAllowed(
  permission: Permission,
  resourceRef?: string,
): Allowed {
  const { loading, allowed } = usePermission(
    isResourcePermission(permission)
      ? { permission, resourceRef }
      : { permission },
  );
  if (loading) return 'loading';
  return allowed ? 'allowed' : 'denied';
}
