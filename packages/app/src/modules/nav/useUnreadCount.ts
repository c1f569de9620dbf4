import { useEffect, useState } from 'react';
import { useApiHolder } from '@backstage/frontend-plugin-api';
import { notificationsApiRef } from '@backstage/plugin-notifications';
import { useSignal } from '@backstage/plugin-signals-react';

/**
 * How many notifications wait to be read. Asks once, then whenever the
 * notifications' signal says that something changed. Zero while unknown: a
 * dot that appears late is better than one that lies.
 */
export function useUnreadCount(): number {
  const notificationsApi = useApiHolder().get(notificationsApiRef);
  const { lastSignal } = useSignal('notifications');
  const [unread, setUnread] = useState(0);
  useEffect(() => {
    let current = true;
    notificationsApi?.getStatus().then(
      status => current && setUnread(status.unread),
      () => {},
    );
    return () => {
      current = false;
    };
  }, [notificationsApi, lastSignal]);
  return unread;
}
