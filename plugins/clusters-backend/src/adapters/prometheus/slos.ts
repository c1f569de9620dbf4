import { SloFacts } from '@textloom/plugin-clusters-common';
import { SourceFailure } from '../../service/SourceFailure';
import { PrometheusClient } from './PrometheusClient';

/** An objective as configured. `$window` in the queries stands for the range. */
export interface SloDefinition {
  id: string;
  title: string;
  /** Share of good events that is promised, 0 to 1. */
  objective: number;
  windowDays: number;
  /** Rate of all events, and of bad ones. */
  total: string;
  bad: string;
  component?: string;
}

/** Windows of the burn rates; see the rule `slo-burn`. */
const WINDOWS = ['5m', '30m', '1h', '2h', '6h', '1d', '3d'] as const;

const REQUESTS = 'istio_requests_total{reporter="destination"}';
const FAILED =
  'istio_requests_total{reporter="destination",response_code=~"5.."}';
const TIMED =
  'istio_request_duration_milliseconds_count{reporter="destination"}';
const FAST =
  'istio_request_duration_milliseconds_bucket{reporter="destination",le="500"}';

/** Objectives of TextLoom's architecture: errors 1 %, P95 under 500 ms, videos 95 %. */
export const DEFAULT_SLOS: readonly SloDefinition[] = [
  {
    id: 'api-availability',
    title: 'API availability',
    objective: 0.99,
    windowDays: 30,
    total: `sum(rate(${REQUESTS}[$window]))`,
    bad: `(sum(rate(${FAILED}[$window])) or vector(0))`,
  },
  {
    id: 'api-latency',
    title: 'API under 500 ms',
    objective: 0.95,
    windowDays: 30,
    total: `sum(rate(${TIMED}[$window]))`,
    bad: `(sum(rate(${TIMED}[$window])) - sum(rate(${FAST}[$window])))`,
  },
  {
    id: 'video-success',
    title: 'Video success',
    objective: 0.95,
    windowDays: 30,
    total: 'sum(rate(textloom_videos_total[$window]))',
    bad: '(sum(rate(textloom_videos_total{status!="success"}[$window])) or vector(0))',
  },
];

/** Asks for an objective's burn. A window without events is left out. @throws SourceFailure when nothing answers. */
export async function readSlo(
  client: PrometheusClient,
  slo: SloDefinition,
  signal: AbortSignal,
): Promise<SloFacts> {
  const share = async (window: string) => {
    const fill = (query: string) => query.replaceAll('$window', window);
    const [sample] = await client.query(
      `${fill(slo.bad)} / (${fill(slo.total)} > 0)`,
      signal,
    );
    return sample && Math.min(1, Math.max(0, sample.value));
  };
  const windows = await Promise.all(
    WINDOWS.map(async window => [window, await share(window)] as const),
  );
  const whole = await share(`${slo.windowDays}d`).catch(error => {
    // A window longer than the retention may be refused; the burn rates stand by themselves.
    if (error instanceof SourceFailure && error.problem === 'malformed') {
      return undefined;
    }
    throw error;
  });
  return {
    id: slo.id,
    title: slo.title,
    objective: slo.objective,
    windowDays: slo.windowDays,
    ...(whole !== undefined && { good: 1 - whole }),
    bad: Object.fromEntries(
      windows.flatMap(([window, value]) =>
        value === undefined ? [] : [[window, value]],
      ),
    ),
    ...(slo.component && { component: slo.component }),
  };
}
