import { useAllowed } from '@textloom/ui';
import { useSay } from './useSay';

/** Why the reader may not do something; undefined when they may, or when that is not known yet. */
export function useRefusal(
  permission: Parameters<typeof useAllowed>[0],
): string | undefined {
  const say = useSay();
  return useAllowed(permission) === 'denied'
    ? say('states.noPermission', { permission: permission.name })
    : undefined;
}
