import { ServiceUnavailableError } from '@backstage/errors';
import { Answer, answerOf } from '@textloom/backend-kit';
import {
  chartDefinition,
  ChartId,
  ChartQuery,
  ChartView,
} from '@textloom/plugin-clusters-common';
import { Collector } from './ClusterLocator';
import { ClusterRecord } from './ClusterRecord';
import { InCluster } from './ClustersService';
import { HistoryReader } from './HistoryStore';
import { SourceFailure } from './SourceFailure';

const DEFAULT_POINTS = 200;
/** Prometheus scrapes every 15 to 60 seconds; finer steps draw stairs. */
const MIN_STEP_SECONDS = 15;

/** Series of a chart, with the changes of state within its range. @throws ServiceUnavailableError */
export async function chartOf(
  { cluster, chart, query }: InCluster & { chart: ChartId; query: ChartQuery },
  parts: {
    record: ClusterRecord;
    collector?: Collector;
    history?: HistoryReader;
  },
): Promise<Answer<ChartView>> {
  const { from, to, group, points = DEFAULT_POINTS } = query;
  const range = { from: Date.parse(from), to: Date.parse(to) };
  const stepSeconds = Math.max(
    MIN_STEP_SECONDS,
    Math.ceil((range.to - range.from) / 1_000 / points),
  );
  const status = parts.record.known?.facts.sources.find(
    ({ source }) => source === 'prometheus',
  );
  const { source: _, ...source } = status ?? {
    source: 'prometheus' as const,
    state: 'unconfigured' as const,
  };
  const [series, markers] = await Promise.all([
    seriesOf(parts.collector, chart, { ...range, group, stepSeconds }),
    markersOf(parts.history, cluster, query),
  ]);
  const { unit, limit } = chartDefinition(chart);
  return answerOf({
    chart,
    cluster,
    ...(group && { group }),
    from,
    to,
    unit,
    ...(limit && { limit }),
    series,
    markers,
    source,
  });
}

async function seriesOf(
  collector: Collector | undefined,
  chart: ChartId,
  range: Parameters<Required<Collector>['chart']>[1],
): Promise<ChartView['series']> {
  try {
    return (await collector?.chart?.(chart, range)) ?? [];
  } catch (error) {
    if (error instanceof SourceFailure) {
      throw new ServiceUnavailableError(
        `Prometheus did not answer (${error.problem}); the rest of the page is live`,
      );
    }
    throw error;
  }
}

/** Changes of state; without a history a chart has none. */
async function markersOf(
  history: HistoryReader | undefined,
  cluster: string,
  { from, to, group }: ChartQuery,
): Promise<ChartView['markers']> {
  try {
    const past = await history?.read(cluster, { from, to, group });
    return (past?.spans ?? []).flatMap(span =>
      span.state === 'gap' || span.from <= from
        ? []
        : {
            at: span.from,
            kind: 'state' as const,
            state: span.state,
            subject: group ?? cluster,
          },
    );
  } catch {
    return [];
  }
}
