import { useEffect, useState } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RiCheckLine, RiCloseLine, RiLinkM } from '@remixicon/react';
import { uiTranslationRef } from '../../i18n/translation';

/** Properties of {@link CopyLink}. */
export interface CopyLinkProps {
  /** Address to copy; that of the page, with every filter in it, when absent. */
  href?: string;
}

type Outcome = 'idle' | 'done' | 'failed';

const SHOWN_MS = 2_000;

const icons = { idle: RiLinkM, done: RiCheckLine, failed: RiCloseLine };

/** Copies the page's address and says so in place. */
export function CopyLink({ href }: CopyLinkProps) {
  const { t } = useTranslationRef(uiTranslationRef);
  const [outcome, setOutcome] = useState<Outcome>('idle');
  useEffect(() => {
    if (outcome === 'idle') return undefined;
    const timer = setTimeout(() => setOutcome('idle'), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [outcome]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(href ?? window.location.href);
      setOutcome('done');
    } catch {
      setOutcome('failed');
    }
  };
  const words = {
    idle: t('copyLink.label'),
    done: t('copyLink.done'),
    failed: t('copyLink.failed'),
  };
  const Icon = icons[outcome];
  return (
    <button type="button" className="tl-btn tl-btn--quiet" onClick={copy}>
      <span className="tl-btn__icon" aria-hidden>
        <Icon />
      </span>
      <span className="tl-copylink__words" aria-live="polite">
        {words[outcome]}
      </span>
    </button>
  );
}
