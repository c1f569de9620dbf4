import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { VisuallyHidden } from '@backstage/ui';
import { appTranslationRef } from '../language/translation';
import { useUnreadCount } from './useUnreadCount';

/** A dot when notifications are unread, with their number for screen readers. */
export function UnreadDot() {
  const { t } = useTranslationRef(appTranslationRef);
  const count = useUnreadCount();
  if (count === 0) return null;
  return (
    <span className="tlapp-dot">
      <VisuallyHidden>{t('nav.unread', { count })}</VisuallyHidden>
    </span>
  );
}
