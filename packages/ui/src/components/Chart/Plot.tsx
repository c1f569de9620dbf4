import { scaleLinear, scaleTime } from 'd3-scale';
import { line as lineShape } from 'd3-shape';
import { formatClock, formatDateTime } from '../../format/clock';
import { useLocale } from '../../i18n/useLocale';
import { MARGIN, Sample, valueExtent } from './chartData';

/** A limit line with its words. */
export interface ChartLimit {
  value: number;
  /** What happens beyond it, written on the line. */
  label: string;
}

/** Something that happened, drawn over the curve. */
export interface ChartMarker {
  /** ISO 8601 instant. */
  at: string;
  label: string;
}

/** Properties of {@link Plot}. */
export interface PlotProps {
  width: number;
  height: number;
  /** Epoch milliseconds. */
  from: number;
  to: number;
  lines: { id: string; colour: number; samples: Sample[] }[];
  limit?: ChartLimit;
  markers: ChartMarker[];
  /** Epoch milliseconds of the cursor. */
  cursor?: number;
  format: (value: number) => string;
}

const DAY = 86_400_000;

function Grid(props: {
  ticks: { y: number; text: string }[];
  left: number;
  right: number;
}) {
  return (
    <g className="tl-chart__grid">
      {props.ticks.map(({ y, text }) => (
        <g key={text}>
          <line x1={props.left} x2={props.right} y1={y} y2={y} />
          <text x={props.left - 8} y={y + 4} textAnchor="end">
            {text}
          </text>
        </g>
      ))}
    </g>
  );
}

function scales(props: PlotProps) {
  const { width, height, from, to, lines, limit } = props;
  const x = scaleTime()
    .domain([from, to])
    .range([MARGIN.left, Math.max(MARGIN.left + 1, width - MARGIN.right)]);
  const y = scaleLinear()
    .domain(
      valueExtent(
        lines.map(entry => entry.samples),
        limit?.value,
      ),
    )
    .nice(4)
    .range([height - MARGIN.bottom, MARGIN.top]);
  return { x, y };
}

/** The picture of a time series; what it says stands around it, see `Chart`. */
export default function Plot(props: PlotProps) {
  const { width, height, from, to, lines, limit, markers, cursor, format } =
    props;
  const locale = useLocale();
  const { x, y } = scales(props);
  const path = lineShape<Sample>()
    .defined(({ value }) => value !== undefined)
    .x(({ at }) => x(at))
    .y(({ value }) => y(value ?? 0));
  const right = width - MARGIN.right;
  const bottom = height - MARGIN.bottom;
  const time = (at: Date) =>
    to - from > 2 * DAY
      ? formatDateTime(at, locale, new Date(to))
      : formatClock(at, locale);
  const columns = Math.max(
    2,
    Math.floor(width / (to - from > 2 * DAY ? 150 : 90)),
  );
  return (
    <svg
      className="tl-chart__svg"
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      aria-hidden
      focusable="false"
    >
      <Grid
        left={MARGIN.left}
        right={right}
        ticks={y.ticks(4).map(tick => ({ y: y(tick), text: format(tick) }))}
      />
      <g className="tl-chart__time">
        {x.ticks(columns).map(tick => (
          <text key={+tick} x={x(tick)} y={height - 6} textAnchor="middle">
            {time(tick)}
          </text>
        ))}
      </g>
      {markers.map(({ at, label }) => (
        <g key={`${at}/${label}`} className="tl-chart__marker">
          <title>{label}</title>
          <line
            x1={x(Date.parse(at))}
            x2={x(Date.parse(at))}
            y1={MARGIN.top}
            y2={bottom}
          />
          <path d={`M${x(Date.parse(at))} ${MARGIN.top}l-4 -7h8z`} />
        </g>
      ))}
      {limit && (
        <g className="tl-chart__limit">
          <line
            x1={MARGIN.left}
            x2={right}
            y1={y(limit.value)}
            y2={y(limit.value)}
          />
          <text x={right} y={y(limit.value) - 5} textAnchor="end">
            {limit.label}
          </text>
        </g>
      )}
      {lines.map(entry => {
        const end = entry.samples[entry.samples.length - 1];
        return (
          <g
            key={entry.id}
            data-colour={entry.colour}
            className="tl-chart__line"
          >
            <path d={path(entry.samples) ?? undefined} />
            {end?.value !== undefined && (
              <circle cx={x(end.at)} cy={y(end.value)} r={3} />
            )}
            {cursor !== undefined &&
              entry.samples
                .filter(({ at, value }) => at === cursor && value !== undefined)
                .map(({ at, value }) => (
                  <circle key={at} cx={x(at)} cy={y(value ?? 0)} r={3.5} />
                ))}
          </g>
        );
      })}
      {cursor !== undefined && (
        <line
          className="tl-chart__cursor"
          x1={x(cursor)}
          x2={x(cursor)}
          y1={MARGIN.top}
          y2={bottom}
        />
      )}
    </svg>
  );
}
