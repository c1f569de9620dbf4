import {
  KeyboardEvent,
  lazy,
  PointerEvent,
  Suspense,
  useMemo,
  useState,
} from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { NO_VALUE } from '../../format/quantity';
import { formatDateTime } from '../../format/clock';
import { uiTranslationRef } from '../../i18n/translation';
import { useLocale } from '../../i18n/useLocale';
import { ActionButton } from '../ActionButton/ActionButton';
import {
  ChartLine,
  currentValue,
  instants,
  nearest,
  samples,
  timeAt,
  valueAt,
} from './chartData';
import { ChartTable } from './ChartTable';
import type { ChartLimit, ChartMarker } from './Plot';
import { useWidth } from './useWidth';

// d3 comes with the first chart, not with the first page.
const Plot = lazy(() => import('./Plot'));

/** Properties of {@link Chart}. */
export interface ChartProps {
  /** What the curve says, in one sentence: its accessible name. */
  label: string;
  /** In the order of the legend; at most 8. */
  lines: ChartLine[];
  /** ISO 8601 instants of the range. */
  from: string;
  to: string;
  limit?: ChartLimit;
  markers?: ChartMarker[];
  /** A value in words. */
  format: (value: number) => string;
  /** Height of the picture in pixels. */
  height?: number;
}

const steps: Record<string, number> = {
  ArrowRight: 1,
  ArrowLeft: -1,
  PageDown: 10,
  PageUp: -10,
  Home: -Infinity,
  End: Infinity,
};

function useCursor(times: number[]) {
  const [cursor, setCursor] = useState<number>();
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') setCursor(undefined);
    const step = steps[event.key];
    if (step === undefined || times.length === 0) return;
    event.preventDefault();
    const at =
      cursor === undefined ? times.length - 1 : nearest(times, cursor) + step;
    setCursor(times[Math.min(times.length - 1, Math.max(0, at))]);
  };
  return { cursor, setCursor, onKeyDown };
}

/**
 * Lines over time with a limit, markers, a legend of current values and a table of the same rows. Arrow
 * keys move a cursor whose values are read out; a gap in the data is a gap in the line.
 */
export function Chart(props: ChartProps) {
  const { label, lines, format, limit, markers = [], height = 220 } = props;
  const { t } = useTranslationRef(uiTranslationRef);
  const locale = useLocale();
  const [table, setTable] = useState(false);
  const [ref, width] = useWidth();
  const drawn = useMemo(
    () => lines.map(line => ({ ...line, samples: samples(line.points) })),
    [lines],
  );
  const times = useMemo(
    () => instants(drawn.map(line => line.samples)),
    [drawn],
  );
  const { cursor, setCursor, onKeyDown } = useCursor(times);
  const from = Date.parse(props.from);
  const to = Date.parse(props.to);
  const say = (value?: number) =>
    value === undefined ? NO_VALUE : format(value);
  const when = (at: number) =>
    formatDateTime(new Date(at), locale, new Date(to));
  const valueOf = (line: (typeof drawn)[number]) =>
    say(
      cursor === undefined
        ? currentValue(line.samples)
        : valueAt(line.samples, cursor),
    );
  const follow = (event: PointerEvent) => {
    const box = event.currentTarget.getBoundingClientRect();
    const at = nearest(
      times,
      timeAt(event.clientX - box.left, width, from, to),
    );
    setCursor(times[at]);
  };
  const values = drawn
    .map(line => `${line.label} ${valueOf(line)}`)
    .join(' · ');
  const told = cursor === undefined ? values : `${when(cursor)} ${values}`;
  return (
    <figure className="tl-chart">
      <div className="tl-chart__head">
        <ul className="tl-chart__legend">
          {drawn.map(line => (
            <li key={line.id} data-colour={line.colour}>
              <span className="tl-chart__key" aria-hidden />
              {line.label} <b>{valueOf(line)}</b>
            </li>
          ))}
          {cursor !== undefined && (
            <li className="tl-chart__at">{when(cursor)}</li>
          )}
        </ul>
        <ActionButton
          variant="tertiary"
          label={t(table ? 'chart.picture' : 'chart.table')}
          onPress={() => setTable(!table)}
        />
      </div>
      {table ? (
        <ChartTable label={label} lines={drawn} times={times} format={format} />
      ) : (
        <>
          <div
            ref={ref}
            className="tl-chart__plot"
            style={{ blockSize: height }}
          >
            <div role="img" aria-label={label}>
              <Suspense fallback={null}>
                <Plot
                  width={width}
                  height={height}
                  from={from}
                  to={to}
                  lines={drawn}
                  limit={limit}
                  markers={markers}
                  cursor={cursor}
                  format={format}
                />
              </Suspense>
            </div>
            <div
              className="tl-chart__cursor-area"
              role="slider"
              tabIndex={0}
              aria-label={t('chart.cursor')}
              aria-valuemin={0}
              aria-valuemax={Math.max(0, times.length - 1)}
              aria-valuenow={Math.max(
                0,
                cursor === undefined ? times.length - 1 : times.indexOf(cursor),
              )}
              aria-valuetext={told}
              onKeyDown={onKeyDown}
              onPointerMove={follow}
              onPointerLeave={() => setCursor(undefined)}
              onBlur={() => setCursor(undefined)}
            />
          </div>
        </>
      )}
    </figure>
  );
}
