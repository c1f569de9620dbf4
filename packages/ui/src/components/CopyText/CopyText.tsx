import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { VisuallyHidden } from '@backstage/ui';
import { RiCheckLine, RiCloseLine, RiFileCopyLine } from '@remixicon/react';
import { useCopy } from '../../hooks/useCopy';
import { uiTranslationRef } from '../../i18n/translation';

/** Properties of {@link CopyText}. */
export interface CopyTextProps {
  /** An identifier that people need elsewhere, such as on a command line. */
  text: string;
  /** A shorter form to show; the whole stays in the title attribute. */
  shown?: string;
}

const icons = { idle: RiFileCopyLine, done: RiCheckLine, failed: RiCloseLine };

/** An identifier with a button that copies it and says so in place. */
export function CopyText({ text, shown }: CopyTextProps) {
  const { t } = useTranslationRef(uiTranslationRef);
  const { outcome, copy } = useCopy();
  const words = {
    idle: '',
    done: t('copyText.done'),
    failed: t('copyText.failed'),
  };
  const Icon = icons[outcome];
  return (
    <span className="tl-copytext">
      <code className="tl-copytext__text" title={shown && text}>
        {shown ?? text}
      </code>
      <button
        type="button"
        className="tl-copytext__button"
        aria-label={t('copyText.label', { text })}
        title={words[outcome] || t('copyText.label', { text })}
        onClick={() => copy(text)}
      >
        <Icon aria-hidden />
      </button>
      <VisuallyHidden role="status">{words[outcome]}</VisuallyHidden>
    </span>
  );
}
