import { useEffect, useRef, useState } from 'react';
import { UserIdentity } from '@backstage/core-components';
import {
  BackstageIdentityApi,
  githubAuthApiRef,
  ProfileInfoApi,
  SessionApi,
} from '@backstage/core-plugin-api';
import {
  configApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { SignInPageProps } from '@backstage/plugin-app-react';
import { RiGithubFill, RiShieldUserLine } from '@remixicon/react';
import { ActionButton, PageState } from '@textloom/ui';
import { appTranslationRef } from '../language/translation';
import { forgetOnSignOut } from './forgetOnSignOut';
import { oidcAuthApiRef } from './oidc';
import { SignInFrame } from './SignInFrame';

type AuthApi = BackstageIdentityApi & ProfileInfoApi & SessionApi;
type ProviderId = 'github' | 'oidc';

const REMEMBERED = 'textloom.signIn.provider';
const ICONS = { github: <RiGithubFill />, oidc: <RiShieldUserLine /> };

function isProvider(id: string): id is ProviderId {
  return id === 'github' || id === 'oidc';
}

function useProviders(): { id: ProviderId; api: AuthApi }[] {
  const github = useApi(githubAuthApiRef);
  const oidc = useApi(oidcAuthApiRef);
  const configured =
    useApi(configApiRef).getOptionalStringArray('app.signIn.providers') ?? [];
  const apis = { github, oidc };
  return configured.filter(isProvider).map(id => ({ id, api: apis[id] }));
}

/** Asks a provider who this is; undefined when it does not know. */
async function identify(api: AuthApi, silent: boolean) {
  const answer = await api.getBackstageIdentity(
    silent ? { optional: true } : { instantPopup: true },
  );
  if (!answer) return undefined;
  const profile = await api.getProfile();
  return UserIdentity.create({
    identity: answer.identity,
    profile,
    authApi: api,
  });
}

/** Sign-in of production: a button per configured provider, never a guest. */
export function ProviderSignIn({ onSignInSuccess }: SignInPageProps) {
  const { t } = useTranslationRef(appTranslationRef);
  const providers = useProviders();
  const [pending, setPending] = useState<ProviderId>();
  const [error, setError] = useState<string>();

  const signIn = async (id: ProviderId, api: AuthApi, silent: boolean) => {
    setPending(id);
    setError(undefined);
    try {
      const identity = await identify(api, silent);
      if (identity) {
        window.localStorage.setItem(REMEMBERED, id);
        const forget = () => window.localStorage.removeItem(REMEMBERED);
        onSignInSuccess(forgetOnSignOut(identity, forget));
        return;
      }
      if (!silent) setError('');
    } catch (cause) {
      if (!silent) setError(cause instanceof Error ? cause.message : '');
    }
    setPending(undefined);
  };

  // A session that is still good signs in without a click, once.
  const tried = useRef(false);
  useEffect(() => {
    if (tried.current) return;
    tried.current = true;
    const last = window.localStorage.getItem(REMEMBERED);
    const known = providers.find(({ id }) => id === last);
    if (known) signIn(known.id, known.api, true);
  });

  return (
    <SignInFrame lead={t('signIn.lead')}>
      {providers.length === 0 && (
        <PageState kind="denied" title={t('signIn.providers.none')} />
      )}
      <div className="tlapp-providers">
        {providers.map(({ id, api }, index) => (
          <ActionButton
            key={id}
            icon={ICONS[id]}
            variant={index === 0 ? 'primary' : 'secondary'}
            label={t(`signIn.providers.${id}`)}
            pendingLabel={
              pending === id ? t('signIn.providers.waiting') : undefined
            }
            onPress={() => signIn(id, api, false)}
          />
        ))}
      </div>
      {error !== undefined && (
        <PageState kind="error" title={t('signIn.providers.failed')}>
          {error}
        </PageState>
      )}
    </SignInFrame>
  );
}
