import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { uiTranslationRef } from '../../i18n/translation';
import { formatAge } from '../../format/age';
import { formatUtc } from '../../format/clock';
import { useTicking } from '../../hooks/useTicking';
import { useLocale } from '../../i18n/useLocale';
import { StatusLabel } from '../StatusLabel/StatusLabel';

/** How current what is shown is. */
export type FreshnessState = 'live' | 'stale' | 'never';

/** Properties of {@link Freshness}. */
export interface FreshnessProps {
  /** What the source says of itself; `live` is downgraded by its age. */
  state: FreshnessState;
  /** ISO 8601 instant of the last good answer. */
  at?: string;
  /** Age in seconds from which it no longer counts as live. */
  liveSeconds?: number;
  /** Age in seconds from which it is stale whatever the source says. */
  staleSeconds?: number;
}

const LIVE_SECONDS = 10;
const STALE_SECONDS = 60;

/** The state that an age allows. */
export function effectiveFreshness(
  state: FreshnessState,
  ageMs: number,
  limits: { liveSeconds: number; staleSeconds: number },
): 'live' | 'updated' | 'stale' | 'never' {
  if (state === 'never' || Number.isNaN(ageMs)) return 'never';
  if (state === 'stale' || ageMs > limits.staleSeconds * 1000) return 'stale';
  return ageMs > limits.liveSeconds * 1000 ? 'updated' : 'live';
}

/** How current the page is: live, its age, or a stale chip. */
export function Freshness(props: FreshnessProps) {
  const { liveSeconds = LIVE_SECONDS, staleSeconds = STALE_SECONDS } = props;
  const { t } = useTranslationRef(uiTranslationRef);
  const locale = useLocale();
  const instant = props.at === undefined ? NaN : Date.parse(props.at);
  const age = useTicking(now => Math.floor((now - instant) / 1000) * 1000);
  const state = effectiveFreshness(props.state, age, {
    liveSeconds,
    staleSeconds,
  });
  if (state === 'never') {
    return <StatusLabel intent="unknown">{t('freshness.never')}</StatusLabel>;
  }
  const title = formatUtc(new Date(instant));
  const words = {
    age: formatAge(age, locale, { ago: state !== 'stale' }),
  };
  if (state === 'stale') {
    return (
      <StatusLabel intent="stale" variant="chip" title={title}>
        {t('freshness.stale', words)}
      </StatusLabel>
    );
  }
  return (
    <span className="tl-freshness" data-state={state} title={title}>
      <span className="tl-freshness__dot" aria-hidden />
      {state === 'live'
        ? t('freshness.live', words)
        : t('freshness.updated', words)}
    </span>
  );
}
