import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { VisuallyHidden } from '@backstage/ui';
import { uiTranslationRef } from '../../i18n/translation';
import { formatCount } from '../../format/quantity';

/** Properties of {@link Rail}. */
export interface RailProps {
  /** What is scaled, for the accessible name. */
  label: string;
  min: number;
  /** What is wanted now. */
  desired: number;
  /** Absent when there is no upper bound. */
  max?: number;
}

/** Where a size stands between its bounds; at the upper bound it says so in words. */
export function Rail({ label, min, desired, max }: RailProps) {
  const { t } = useTranslationRef(uiTranslationRef);
  const fixed = max !== undefined && max <= min;
  const atMax = max !== undefined && !fixed && desired >= max;
  const end = Math.max(max ?? Math.max(desired * 1.25, min + 1), min, desired);
  const at = (value: number) =>
    `${(Math.max(0, value) / Math.max(1, end)) * 100}%`;
  return (
    <div className="tl-rail" data-intent={atMax ? 'caution' : undefined}>
      <VisuallyHidden>
        {t('rail.label', {
          label,
          desired: formatCount(desired),
          min: formatCount(min),
          max: max === undefined ? '∞' : formatCount(max),
        })}
      </VisuallyHidden>
      <span className="tl-rail__track" aria-hidden>
        <span
          className="tl-rail__span"
          style={{
            insetInlineStart: at(min),
            inlineSize: `calc(${at(desired)} - ${at(min)})`,
          }}
        />
        <span
          className="tl-rail__bound"
          style={{ insetInlineStart: at(min) }}
        />
        {max !== undefined && (
          <span
            className="tl-rail__bound"
            style={{ insetInlineStart: at(max) }}
          />
        )}
        <span
          className="tl-rail__knob"
          style={{ insetInlineStart: at(desired) }}
        />
      </span>
      <span className="tl-rail__figures" aria-hidden>
        <span>{t('rail.min', { value: formatCount(min) })}</span>
        <strong>{formatCount(desired)}</strong>
        <span>
          {max === undefined ? '' : t('rail.max', { value: formatCount(max) })}
        </span>
      </span>
      {atMax && <span className="tl-rail__note">{t('rail.atMax')}</span>}
      {fixed && (
        <span className="tl-rail__note tl-rail__note--quiet">
          {t('rail.fixed', { value: formatCount(min) })}
        </span>
      )}
    </div>
  );
}
