import { KubeResponse, Transport } from '@textloom/backend-kit';
import { ExpiredError, failureOfStatus, failureOfTransport } from './failure';
import { SourceFailure } from '../../service/SourceFailure';
import { splitLines } from './lines';
import { Deadline } from '../../time/pause';
import { Timing } from './ports';
import { Time } from '../../time/Time';

/** 500 pods or nodes are about 10 MB; a list without limit on a big cluster some hundred. */
const MAX_ANSWER_BYTES = 400 * 1024 * 1024;
/** etcd refuses objects over 1.5 MB. */
const MAX_LINE_BYTES = 4 * 1024 * 1024;

/** What to get. */
export interface GetOptions {
  path: string;
  query?: Record<string, string>;
  signal: AbortSignal;
  /** Instead of the limits for pages. */
  limitMs?: number;
}

/** Puts time limits, status codes and JSON between a transport and its users. */
export class KubeClient {
  readonly #transport: Transport;
  readonly #time: Time;
  readonly #timing: Timing;

  constructor(transport: Transport, time: Time, timing: Timing) {
    this.#transport = transport;
    this.#time = time;
    this.#timing = timing;
  }

  /**
   * Reads one JSON answer.
   * @returns The value, and the server's `Date` header.
   */
  async get(options: GetOptions): Promise<{ value: unknown; date?: string }> {
    const headMs = options.limitMs ?? this.#timing.headMs;
    const chunkMs = options.limitMs ?? this.#timing.chunkMs;
    return this.#limited(options.signal, async (signal, deadline) => {
      deadline.set(headMs);
      const response = await this.#open(options, { gzip: true, signal });
      deadline.set(chunkMs);
      const chunks: Uint8Array[] = [];
      let size = 0;
      for await (const chunk of response.body) {
        deadline.set(chunkMs);
        size += chunk.length;
        if (size > MAX_ANSWER_BYTES) {
          throw new SourceFailure('malformed', `${options.path} is too long`);
        }
        chunks.push(chunk);
      }
      const text = Buffer.concat(chunks).toString('utf8');
      return { value: parseJson(text, options.path), date: response.date };
    });
  }

  /**
   * Opens a watch and hands each event to `onEvent` in order.
   * Resolves when the server ends the stream, as it does after `timeoutSeconds`.
   *
   * @param onOpen - Called when the server has accepted the watch.
   */
  async watch(
    options: GetOptions & {
      onOpen: () => void;
      onEvent: (event: unknown) => void;
    },
  ): Promise<void> {
    await this.#limited(options.signal, async (signal, deadline) => {
      deadline.set(this.#timing.headMs);
      const response = await this.#open(options, { signal });
      deadline.set(this.#timing.watchIdleMs);
      options.onOpen();
      for await (const line of splitLines(
        tapped(response.body, () => deadline.set(this.#timing.watchIdleMs)),
        MAX_LINE_BYTES,
      )) {
        options.onEvent(parseJson(line, options.path));
      }
    });
  }

  async #open(
    options: GetOptions,
    how: { gzip?: boolean; signal: AbortSignal },
  ): Promise<KubeResponse> {
    const response = await this.#transport.request({
      path: options.path,
      query: options.query,
      ...how,
    });
    if (response.status < 200 || response.status > 299) {
      throw failureOfStatus(response.status, {
        retryAfter: response.retryAfter,
        now: this.#time.now(),
        path: options.path,
      });
    }
    return response;
  }

  /** Runs `work` with a signal that aborts with `outer`, at the deadline, and when the work is over. */
  async #limited<T>(
    outer: AbortSignal,
    work: (signal: AbortSignal, deadline: Deadline) => Promise<T>,
  ): Promise<T> {
    const controller = new AbortController();
    const follow = () => controller.abort(outer.reason);
    const deadline = new Deadline(this.#time, () =>
      controller.abort(new SourceFailure('timeout', 'no answer in time')),
    );
    if (outer.aborted) {
      follow();
    }
    outer.addEventListener('abort', follow);
    try {
      return await work(controller.signal, deadline);
    } catch (error) {
      throw controller.signal.aborted
        ? controller.signal.reason
        : failureOfTransport(error);
    } finally {
      deadline.clear();
      outer.removeEventListener('abort', follow);
      // Frees the socket of an answer that was not read to its end.
      controller.abort(new ExpiredError('the request is over'));
    }
  }
}

async function* tapped(
  chunks: AsyncIterable<Uint8Array>,
  onChunk: () => void,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    onChunk();
    yield chunk;
  }
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new SourceFailure('malformed', `${path} is not JSON`, {
      cause: error,
    });
  }
}
