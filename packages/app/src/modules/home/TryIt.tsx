import { useEffect, useMemo } from 'react';
import {
  identityApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { RiCheckLine } from '@remixicon/react';
import { Action, ActionButton, StatusLabel, Surface } from '@textloom/ui';
import { appTranslationRef } from '../language/translation';
import { useAccount } from '../nav/useAccount';
import { readProgress, recordProgress } from './progress';

interface Step {
  id: 'break' | 'see' | 'drill' | 'role';
  done: boolean;
  action: Action;
}

/** Properties of {@link TryIt}. */
export interface TryItProps {
  controlUrl: string;
  /** Whether a cluster is degraded or unhealthy now; unknown proves nothing. */
  broken: boolean;
  /** Whether the reader may see clusters; without it only the last step makes sense. */
  maySee: boolean;
  /** Whether the reader may see restore drills and there are stores to drill. */
  mayDrill: boolean;
  /** Whether a drill has proven a restore. */
  restored: boolean;
}

/** Steps through the sandbox; each ticks from what really happened. */
export function TryIt(props: TryItProps) {
  const { controlUrl, broken, maySee, mayDrill, restored } = props;
  const { t } = useTranslationRef(appTranslationRef);
  const identityApi = useApi(identityApiRef);
  const role = useAccount()?.userEntityRef;
  const progress = useMemo(
    () =>
      broken || restored || role
        ? recordProgress(window.localStorage, {
            broken: broken || undefined,
            restored: restored || undefined,
            role,
          })
        : readProgress(window.localStorage),
    [broken, restored, role],
  );
  const steps: Step[] = [
    {
      id: 'break',
      done: progress.broken,
      action: { label: t('home.tryIt.break.action'), href: controlUrl },
    },
    {
      id: 'see',
      done: progress.seen,
      action: { label: t('home.tryIt.see.action'), href: '/clusters' },
    },
    {
      id: 'drill',
      done: progress.restored,
      action: { label: t('home.tryIt.drill.action'), href: '/restore-drills' },
    },
    {
      id: 'role',
      done: progress.roles.length > 1,
      action: {
        label: t('home.tryIt.role.action'),
        onPress: () => identityApi.signOut(),
      },
    },
  ];
  const possible = { break: maySee, see: maySee, drill: mayDrill, role: true };
  const shown = steps.filter(({ id }) => possible[id]);
  return (
    <Surface
      title={t('home.tryIt.title')}
      subtitle={t('home.tryIt.lead')}
      flush
    >
      <ol className="tlapp-steps">
        {shown.map(({ id, done, action }, index) => (
          <li key={id} data-done={done || undefined}>
            <span className="tlapp-steps__mark" aria-hidden>
              {done ? <RiCheckLine /> : index + 1}
            </span>
            <div>
              <h4>
                {t(`home.tryIt.${id}.title`)}
                {done && (
                  <StatusLabel intent="positive">
                    {t('home.tryIt.done')}
                  </StatusLabel>
                )}
              </h4>
              <p>{t(`home.tryIt.${id}.text`)}</p>
            </div>
            <ActionButton {...action} />
          </li>
        ))}
      </ol>
    </Surface>
  );
}

/** Remembers that the clusters page was opened after something broke. */
export function useSeenWhileBroken(pathname: string): void {
  useEffect(() => {
    if (!/^\/clusters(\/|$)/.test(pathname)) return;
    if (readProgress(window.localStorage).broken) {
      recordProgress(window.localStorage, { seen: true });
    }
  }, [pathname]);
}
