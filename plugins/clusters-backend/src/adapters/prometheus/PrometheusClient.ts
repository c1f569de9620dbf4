import { ClusterLabel, scopedQuery } from '@textloom/backend-kit';
import { SourceFailure } from '../../service/SourceFailure';
import { Endpoint, JsonClient } from '../http/JsonClient';
import { asList, asObject } from '../untrusted';

/** A sample of an instant query. */
export interface Sample {
  labels: Record<string, string>;
  value: number;
  /** Milliseconds since the epoch. */
  at: number;
}

/** A series of a range query; samples that are no finite number are gaps. */
export interface Series {
  labels: Record<string, string>;
  points: { at: number; value?: number }[];
}

const MAX_SERIES = 20_000;
/** Points of one series that are kept; a chart asks for at most 400. */
const MAX_POINTS = 1_000;
const MAX_SECONDS = 8.64e12;

/** Prometheus' HTTP API, as far as it is used. Docs `prometheus/latest/querying/api`. */
export class PrometheusClient {
  readonly #client: JsonClient;
  readonly #clusterLabel?: ClusterLabel;

  /** @param clusterLabel - Narrows every query to the series of one cluster. */
  constructor(endpoint: Endpoint, clusterLabel?: ClusterLabel) {
    this.#client = new JsonClient(endpoint);
    this.#clusterLabel = clusterLabel;
  }

  /** Evaluates now. Samples that are no finite number are left out. @throws SourceFailure */
  async query(query: string, signal?: AbortSignal): Promise<Sample[]> {
    const answer = await this.#client.ask({
      method: 'POST',
      path: '/api/v1/query',
      form: { query: this.#scoped(query) },
      signal,
    });
    return resultOf(answer, 'vector').flatMap(item => {
      const labels = labelsOf(item);
      const sample = sampleOf(asObject(item).value);
      return sample?.value === undefined
        ? []
        : { labels, at: sample.at, value: sample.value };
    });
  }

  /** Evaluates over a range; times in milliseconds since the epoch. @throws SourceFailure */
  async queryRange(
    query: string,
    range: { from: number; to: number; stepSeconds: number },
    signal?: AbortSignal,
  ): Promise<Series[]> {
    const answer = await this.#client.ask({
      method: 'POST',
      path: '/api/v1/query_range',
      form: {
        query: this.#scoped(query),
        start: String(range.from / 1_000),
        end: String(range.to / 1_000),
        step: String(range.stepSeconds),
      },
      signal,
    });
    return resultOf(answer, 'matrix').map(item => {
      const values = asObject(item).values;
      return {
        labels: labelsOf(item),
        points: asList(values, MAX_POINTS).flatMap(
          value => sampleOf(value) ?? [],
        ),
      };
    });
  }

  #scoped(query: string): string {
    return this.#clusterLabel ? scopedQuery(query, this.#clusterLabel) : query;
  }
}

function resultOf(answer: unknown, type: 'vector' | 'matrix'): unknown[] {
  const { status, data } = asObject(answer);
  const { resultType, result } = asObject(data);
  if (status !== 'success' || resultType !== type || !Array.isArray(result)) {
    throw new SourceFailure('malformed', `Prometheus answers no ${type}`);
  }
  return result.slice(0, MAX_SERIES);
}

function labelsOf(item: unknown): Record<string, string> {
  return Object.fromEntries(
    Object.entries(asObject(asObject(item).metric)).flatMap(([key, value]) =>
      typeof value === 'string' ? [[key, value.slice(0, 253)]] : [],
    ),
  );
}

/** `[seconds, "text"]`; the text may be NaN or an infinity, which is no value. */
function sampleOf(
  raw: unknown,
): { at: number; value: number | undefined } | undefined {
  const seconds: unknown = Array.isArray(raw) ? raw[0] : undefined;
  // Times beyond what a Date can hold are none.
  if (typeof seconds !== 'number' || !(Math.abs(seconds) <= MAX_SECONDS)) {
    return undefined;
  }
  const [, text] = raw as unknown[];
  const value = typeof text === 'string' && text !== '' ? Number(text) : NaN;
  return {
    at: seconds * 1_000,
    value: Number.isFinite(value) ? value : undefined,
  };
}
