import { useId } from 'react';
import { scaleBand, scaleLinear } from 'd3-scale';
import {
  BarBucket,
  barExtent,
  BarForecast,
  BarMarker,
  BarSeries,
  forecastHeights,
  labelRoom,
  labelStep,
  limitHeight,
  piecesOf,
} from './barData';
import { BAR_MARGIN } from './barLayout';

/** Properties of {@link BarPlot}. */
export interface BarPlotProps {
  width: number;
  height: number;
  buckets: BarBucket[];
  series: BarSeries[];
  forecast: (BarForecast | undefined)[];
  forecastLabel?: string;
  limit?: { value: string; label: string };
  markers: BarMarker[];
  /** Index of the bucket at which an ink line says today. */
  today: number;
  /** Index of the bucket under the cursor. */
  cursor?: number;
  formatAxis: (value: number) => string;
}

/** Below this width hatching is noise: what is foreseen is pale then. */
const NARROW = 480;
/** A thin gap of the card's colour between layers. */
const GAP = 0.75;

function plotScales(props: BarPlotProps) {
  const { width, height, buckets, series, forecast, limit } = props;
  const bars = buckets.map((_, index) => piecesOf(series, index));
  const x = scaleBand<number>()
    .domain(buckets.map((_, index) => index))
    .range([BAR_MARGIN.left, Math.max(BAR_MARGIN.left + 1, width - 6)])
    .paddingInner(0.28)
    .paddingOuter(0.14);
  const y = scaleLinear()
    .domain(barExtent(bars, forecast, limit?.value))
    .nice(4)
    .range([height - BAR_MARGIN.bottom, BAR_MARGIN.top]);
  const middle = (index: number) => (x(index) ?? 0) + x.bandwidth() / 2;
  return { bars, x, y, middle };
}

type Scales = ReturnType<typeof plotScales>;

function Axis({ props, scales }: { props: BarPlotProps; scales: Scales }) {
  const { width, height, buckets, formatAxis } = props;
  const { y, middle } = scales;
  const room = labelRoom(buckets.map(({ label }) => label));
  const step = labelStep(buckets.length, width - BAR_MARGIN.left, room);
  return (
    <>
      <g className="tl-chart__grid">
        {y.ticks(4).map(tick => (
          <g key={tick} data-zero={tick === 0 || undefined}>
            <line
              x1={BAR_MARGIN.left}
              x2={width - 6}
              y1={y(tick)}
              y2={y(tick)}
            />
            <text x={BAR_MARGIN.left - 8} y={y(tick) + 4} textAnchor="end">
              {formatAxis(tick)}
            </text>
          </g>
        ))}
      </g>
      <g className="tl-chart__time">
        {buckets.map(
          ({ id, label }, index) =>
            index % step === 0 && (
              <text
                key={id}
                y={height - 6}
                {...(middle(index) > width - room / 2
                  ? // The last one must not stand out of the picture.
                    { x: width - 1, textAnchor: 'end' }
                  : { x: middle(index), textAnchor: 'middle' })}
              >
                {label}
              </text>
            ),
        )}
      </g>
    </>
  );
}

function Foreseen(props: {
  props: BarPlotProps;
  scales: Scales;
  hatch: string;
}) {
  const { props: plot, scales, hatch } = props;
  const { x, y, middle } = scales;
  const first = plot.forecast.findIndex(Boolean);
  if (first < 0) return null;
  const left = (x(first) ?? 0) - x.step() * 0.14;
  const narrow = plot.width < NARROW;
  return (
    <g className="tl-bars__forecast">
      <rect
        className="tl-bars__ahead"
        x={left}
        y={BAR_MARGIN.top - 8}
        width={Math.max(0, plot.width - 6 - left)}
        height={plot.height - BAR_MARGIN.bottom - BAR_MARGIN.top + 8}
      />
      {plot.forecastLabel && (
        <text x={left + 6} y={BAR_MARGIN.top + 5}>
          {plot.forecastLabel}
        </text>
      )}
      {plot.forecast.map((entry, index) => {
        if (!entry) return null;
        const { amount, low, high } = forecastHeights(entry);
        const [top, bottom] = [Math.max(0, amount), Math.min(0, amount)];
        const at = middle(index);
        return (
          <g key={plot.buckets[index].id}>
            <rect
              className={narrow ? 'tl-bars__pale' : 'tl-bars__hatched'}
              fill={narrow ? undefined : `url(#${hatch})`}
              x={x(index)}
              y={y(top)}
              width={x.bandwidth()}
              height={Math.max(0, y(bottom) - y(top))}
            />
            <path
              className="tl-bars__whisker"
              d={`M${at} ${y(low)}V${y(high)}M${at - 3} ${y(low)}h6M${
                at - 3
              } ${y(high)}h6`}
            />
          </g>
        );
      })}
    </g>
  );
}

function Marks({ props, scales }: { props: BarPlotProps; scales: Scales }) {
  const { width, height, buckets, markers, limit, today, cursor } = props;
  const { x, y, middle } = scales;
  const bottom = height - BAR_MARGIN.bottom;
  const indexOf = (bucket: string) =>
    buckets.findIndex(({ id }) => id === bucket);
  return (
    <>
      {limit && (
        <line
          className="tl-bars__limit"
          x1={BAR_MARGIN.left}
          x2={width - 6}
          y1={y(limitHeight(limit.value))}
          y2={y(limitHeight(limit.value))}
        />
      )}
      {markers
        .filter(({ bucket }) => indexOf(bucket) >= 0)
        .map(({ id, bucket, kind, label }) => {
          const at = middle(indexOf(bucket));
          return (
            <g key={id} className="tl-bars__marker" data-kind={kind}>
              <title>{label}</title>
              <line x1={at} x2={at} y1={BAR_MARGIN.top - 6} y2={bottom} />
              <path
                d={
                  kind === 'anomaly'
                    ? `M${at} ${BAR_MARGIN.top - 18}l5 9h-10z`
                    : `M${at} ${BAR_MARGIN.top - 6}l-4 -7h8z`
                }
              />
            </g>
          );
        })}
      {today >= 0 && (
        <line
          className="tl-bars__today"
          x1={middle(today) + x.step() / 2}
          x2={middle(today) + x.step() / 2}
          y1={BAR_MARGIN.top - 8}
          y2={bottom}
        />
      )}
      {cursor !== undefined && (
        <rect
          className="tl-bars__cursor"
          x={(x(cursor) ?? 0) - 2}
          y={BAR_MARGIN.top}
          width={x.bandwidth() + 4}
          height={bottom - BAR_MARGIN.top}
        />
      )}
    </>
  );
}

/** The picture of stacked bars; what it says stands around it, see `StackedBars`. */
export default function BarPlot(props: BarPlotProps) {
  const { width, height } = props;
  const hatch = `tl-hatch${useId().replace(/\W/g, '')}`;
  const scales = plotScales(props);
  const { bars, x, y } = scales;
  return (
    <svg
      className="tl-chart__svg"
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      aria-hidden
      focusable="false"
    >
      <defs>
        <pattern
          id={hatch}
          className="tl-bars__hatch"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
          width={4}
          height={4}
        >
          <rect width={2} height={4} />
        </pattern>
      </defs>
      <Axis props={props} scales={scales} />
      <Foreseen props={props} scales={scales} hatch={hatch} />
      {bars.map((pieces, index) => (
        <g key={props.buckets[index].id} className="tl-bars__bar">
          {pieces.map(({ series, colour, from, to }) => (
            <rect
              key={series}
              data-colour={colour}
              x={x(index)}
              y={y(Math.max(from, to))}
              width={x.bandwidth()}
              height={Math.max(0.5, Math.abs(y(from) - y(to)) - GAP)}
            />
          ))}
        </g>
      ))}
      <Marks props={props} scales={scales} />
    </svg>
  );
}
