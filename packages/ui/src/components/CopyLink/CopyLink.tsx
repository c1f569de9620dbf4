import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RiCheckLine, RiCloseLine, RiLinkM } from '@remixicon/react';
import { useCopy } from '../../hooks/useCopy';
import { uiTranslationRef } from '../../i18n/translation';

/** Properties of {@link CopyLink}. */
export interface CopyLinkProps {
  /** Address to copy; that of the page, with every filter in it, when absent. */
  href?: string;
}

const icons = { idle: RiLinkM, done: RiCheckLine, failed: RiCloseLine };

/** Copies the page's address and says so in place. */
export function CopyLink({ href }: CopyLinkProps) {
  const { t } = useTranslationRef(uiTranslationRef);
  const { outcome, copy } = useCopy();
  const words = {
    idle: t('copyLink.label'),
    done: t('copyLink.done'),
    failed: t('copyLink.failed'),
  };
  const Icon = icons[outcome];
  return (
    <button
      type="button"
      className="tl-btn tl-btn--quiet"
      onClick={() => copy(href ?? window.location.href)}
    >
      <span className="tl-btn__icon" aria-hidden>
        <Icon />
      </span>
      <span className="tl-copylink__words" aria-live="polite">
        {words[outcome]}
      </span>
    </button>
  );
}
