import { Link } from 'react-router-dom';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { appTranslationRef } from '../language/translation';
import { Mark } from './Mark';
import { SandboxChip } from './SandboxChip';

/** Mark and name, which lead home, and the sandbox chip. */
export function Brand() {
  const { t } = useTranslationRef(appTranslationRef);
  return (
    <div className="tlapp-brand">
      <Link to="/" className="tlapp-brand__home">
        <Mark />
        <span>{t('product.short')}</span>
      </Link>
      <SandboxChip />
    </div>
  );
}
