import { CSSProperties } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { VisuallyHidden } from '@backstage/ui';
import { uiTranslationRef } from '../../i18n/translation';
import { formatPercent } from '../../format/quantity';
import { Intent } from '../../intent';

/** Properties of {@link Meter}. Figures are fractions of the whole; 1 is all, more is over-commitment. */
export interface MeterProps {
  /** What is measured: `CPU`, `Memory`. */
  label: string;
  /** Solid part; absent when no usage is known. */
  used?: number;
  /** Usage is measured here in general but not known now: – stands for it, however much is requested. */
  usageMissing?: boolean;
  /** Pale part. */
  requested?: number;
  /** Tick of the bound that must not be exceeded. */
  limit?: number;
  /** Overrides the colour; by default `caution` when the shown figure is above its limit, else neutral. */
  intent?: Intent;
  /** Overrides the words at the right; by default the used, else the requested per cent. */
  value?: string;
  /** Hides the label where a column or row already says it. */
  hideLabel?: boolean;
  /** Replaces "No data" when neither figure is known. */
  noDataText?: string;
}

const width = (fraction: number): CSSProperties => ({
  inlineSize: `${Math.min(1, Math.max(0, fraction)) * 100}%`,
});

/** The figure that a meter stands for: what is used, else what is requested. */
function shownFigure(props: MeterProps): number | undefined {
  return props.used ?? props.requested;
}

function useMeterWords(props: MeterProps): string {
  const { t } = useTranslationRef(uiTranslationRef);
  const { used, requested, limit, label, usageMissing } = props;
  if (shownFigure(props) === undefined) {
    return `${label}: ${props.noDataText ?? t('meter.noData')}`;
  }
  const words = [
    used === undefined && usageMissing && t('meter.usageUnknown'),
    used !== undefined && t('meter.used', { percent: formatPercent(used) }),
    requested !== undefined &&
      t('meter.requested', { percent: formatPercent(requested) }),
    limit !== undefined && t('meter.limit', { percent: formatPercent(limit) }),
  ].filter(Boolean);
  return `${label}: ${words.join(', ')}`;
}

/** How much of a whole is used and requested, against its limit. */
export function Meter(props: MeterProps) {
  const { label, used, requested, limit, hideLabel, noDataText } = props;
  const { t } = useTranslationRef(uiTranslationRef);
  const words = useMeterWords(props);
  const shown = shownFigure(props);
  const over = shown !== undefined && limit !== undefined && shown > limit;
  const known = props.usageMissing ? props.used : shown;
  const figure =
    shown === undefined
      ? noDataText ?? t('meter.noData')
      : props.value ?? formatPercent(known);
  const intent = props.intent ?? (over ? 'caution' : undefined);
  const most = Math.max(used ?? 0, requested ?? 0);
  return (
    <div className="tl-meter" data-intent={intent}>
      {!hideLabel && (
        <span className="tl-meter__label" aria-hidden>
          {label}
        </span>
      )}
      <span
        className="tl-meter__track"
        data-nodata={shown === undefined || undefined}
        data-over={most > 1 || undefined}
        title={words}
        aria-hidden
      >
        {requested !== undefined && (
          <span className="tl-meter__requested" style={width(requested)} />
        )}
        {used !== undefined && (
          <span className="tl-meter__used" style={width(used)} />
        )}
        {limit !== undefined && shown !== undefined && (
          <span
            className="tl-meter__limit"
            style={{ insetInlineStart: `${Math.min(1, limit) * 100}%` }}
          />
        )}
      </span>
      <span className="tl-meter__value" aria-hidden>
        {figure}
      </span>
      <VisuallyHidden>{words}</VisuallyHidden>
    </div>
  );
}

/** Says once per card what solid, pale and tick mean. */
export function MeterLegend() {
  const { t } = useTranslationRef(uiTranslationRef);
  return (
    <p className="tl-meterlegend">
      <span className="tl-meter__track" aria-hidden>
        <span className="tl-meter__requested" style={width(0.66)} />
        <span className="tl-meter__used" style={width(0.48)} />
        <span className="tl-meter__limit" style={{ insetInlineStart: '80%' }} />
      </span>
      <span>
        {[
          t('meter.legend.used'),
          t('meter.legend.requested'),
          t('meter.legend.limit'),
        ].join(' · ')}
      </span>
    </p>
  );
}
