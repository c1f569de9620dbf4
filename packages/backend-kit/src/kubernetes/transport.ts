/** A request to an API server. */
export interface KubeRequest {
  /** GET when absent. */
  method?: 'GET' | 'PATCH';
  /** Absolute path on the server, such as `/api/v1/nodes`. */
  path: string;
  query?: Record<string, string>;
  /** What is sent along, with its media type. */
  body?: { type: string; text: string };
  /** Ask for a compressed answer; not for watches, whose lines must arrive at once. */
  gzip?: boolean;
  /** When it aborts, request and body fail with `signal.reason`. */
  signal: AbortSignal;
}

/** An answer whose head has arrived. */
export interface KubeResponse {
  status: number;
  /** The `Date` header. */
  date?: string;
  /** The `Retry-After` header. */
  retryAfter?: string;
  /** Decompressed bytes. */
  body: AsyncIterable<Uint8Array>;
}

/**
 * Carries requests to one API server.
 * Fails with a {@link TransportError} when no answer comes; a status code is an answer.
 */
export interface Transport {
  request(request: KubeRequest): Promise<KubeResponse>;
  /** Destroys all sockets. */
  close(): void;
}

/** Why no good answer came. The message may name what the network said, never a token. */
export class TransportError extends Error {
  readonly problem: 'unauthenticated' | 'unreachable' | 'malformed';

  constructor(
    problem: TransportError['problem'],
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
    this.name = 'TransportError';
    this.problem = problem;
  }
}
