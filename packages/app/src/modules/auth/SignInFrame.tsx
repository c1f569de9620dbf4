import { ReactNode } from 'react';
import {
  configApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { appTranslationRef } from '../language/translation';
import { LANGUAGES } from '../language/languages';
import { useLanguage } from '../language/useLanguage';
import { Mark } from '../nav/Mark';
import { SandboxChip } from '../nav/SandboxChip';
import { THEME_CHOICES, useThemeChoice } from '../theme/useThemeChoice';

function Switches() {
  const { t } = useTranslationRef(appTranslationRef);
  const { language, choose: chooseLanguage } = useLanguage();
  const { choice, choose: chooseTheme } = useThemeChoice();
  return (
    <div className="tlapp-switches">
      <div role="group" aria-label={t('account.language')}>
        {LANGUAGES.map(({ id, name, tag }) => (
          <button
            key={id}
            type="button"
            lang={tag}
            aria-pressed={id === language}
            onClick={() => chooseLanguage(id)}
          >
            {name}
          </button>
        ))}
      </div>
      <div role="group" aria-label={t('account.theme')}>
        {THEME_CHOICES.map(id => (
          <button
            key={id}
            type="button"
            aria-pressed={id === choice}
            onClick={() => chooseTheme(id)}
          >
            {t(`account.themes.${id}`)}
          </button>
        ))}
      </div>
    </div>
  );
}

/** The sign-in page around its ways to sign in: what this is, language, theme. */
export function SignInFrame(props: { lead: string; children: ReactNode }) {
  const { t } = useTranslationRef(appTranslationRef);
  const title =
    useApi(configApiRef).getOptionalString('app.title') ?? t('product.short');
  return (
    <div className="tlapp-signin">
      <header className="tlapp-signin__bar">
        <span className="tlapp-brand__home">
          <Mark size={26} />
          <span>{t('product.short')}</span>
        </span>
        <SandboxChip />
        <Switches />
      </header>
      <main className="tlapp-signin__main">
        <h1>{t('signIn.title', { title })}</h1>
        <p className="tlapp-signin__lead">{props.lead}</p>
        {props.children}
      </main>
    </div>
  );
}
