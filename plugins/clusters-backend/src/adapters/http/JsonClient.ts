import { SourceFailure } from '../../service/SourceFailure';
import { failureOfStatus } from '../kubernetes/failure';

/** Where a server is, and what it asks of its callers. */
export interface Endpoint {
  url: string;
  /** Bearer token. */
  token?: string;
  basicAuth?: { username: string; password: string };
  headers?: Record<string, string>;
}

/** What to ask. */
export interface JsonRequest {
  method?: 'GET' | 'POST' | 'DELETE';
  /** Below the endpoint's own path, such as `/api/v1/query`. */
  path: string;
  form?: Record<string, string>;
  json?: unknown;
  signal?: AbortSignal;
}

/** How long an answer may take, and how long it may be. */
const LIMITS = { ms: 10_000, bytes: 20 * 1024 * 1024 };

/** Asks one server for JSON within limits of time and size. Redirects are not followed: they would carry the token. */
export class JsonClient {
  readonly #endpoint: Endpoint;
  readonly #limits: typeof LIMITS;

  constructor(endpoint: Endpoint, limits = LIMITS) {
    this.#endpoint = endpoint;
    this.#limits = limits;
  }

  /**
   * The answer as JSON; undefined when it is empty.
   * @throws SourceFailure; its message names the path, never the host.
   */
  async ask(request: JsonRequest): Promise<unknown> {
    const { method = 'GET', path, form, json, signal } = request;
    const limit = AbortSignal.timeout(this.#limits.ms);
    try {
      const response = await fetch(
        `${this.#endpoint.url.replace(/\/+$/, '')}${path}`,
        {
          method,
          redirect: 'error',
          headers: {
            ...this.#headers(),
            accept: 'application/json',
            ...(json !== undefined && { 'content-type': 'application/json' }),
          },
          ...(form && { body: new URLSearchParams(form) }),
          ...(json !== undefined && { body: JSON.stringify(json) }),
          signal: signal ? AbortSignal.any([signal, limit]) : limit,
        },
      );
      const text = await readBounded(response, path, this.#limits.bytes);
      if (!response.ok) {
        throw refusalOf(response, path);
      }
      return text === '' ? undefined : parseJson(text, path);
    } catch (error) {
      throw failureOf(error, limit.aborted, path);
    }
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
}

/** 400 and 422 say that the question was wrong, not that the server is broken. */
function refusalOf(response: Response, path: string): Error {
  const { status } = response;
  return status === 400 || status === 422
    ? new SourceFailure('malformed', `${status} on ${path}`)
    : failureOfStatus(status, {
        retryAfter: response.headers.get('retry-after') ?? undefined,
        now: Date.now(),
        path,
      });
}

async function readBounded(
  response: Response,
  path: string,
  maxBytes: number,
): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > maxBytes) {
      throw new SourceFailure('malformed', `${path} answers too much`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new SourceFailure('malformed', `${path} answers no JSON`, {
      cause: error,
    });
  }
}

function failureOf(error: unknown, late: boolean, path: string): Error {
  if (error instanceof SourceFailure) {
    return error;
  }
  return late
    ? new SourceFailure('timeout', `no answer on ${path} in time`)
    : new SourceFailure('unreachable', `no answer on ${path}`, {
        cause: error,
      });
}
