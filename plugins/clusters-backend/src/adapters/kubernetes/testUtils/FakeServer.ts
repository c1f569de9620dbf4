import { SourceFailure } from '../../../service/SourceFailure';
import { KubeRequest, KubeResponse, Transport } from '@textloom/backend-kit';

/** A request as the fake server saw it. */
export interface Seen {
  path: string;
  query: Record<string, string>;
}

/** An open answer, written by the test. */
export class FakeStream {
  readonly seen: Seen;
  #chunks: Uint8Array[] = [];
  #over?: { error?: unknown };
  #wake: () => void = () => {};

  constructor(seen: Seen, signal: AbortSignal) {
    this.seen = seen;
    signal.addEventListener('abort', () => this.fail(signal.reason));
  }

  /** No byte will be read from it any longer. */
  get closed(): boolean {
    return this.#over !== undefined;
  }

  write(text: string | Uint8Array): void {
    this.#chunks.push(typeof text === 'string' ? Buffer.from(text) : text);
    this.#wake();
  }

  event(type: string, object: unknown): void {
    this.write(`${JSON.stringify({ type, object })}\n`);
  }

  end(): void {
    this.#over ??= {};
    this.#wake();
  }

  fail(error: unknown): void {
    this.#over ??= { error };
    this.#wake();
  }

  async *read(): AsyncGenerator<Uint8Array> {
    for (;;) {
      const chunk = this.#chunks.shift();
      if (chunk) {
        yield chunk;
      } else if (this.#over) {
        if (this.#over.error) {
          throw this.#over.error;
        }
        return;
      } else {
        await new Promise<void>(resolve => {
          this.#wake = resolve;
        });
      }
    }
  }
}

/** What the fake server does with a request: an answer, `hang`, `refuse`, or `watch` for an open stream. */
export type Reply =
  | {
      status?: number;
      json?: unknown;
      text?: string;
      retryAfter?: string;
      date?: string;
    }
  | 'hang'
  | 'refuse'
  | 'watch';

/** An API server as a function from request to reply; it records what it saw. */
export class FakeServer implements Transport {
  readonly seen: Seen[] = [];
  readonly watches: FakeStream[] = [];
  closed = false;
  reply: (seen: Seen) => Reply;
  /** Resolves when a request may be answered. */
  beforeAnswer: (seen: Seen) => Promise<void> = async () => {};

  constructor(reply: (seen: Seen) => Reply) {
    this.reply = reply;
  }

  /** The watch opened last, on a path. */
  watch(path: string): FakeStream {
    const stream = this.watches.filter(w => w.seen.path === path).at(-1);
    if (!stream) {
      throw new Error(`No watch on ${path}`);
    }
    return stream;
  }

  /** Requests on a path, by whether they watch. */
  count(path: string, kind: 'list' | 'watch'): number {
    return this.seen.filter(
      s => s.path === path && (s.query.watch === '1') === (kind === 'watch'),
    ).length;
  }

  async request(request: KubeRequest): Promise<KubeResponse> {
    const seen = { path: request.path, query: request.query ?? {} };
    this.seen.push(seen);
    await this.beforeAnswer(seen);
    const reply = this.reply(seen);
    if (reply === 'refuse') {
      throw new SourceFailure('unreachable', 'ECONNREFUSED');
    }
    if (reply === 'hang') {
      return new Promise((_resolve, reject) => {
        request.signal.addEventListener('abort', () =>
          reject(request.signal.reason),
        );
      });
    }
    const stream = new FakeStream(seen, request.signal);
    if (reply === 'watch') {
      this.watches.push(stream);
      return { status: 200, body: stream.read() };
    }
    stream.write(reply.text ?? JSON.stringify(reply.json ?? {}));
    stream.end();
    return {
      status: reply.status ?? 200,
      date: reply.date,
      retryAfter: reply.retryAfter,
      body: stream.read(),
    };
  }

  close(): void {
    this.closed = true;
  }

  /** @throws when a watch is still open. */
  assertIdle(): void {
    if (this.watches.some(watch => !watch.closed)) {
      throw new Error('a watch is left open');
    }
  }
}

/** A list as an API server writes it. */
export function aList(
  items: unknown[],
  options: { version?: string; next?: string } = {},
): { json: unknown } {
  return {
    json: {
      kind: 'List',
      metadata: {
        resourceVersion: options.version ?? '100',
        ...(options.next && { continue: options.next }),
      },
      items,
    },
  };
}

/** The least that an object has. */
export function anObject(name: string, version = '1'): object {
  return { metadata: { name, resourceVersion: version } };
}
