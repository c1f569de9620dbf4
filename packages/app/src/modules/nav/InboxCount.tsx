import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { VisuallyHidden } from '@backstage/ui';
import { useInbox } from '../home/useInbox';
import { appTranslationRef } from '../language/translation';

/** How many things wait for the reader, in words for screen readers. Nothing while none or unknown. */
export function InboxCount() {
  const { t } = useTranslationRef(appTranslationRef);
  const { query } = useInbox();
  const count = query.data?.waiting.length ?? 0;
  if (count === 0) return null;
  return (
    <>
      <span className="tlapp-count" aria-hidden>
        {count}
      </span>
      <VisuallyHidden>{t('nav.waiting', { count })}</VisuallyHidden>
    </>
  );
}
