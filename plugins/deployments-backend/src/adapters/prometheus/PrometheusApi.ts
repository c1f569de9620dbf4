import { ClusterLabel, scopedQuery } from '@textloom/backend-kit';
import { z } from 'zod';

/** Where a Prometheus is, and what it asks of its callers. */
export interface PrometheusEndpoint {
  url: string;
  /** Bearer token. */
  token?: string;
  basicAuth?: { username: string; password: string };
  headers?: Record<string, string>;
  /** Narrows every query to the series of one cluster. */
  clusterLabel?: ClusterLabel;
}

/** How long an answer may take, and how long it may be. */
const LIMITS = { ms: 10_000, bytes: 4 * 1024 * 1024 };
const MAX_SECONDS = 8.64e12;

const sampleSchema = z.tuple([
  z.number().min(0).max(MAX_SECONDS),
  z.string().max(100),
]);
const vectorSchema = z.object({
  status: z.literal('success'),
  data: z.object({
    resultType: z.literal('vector'),
    result: z.array(z.object({ value: sampleSchema })).max(10_000),
  }),
});
const matrixSchema = z.object({
  status: z.literal('success'),
  data: z.object({
    resultType: z.literal('matrix'),
    result: z
      .array(z.object({ values: z.array(sampleSchema).max(11_000) }))
      .max(10_000),
  }),
});

/** There was an answer, but no good one. */
class AnswerError extends Error {}

/** Asks a Prometheus within limits of time and size. Errors name paths, never hosts. Docs `prometheus/latest/querying/api`. */
export class PrometheusApi {
  readonly #endpoint: PrometheusEndpoint;
  readonly #limits: typeof LIMITS;

  constructor(endpoint: PrometheusEndpoint, limits = LIMITS) {
    this.#endpoint = endpoint;
    this.#limits = limits;
  }

  /**
   * Value of an expression that gives one sample; undefined when it gives none, or no finite number.
   * @throws when there is no answer in time, or the answer is several samples: which of them counts is not known.
   */
  async value(query: string): Promise<number | undefined> {
    const { data } = await this.#ask(
      '/api/v1/query',
      { query: this.#scoped(query) },
      vectorSchema,
    );
    if (data.result.length > 1) {
      throw new Error('The query gives several samples');
    }
    const value = Number(data.result[0]?.value[1] || NaN);
    return Number.isFinite(value) ? value : undefined;
  }

  /** Curve of an expression that gives one series, as milliseconds and values; moments without a finite number are left out. */
  async curve(
    query: string,
    range: { from: number; to: number; stepSeconds: number },
  ): Promise<[number, number][]> {
    const { data } = await this.#ask(
      '/api/v1/query_range',
      {
        query: this.#scoped(query),
        start: String(range.from / 1_000),
        end: String(range.to / 1_000),
        step: String(range.stepSeconds),
      },
      matrixSchema,
    );
    return (data.result[0]?.values ?? []).flatMap(
      ([seconds, text]): [number, number][] => {
        const value = Number(text || NaN);
        return Number.isFinite(value) ? [[seconds * 1_000, value]] : [];
      },
    );
  }

  async #ask<T>(
    path: string,
    form: Record<string, string>,
    schema: z.ZodType<T>,
  ): Promise<T> {
    const { url } = this.#endpoint;
    const late = AbortSignal.timeout(this.#limits.ms);
    let text: string;
    try {
      const response = await fetch(`${url.replace(/\/+$/, '')}${path}`, {
        method: 'POST',
        // A redirect would carry the token away.
        redirect: 'error',
        headers: { ...this.#headers(), accept: 'application/json' },
        body: new URLSearchParams(form),
        signal: late,
      });
      text = await readBounded(response, this.#limits.bytes);
      if (!response.ok) {
        throw new AnswerError(`Prometheus answers ${response.status}`);
      }
    } catch (error) {
      throw error instanceof AnswerError
        ? error
        : new Error(
            `Prometheus does not answer${late.aborted ? ' in time' : ''}`,
          );
    }
    return parse(text, schema);
  }

  #headers(): Record<string, string> {
    const { token, basicAuth, headers } = this.#endpoint;
    const basic =
      basicAuth &&
      Buffer.from(`${basicAuth.username}:${basicAuth.password}`).toString(
        'base64',
      );
    return {
      ...headers,
      ...(basic && { authorization: `Basic ${basic}` }),
      ...(token && { authorization: `Bearer ${token}` }),
    };
  }

  #scoped(query: string): string {
    const { clusterLabel } = this.#endpoint;
    return clusterLabel ? scopedQuery(query, clusterLabel) : query;
  }
}

async function readBounded(
  response: Response,
  maxBytes: number,
): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > maxBytes) {
      throw new AnswerError('Prometheus answers too much');
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parse<T>(text: string, schema: z.ZodType<T>): T {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Error('Prometheus answers no JSON');
  }
  const { success, data } = schema.safeParse(value);
  if (!success) {
    throw new Error('Prometheus answers in another form');
  }
  return data;
}
