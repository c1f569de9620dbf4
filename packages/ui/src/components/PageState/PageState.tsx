import { ReactNode } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  RemixiconComponentType,
  RiCompass3Line,
  RiForbid2Line,
  RiHistoryLine,
  RiLockLine,
  RiRefreshLine,
} from '@remixicon/react';
import { uiTranslationRef } from '../../i18n/translation';
import { useTicking } from '../../hooks/useTicking';
import { Action, ActionButton } from '../ActionButton/ActionButton';
import { StatusLabel } from '../StatusLabel/StatusLabel';

/** Properties of {@link PageState}. */
export interface PageStateProps {
  kind: 'empty' | 'error' | 'denied' | 'stale' | 'notFound';
  /** Where it stands: in a table's cell, as a card, or as the page. */
  size?: 'cell' | 'card' | 'page';
  /** What is so, in one sentence. */
  title: ReactNode;
  /** The cause, what still works, what to do. */
  children?: ReactNode;
  actions?: Action[];
  /** Asks again now; draws a Retry button. */
  onRetry?: () => void;
  /** Epoch milliseconds of the next try by itself, counted down. */
  retryAt?: number;
  /** Identifies the failed request in the server's log. */
  requestId?: string;
}

const icons: Partial<Record<PageStateProps['kind'], RemixiconComponentType>> = {
  error: RiForbid2Line,
  denied: RiLockLine,
  stale: RiHistoryLine,
  notFound: RiCompass3Line,
};

function Countdown({ retryAt }: { retryAt: number }) {
  const { t } = useTranslationRef(uiTranslationRef);
  const seconds = useTicking(now => Math.ceil((retryAt - now) / 1000));
  return (
    <span className="tl-state__countdown">
      {' '}
      {seconds > 0
        ? t('state.retryIn', { seconds: String(seconds) })
        : t('state.retryingNow')}
    </span>
  );
}

/** Why a block does not show what it should: empty, failed, denied, stale or not found. */
export function PageState(props: PageStateProps) {
  const { kind, size = 'card', title, children, actions = [] } = props;
  const { onRetry, retryAt, requestId } = props;
  const { t } = useTranslationRef(uiTranslationRef);
  const Icon = icons[kind];
  const Title = size === 'page' ? 'h2' : 'p';
  return (
    <div
      className={`tl-state tl-state--${size}`}
      data-kind={kind}
      role={kind === 'error' || kind === 'stale' ? 'status' : undefined}
    >
      {Icon && <Icon className="tl-state__icon" aria-hidden />}
      <div className="tl-state__words">
        <Title className="tl-state__title">{title}</Title>
        {(children || retryAt !== undefined || requestId) && (
          <div className="tl-state__text">
            {children}
            {retryAt !== undefined && <Countdown retryAt={retryAt} />}
            {requestId && (
              <>
                {' '}
                <code className="tl-state__request">
                  {t('state.request', { id: requestId })}
                </code>
              </>
            )}
          </div>
        )}
        {actions.length > 0 && (
          <div className="tl-state__actions">
            {actions.map(action => (
              <ActionButton key={action.label} {...action} />
            ))}
          </div>
        )}
      </div>
      {onRetry && (
        <div className="tl-state__aside">
          <ActionButton
            label={t('actions.retry')}
            icon={<RiRefreshLine />}
            onPress={onRetry}
          />
        </div>
      )}
      {kind === 'stale' && !onRetry && (
        <div className="tl-state__aside">
          <StatusLabel intent="stale">{t('state.stale')}</StatusLabel>
        </div>
      )}
    </div>
  );
}
