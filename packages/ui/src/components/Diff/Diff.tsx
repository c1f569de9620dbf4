import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { VisuallyHidden } from '@backstage/ui';
import { uiTranslationRef } from '../../i18n/translation';

/** Properties of {@link Diff}. */
export interface DiffProps {
  /** Absent when it is new. */
  before?: string;
  /** Absent when it goes. */
  after?: string;
  /** Whole values for the title attribute when the shown ones are cut. */
  full?: { before?: string; after?: string };
}

/** A value before and after; the signs carry the meaning where colour cannot. */
export function Diff({ before, after, full }: DiffProps) {
  const { t } = useTranslationRef(uiTranslationRef);
  return (
    <span className="tl-diff">
      {before !== undefined && (
        <span className="tl-diff__before" title={full?.before ?? before}>
          <VisuallyHidden>{t('diff.before')} </VisuallyHidden>
          <span aria-hidden>− </span>
          <code>{before}</code>
        </span>
      )}
      {after !== undefined && (
        <span className="tl-diff__after" title={full?.after ?? after}>
          <VisuallyHidden>{t('diff.after')} </VisuallyHidden>
          <span aria-hidden>+ </span>
          <code>{after}</code>
        </span>
      )}
    </span>
  );
}
