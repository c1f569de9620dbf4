import {
  Button,
  Menu,
  MenuItem,
  MenuSection,
  MenuSeparator,
  MenuTrigger,
} from '@backstage/ui';
import {
  identityApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { RiCheckLine } from '@remixicon/react';
import { appTranslationRef } from '../language/translation';
import { LANGUAGES } from '../language/languages';
import { useLanguage } from '../language/useLanguage';
import { THEME_CHOICES, useThemeChoice } from '../theme/useThemeChoice';
import { initials, useAccount } from './useAccount';
import { useSandbox } from './useSandbox';

const Chosen = ({ on }: { on: boolean }) => (
  <span className="tlapp-check">{on && <RiCheckLine aria-hidden />}</span>
);

/** The avatar of the signed-in person; the name stands beside it. */
export function Face({ name }: { name: string }) {
  return (
    <span className="tlapp-face" aria-hidden>
      {initials(name)}
    </span>
  );
}

/** Name of the signed-in person; opens language, theme and sign-out. */
export function AccountMenu() {
  const { t } = useTranslationRef(appTranslationRef);
  const identityApi = useApi(identityApiRef);
  const account = useAccount();
  const sandbox = useSandbox();
  const { language, choose: chooseLanguage } = useLanguage();
  const { choice, choose: chooseTheme } = useThemeChoice();
  const name = account?.name ?? '';
  return (
    <MenuTrigger>
      <Button
        variant="tertiary"
        className="tlapp-account"
        aria-label={
          name
            ? `${t('account.signedInAs', { name })}. ${t('account.open')}`
            : t('account.open')
        }
      >
        <Face name={name} />
        <span className="tlapp-account__words">
          <span className="tlapp-account__name">{name}</span>
          {account?.email && (
            <span className="tlapp-account__detail">{account.email}</span>
          )}
        </span>
      </Button>
      <Menu placement="top start">
        <MenuSection title={t('account.language')}>
          {LANGUAGES.map(({ id, name: own, tag }) => (
            <MenuItem
              key={id}
              iconStart={<Chosen on={id === language} />}
              onAction={() => chooseLanguage(id)}
            >
              <span lang={tag}>{own}</span>
            </MenuItem>
          ))}
        </MenuSection>
        <MenuSection title={t('account.theme')}>
          {THEME_CHOICES.map(id => (
            <MenuItem
              key={id}
              iconStart={<Chosen on={id === choice} />}
              onAction={() => chooseTheme(id)}
            >
              {t(`account.themes.${id}`)}
            </MenuItem>
          ))}
        </MenuSection>
        <MenuSeparator />
        <MenuItem onAction={() => identityApi.signOut()}>
          {sandbox ? t('account.switchRole') : t('account.signOut')}
        </MenuItem>
      </Menu>
    </MenuTrigger>
  );
}
