import { ClusterWorld } from '../world/world';
import { familiesOf } from './exporters/families';
import { exposition, formatNumber } from './exposition';
import { keyOf, Labels } from './series';
import { Query } from './promql/evaluate';
import { durationMs } from './promql/literals';
import { QueryError, Value } from './promql/values';

/** An answer of the API. */
export interface PrometheusReply {
  status: number;
  body?: unknown;
}

/** Points of one series that a range query may have, as in Prometheus. */
const MAX_POINTS = 11_000;

const success = (data: unknown): PrometheusReply => ({
  status: 200,
  body: { status: 'success', data },
});

/** Prometheus's HTTP API over the series of one cluster, which are computed when they are asked for. */
export class Prometheus {
  readonly #world: ClusterWorld;

  constructor(world: ClusterWorld) {
    this.#world = world;
  }

  /** @param form - parameters of the address and of the body. */
  answer(path: string, form: URLSearchParams): PrometheusReply {
    try {
      switch (path) {
        case '/-/ready':
          return { status: 200 };
        case '/api/v1/query':
          return success(this.#instant(form));
        case '/api/v1/query_range':
          return success(this.#range(form));
        default:
          return { status: 404 };
      }
    } catch (error) {
      if (error instanceof QueryError) {
        return {
          status: error.status,
          body: {
            status: 'error',
            errorType: error.status === 400 ? 'bad_data' : 'execution',
            error: error.message,
          },
        };
      }
      throw error;
    }
  }

  /** What the cluster's exporters tell now, as text. */
  metrics(): string {
    return exposition(familiesOf(this.#world), this.#world.store.now());
  }

  #query(form: URLSearchParams): Query {
    return new Query(form.get('query') ?? '', familiesOf(this.#world));
  }

  #instant(form: URLSearchParams) {
    const at = timeOf(form, 'time', this.#world.store.now());
    const value = this.#query(form).at(at);
    const seconds = at / 1_000;
    return value.type === 'vector'
      ? {
          resultType: 'vector',
          result: value.samples.map(sample => ({
            metric: sample.labels,
            value: [seconds, formatNumber(sample.value)],
          })),
        }
      : {
          resultType: value.type,
          result: [
            seconds,
            value.type === 'scalar' ? formatNumber(value.value) : value.value,
          ],
        };
  }

  #range(form: URLSearchParams) {
    const start = timeOf(form, 'start');
    const end = timeOf(form, 'end');
    const step = durationMs(form.get('step') ?? '');
    if (step <= 0) {
      throw new QueryError(
        400,
        'invalid parameter "step": zero or negative query resolution step widths are not accepted. Try a positive integer',
      );
    }
    if (end < start) {
      throw new QueryError(
        400,
        'invalid parameter "end": end timestamp must not be before start time',
      );
    }
    if ((end - start) / step > MAX_POINTS) {
      throw new QueryError(
        400,
        'exceeded maximum resolution of 11,000 points per timeseries. Try decreasing the query resolution (?step=XX)',
      );
    }
    const query = this.#query(form);
    const now = this.#world.store.now();
    const series = new Map<
      string,
      { metric: Labels; values: [number, string][] }
    >();
    for (let at = start; at <= Math.min(end, now); at += step) {
      for (const { labels, value } of samplesAt(query.at(at))) {
        const key = keyOf(labels);
        const line = series.get(key) ?? { metric: labels, values: [] };
        series.set(key, line);
        line.values.push([at / 1_000, formatNumber(value)]);
      }
    }
    return { resultType: 'matrix', result: [...series.values()] };
  }
}

function samplesAt(value: Value) {
  if (value.type === 'string') {
    throw new QueryError(
      400,
      'invalid parameter "query": invalid expression type "string" for range query, must be Scalar or instant Vector',
    );
  }
  return value.type === 'scalar'
    ? [{ labels: {}, value: value.value }]
    : value.samples;
}

/** Seconds since the epoch, or RFC 3339, in milliseconds. @throws QueryError */
function timeOf(form: URLSearchParams, name: string, otherwise = NaN): number {
  const text = form.get(name);
  if (text === null && !Number.isNaN(otherwise)) {
    return otherwise;
  }
  const seconds = Number(text || NaN);
  const at = Number.isNaN(seconds) ? Date.parse(text ?? '') : seconds * 1_000;
  if (!Number.isFinite(at)) {
    throw new QueryError(
      400,
      `invalid parameter "${name}": cannot parse "${
        text ?? ''
      }" to a valid timestamp`,
    );
  }
  return at;
}
