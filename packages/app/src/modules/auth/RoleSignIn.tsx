import { createContext, useContext, useEffect, useMemo, useState } from 'react';
import { ProxiedSignInPage } from '@backstage/core-components';
import { IdentityApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { PageState } from '@textloom/ui';
import { appTranslationRef } from '../language/translation';
import { SandboxRole } from './roles';
import { signInFailure } from './signInFailure';

/** Pause between tries while the portal or its catalog starts, and how long that may take. */
const RETRY_MS = 2_000;
const PATIENCE_MS = 60_000;

interface Attempt {
  role: SandboxRole;
  startedAt: number;
  retry: () => void;
  restart: () => void;
  leave: () => void;
}

const AttemptContext = createContext<Attempt | undefined>(undefined);

function Failed({ error }: { error?: Error }) {
  const { t } = useTranslationRef(appTranslationRef);
  const attempt = useContext(AttemptContext);
  const failure = useMemo(() => signInFailure(error), [error]);
  const waited = attempt ? Date.now() - attempt.startedAt : 0;
  const again = failure.passing && waited < PATIENCE_MS;
  const retry = attempt?.retry;
  useEffect(() => {
    if (!again || !retry) return undefined;
    const timer = setTimeout(retry, RETRY_MS);
    return () => clearTimeout(timer);
  }, [again, retry]);
  if (!attempt) return null;
  if (again) {
    return (
      <p role="status">
        {t('signIn.starting', { seconds: String(Math.round(waited / 1000)) })}
      </p>
    );
  }
  return (
    <PageState
      kind="error"
      title={t('signIn.failed.title', {
        role: t(`roles.${attempt.role}.name`),
      })}
      actions={[
        {
          label: t('signIn.retry'),
          onPress: attempt.restart,
          variant: 'primary',
        },
        { label: t('signIn.otherRole'), onPress: attempt.leave },
      ]}
    >
      {t(`signIn.failed.${failure.reason}`, {
        status: String(failure.status ?? ''),
      })}
    </PageState>
  );
}

/** Properties of {@link RoleSignIn}. */
export interface RoleSignInProps {
  role: SandboxRole;
  onSignInSuccess: (identity: IdentityApi) => void;
  /** Goes back to the choice of roles. */
  onLeave: () => void;
}

/** Signs in as a role; waits patiently while the catalog still reads its users. */
export function RoleSignIn(props: RoleSignInProps) {
  const { role, onSignInSuccess, onLeave } = props;
  const { t } = useTranslationRef(appTranslationRef);
  const [attempt, setAttempt] = useState({ count: 0, startedAt: Date.now() });
  const value = useMemo(
    () => ({
      role,
      startedAt: attempt.startedAt,
      retry: () => setAttempt(a => ({ ...a, count: a.count + 1 })),
      restart: () =>
        setAttempt(a => ({ count: a.count + 1, startedAt: Date.now() })),
      leave: onLeave,
    }),
    [role, attempt.startedAt, onLeave],
  );
  return (
    <AttemptContext.Provider value={value}>
      <div className="tlapp-signin__attempt">
        <p role="status">{t('signIn.as', { role: t(`roles.${role}.name`) })}</p>
        <ProxiedSignInPage
          key={attempt.count}
          provider="sandbox"
          headers={{ 'x-sandbox-role': role }}
          onSignInSuccess={onSignInSuccess}
          ErrorComponent={Failed}
        />
      </div>
    </AttemptContext.Provider>
  );
}
