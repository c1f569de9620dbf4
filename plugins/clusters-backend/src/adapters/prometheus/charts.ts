import { ChartId, ChartSeries } from '@textloom/plugin-clusters-common';
import { PrometheusClient, Series } from './PrometheusClient';
import { SIGNAL_QUERIES } from './queries';
import { subjectOf } from './subject';

/** A line of a chart. */
interface Line {
  id: 'average' | 'highest' | 'reporting' | 'completed';
  query: string;
  /** Shown value per value of the query. */
  factor?: number;
}

/** What a chart is asked for: its lines, or one query by node of which lines are made. */
type Asked = { lines: Line[] } | { perNode: string; factor: number };

const { 'node-cpu-used': CPU, 'node-memory-used': MEMORY } = SIGNAL_QUERIES;
const { 'node-disk-used': DISK, 'node-network-latency': PING } = SIGNAL_QUERIES;

const highest = (query: string, factor?: number): Asked => ({
  lines: [{ id: 'highest', query: `max(${query})`, factor }],
});

/** Lines over all nodes are made by Prometheus; those of one group are made of its nodes' series. */
function overNodes(query: string, group: boolean, factor: number): Asked {
  return group
    ? { perNode: query, factor }
    : {
        lines: [
          { id: 'average', query: `avg(${query})`, factor },
          { id: 'highest', query: `max(${query})`, factor },
        ],
      };
}

function askedOf(chart: ChartId, group: boolean): Asked {
  switch (chart) {
    case 'cpu':
      return overNodes(CPU.query, group, 100);
    case 'memory':
      return overNodes(MEMORY.query, group, 100);
    case 'disk':
      return overNodes(DISK.query, group, 100);
    case 'network':
      return overNodes(PING.query, group, 1);
    case 'nodes':
      return {
        lines: [
          { id: 'reporting', query: 'count(node_memory_MemTotal_bytes)' },
        ],
      };
    case 'api-latency':
      return highest(SIGNAL_QUERIES['api-latency-p95'].query);
    case 'api-errors':
      return highest(SIGNAL_QUERIES['api-error-rate'].query, 100);
    case 'tasks':
      return {
        lines: [
          { id: 'completed', query: SIGNAL_QUERIES['tasks-per-hour'].query },
        ],
      };
    case 'queue':
      return highest(SIGNAL_QUERIES['queue-length'].query);
    default:
      return chart satisfies never;
  }
}

const mean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
const top = (values: readonly number[]) =>
  values.reduce((most, value) => Math.max(most, value), -Infinity);

/** Range of a chart, and the nodes that it is about; absent for the whole cluster. */
export interface ChartRequest {
  from: number;
  to: number;
  stepSeconds: number;
  nodes?: ReadonlySet<string>;
}

/** Asks Prometheus for the series of a chart. @throws SourceFailure */
export async function chartSeries(
  client: PrometheusClient,
  chart: ChartId,
  request: ChartRequest,
): Promise<ChartSeries[]> {
  const { nodes } = request;
  const asked = askedOf(chart, nodes !== undefined);
  if ('lines' in asked) {
    return Promise.all(
      asked.lines.map(async ({ id, query, factor = 1 }) => {
        const [series] = await client.queryRange(query, request);
        return { id, points: pointsOf(series?.points ?? [], factor) };
      }),
    );
  }
  const all = await client.queryRange(asked.perNode, request);
  const members = all.filter(({ labels }) =>
    nodes?.has(subjectOf(labels, CPU.by)),
  );
  return [
    { id: 'average', points: joined(members, asked.factor, mean) },
    { id: 'highest', points: joined(members, asked.factor, top) },
  ];
}

function pointsOf(
  points: Series['points'],
  factor: number,
): ChartSeries['points'] {
  return points.map(({ at, value }) => ({
    at: new Date(at).toISOString(),
    ...(value !== undefined && { value: value * factor }),
  }));
}

/** One line out of many: at each time over the series that have a value then. */
function joined(
  series: readonly Series[],
  factor: number,
  join: (values: readonly number[]) => number,
): ChartSeries['points'] {
  const values = new Map<number, number[]>();
  for (const { points } of series) {
    for (const { at, value } of points) {
      const known = values.get(at) ?? [];
      values.set(at, value === undefined ? known : [...known, value]);
    }
  }
  const times = [...values].sort(([a], [b]) => a - b);
  return pointsOf(
    times.map(([at, list]) => ({
      at,
      ...(list.length > 0 && { value: join(list) }),
    })),
    factor,
  );
}
