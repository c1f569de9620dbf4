import { useCallback, useState } from 'react';
import { IdentityApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { SignInPageProps } from '@backstage/plugin-app-react';
import { appTranslationRef } from '../language/translation';
import { forgetOnSignOut } from './forgetOnSignOut';
import { forgetRole, rememberedRole, rememberRole } from './rememberedRole';
import { RoleCards } from './RoleCards';
import { RoleSignIn } from './RoleSignIn';
import { SignInFrame } from './SignInFrame';

/** Sign-in of the sandbox: choose a role. The last one signs in by itself. */
export function SandboxSignIn({ onSignInSuccess }: SignInPageProps) {
  const { t } = useTranslationRef(appTranslationRef);
  const [role, setRole] = useState(() => rememberedRole(window.localStorage));
  const forget = useCallback(() => forgetRole(window.localStorage), []);
  const leave = useCallback(() => {
    forget();
    setRole(undefined);
  }, [forget]);
  const succeed = (identity: IdentityApi) => {
    if (role) rememberRole(window.localStorage, role);
    onSignInSuccess(forgetOnSignOut(identity, forget));
  };
  return (
    <SignInFrame lead={t('signIn.sandboxLead')}>
      {role ? (
        <RoleSignIn role={role} onSignInSuccess={succeed} onLeave={leave} />
      ) : (
        <RoleCards onChoose={setRole} />
      )}
    </SignInFrame>
  );
}
