import {
  KeyboardEvent,
  lazy,
  PointerEvent,
  ReactNode,
  Suspense,
  useState,
} from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { NO_VALUE } from '../../format/quantity';
import { usePrinting } from '../../hooks/usePrinting';
import { uiTranslationRef } from '../../i18n/translation';
import { ActionButton } from '../ActionButton/ActionButton';
import { useWidth } from '../Chart/useWidth';
import { TextLink } from '../TextLink/TextLink';
import {
  BarBucket,
  BarForecast,
  BarMarker,
  BarSeries,
  totalOf,
} from './barData';
import { barAt } from './barLayout';
import { BarTable } from './BarTable';

// d3 comes with the first chart, not with the first page.
const BarPlot = lazy(() => import('./BarPlot'));

/** Properties of {@link StackedBars}. */
export interface StackedBarsProps {
  /** What the bars say, in one sentence: their accessible name. */
  label: string;
  /** What a bar is: "Day", "Month". */
  bucketLabel: string;
  /** Oldest first, those that are only foreseen too. */
  buckets: BarBucket[];
  /** From the bottom of the stack to its top; at most 8. */
  series: BarSeries[];
  /** By the bucket's identity. */
  forecast?: Record<string, BarForecast>;
  /** Words over what is foreseen, with the range: "forecast, 80% range". */
  forecastLabel?: string;
  /** A dashed line across, such as the budget of a day, with its words in the legend; decimal string. */
  limit?: { value: string; label: string };
  markers?: BarMarker[];
  /** Identity of the last bucket before now; an ink line stands after it. */
  today?: string;
  /** An amount in words, without mixing digits: `$8,451`. */
  format: (value: string) => string;
  /** A tick of the axis. */
  formatAxis: (value: number) => string;
  /** Buttons beside Table, such as a choice of the grouping. */
  tools?: ReactNode;
  /** Saves the rows as a file. */
  onSave?: () => void;
  /** Height of the picture in pixels. */
  height?: number;
}

const steps: Record<string, number> = {
  ArrowRight: 1,
  ArrowLeft: -1,
  PageDown: 7,
  PageUp: -7,
  Home: -Infinity,
  End: Infinity,
};

function useCursor(count: number) {
  const [wanted, setCursor] = useState<number>();
  // The bars may have become fewer since.
  const cursor =
    wanted === undefined || count === 0
      ? undefined
      : Math.min(wanted, count - 1);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') setCursor(undefined);
    const step = steps[event.key];
    if (step === undefined || count === 0) return;
    event.preventDefault();
    const at = cursor === undefined ? count - 1 : cursor + step;
    setCursor(Math.min(count - 1, Math.max(0, at)));
  };
  return { cursor, setCursor, onKeyDown };
}

function Legend(props: {
  entries: { id: string; label: string; colour: number; value: string }[];
  total: { label: string; value: string };
  limit?: string;
}) {
  const { entries, total, limit } = props;
  return (
    <ul className="tl-bars__legend">
      {/* The top of the stack stands on top. */}
      {[...entries].reverse().map(({ id, label, colour, value }) => (
        <li key={id} data-colour={colour}>
          <span className="tl-bars__key" aria-hidden />
          <span>{label}</span> <b>{value}</b>
        </li>
      ))}
      <li className="tl-bars__total">
        <span>{total.label}</span> <b>{total.value}</b>
      </li>
      {limit && (
        <li>
          <span className="tl-bars__dash" aria-hidden />
          <span>{limit}</span>
        </li>
      )}
    </ul>
  );
}

function Markers(props: { markers: BarMarker[]; buckets: BarBucket[] }) {
  const { markers, buckets } = props;
  if (markers.length === 0) return null;
  const dayOf = (bucket: string) =>
    buckets.find(({ id }) => id === bucket)?.label ?? bucket;
  return (
    <ul className="tl-bars__markers">
      {markers.map(({ id, bucket, kind, label, href }) => (
        <li key={id} data-kind={kind}>
          <span className="tl-bars__flag" aria-hidden />
          {dayOf(bucket)}{' '}
          {href ? <TextLink href={href}>{label}</TextLink> : label}
        </li>
      ))}
    </ul>
  );
}

/**
 * Stacked bars per day or month with what is foreseen hatched and its range, a limit, markers, a legend of sums and a
 * table of the same rows; on paper it has both. Arrow keys move a cursor whose values are read out.
 */
export function StackedBars(props: StackedBarsProps) {
  const { label, buckets, series, format, markers = [], height = 260 } = props;
  const { t } = useTranslationRef(uiTranslationRef);
  const [table, setTable] = useState(false);
  const printing = usePrinting();
  const [ref, width] = useWidth();
  const { cursor, setCursor, onKeyDown } = useCursor(buckets.length);
  const forecast = buckets.map(({ id }) => props.forecast?.[id]);
  const say = (value: string | undefined) =>
    value === undefined ? NO_VALUE : format(value);
  const entries = series.map(({ id, label: name, colour, values }) => ({
    id,
    label: name,
    colour,
    value: say(cursor === undefined ? totalOf(values) : values[cursor]),
  }));
  const ahead = cursor === undefined ? undefined : forecast[cursor];
  const sum = {
    label:
      cursor === undefined
        ? t('bars.total')
        : t(ahead ? 'bars.foreseenAt' : 'bars.totalAt', {
            bucket: buckets[cursor].label,
          }),
    value: say(
      ahead?.amount ??
        totalOf(
          series.flatMap(({ values }) =>
            cursor === undefined ? values : [values[cursor]],
          ),
        ),
    ),
  };
  const told = ahead
    ? `${sum.label} ${sum.value}`
    : [sum, ...entries]
        .map(({ label: name, value }) => `${name} ${value}`)
        .join(' · ');
  const follow = (event: PointerEvent) => {
    const box = event.currentTarget.getBoundingClientRect();
    if (buckets.length > 0)
      setCursor(barAt(event.clientX - box.left, width, buckets.length));
  };
  return (
    <figure className="tl-chart tl-bars">
      <div className="tl-bars__head">
        <div className="tl-bars__tools">{props.tools}</div>
        {table && props.onSave && (
          <ActionButton
            variant="tertiary"
            label={t('bars.save')}
            onPress={props.onSave}
          />
        )}
        <ActionButton
          variant="tertiary"
          label={t(table ? 'chart.picture' : 'chart.table')}
          onPress={() => setTable(!table)}
        />
      </div>
      {(!table || printing) && (
        <div className="tl-bars__body">
          <div
            ref={ref}
            className="tl-chart__plot"
            style={{ blockSize: height }}
          >
            <div role="img" aria-label={label}>
              <Suspense fallback={null}>
                <BarPlot
                  {...props}
                  width={width}
                  height={height}
                  forecast={forecast}
                  markers={markers}
                  today={buckets.findIndex(({ id }) => id === props.today)}
                  cursor={cursor}
                />
              </Suspense>
            </div>
            <div
              className="tl-chart__cursor-area"
              role="slider"
              tabIndex={0}
              aria-label={props.bucketLabel}
              aria-valuemin={0}
              aria-valuemax={Math.max(0, buckets.length - 1)}
              aria-valuenow={cursor ?? Math.max(0, buckets.length - 1)}
              aria-valuetext={told}
              onKeyDown={onKeyDown}
              onPointerMove={follow}
              onPointerLeave={() => setCursor(undefined)}
              onBlur={() => setCursor(undefined)}
            />
          </div>
          <Legend entries={entries} total={sum} limit={props.limit?.label} />
        </div>
      )}
      {(table || printing) && <BarTable {...props} forecast={forecast} />}
      <Markers markers={markers} buckets={buckets} />
    </figure>
  );
}
