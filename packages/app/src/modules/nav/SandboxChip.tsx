import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { appTranslationRef } from '../language/translation';
import { useSandbox } from './useSandbox';

/** Says on every page that this is the sandbox; leads to its scenarios. */
export function SandboxChip() {
  const { t } = useTranslationRef(appTranslationRef);
  const sandbox = useSandbox();
  if (!sandbox) return null;
  return (
    <a
      className="tlapp-sandbox"
      href={sandbox.controlUrl}
      target="_blank"
      rel="noopener noreferrer"
      title={t('sandbox.about')}
    >
      {t('sandbox.chip')}
    </a>
  );
}
