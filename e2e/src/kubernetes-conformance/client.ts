import { Answer, openRequest, requestOnce } from '../harness/request';
import { ConformanceTarget } from './targets';

/** Parts of any answer that the suite looks at. */
export interface Body {
  kind?: string;
  apiVersion?: string;
  code?: number;
  reason?: string;
  message?: string;
  status?: unknown;
  details?: Record<string, unknown>;
  metadata?: Record<string, unknown> & {
    name?: string;
    resourceVersion?: string;
    continue?: string;
    remainingItemCount?: number;
    labels?: Record<string, string>;
  };
  items?: Body[];
  spec?: Record<string, unknown>;
  data?: Record<string, string>;
  [field: string]: unknown;
}

/** One event of a watch. */
export interface WatchEvent {
  type: string;
  object: Body;
}

/** How one call differs from a plain GET by the administrator. */
export interface CallOptions {
  body?: unknown;
  token?: string;
  headers?: Record<string, string>;
}

/** Sends the suite's requests to one server. */
export class Client {
  constructor(private readonly target: ConformanceTarget) {}

  async raw(
    method: string,
    path: string,
    options: CallOptions = {},
  ): Promise<Answer> {
    return requestOnce(this.request(method, path, options));
  }

  /** Status code and parsed body; a body that is not JSON comes as `message`. */
  async call(
    method: string,
    path: string,
    options: CallOptions = {},
  ): Promise<{ code: number; body: Body }> {
    const answer = await this.raw(method, path, options);
    const text = answer.body.toString('utf8');
    const json = `${answer.headers['content-type']}`.includes('json');
    return {
      code: answer.status,
      body: json ? JSON.parse(text) : { message: text },
    };
  }

  /** As `call`, for what has to succeed. */
  async ok(method: string, path: string, options: CallOptions = {}) {
    const { code, body } = await this.call(method, path, options);
    if (code >= 300) {
      throw new Error(`${method} ${path}: ${code} ${body.message}`);
    }
    return body;
  }

  /** Repeats a call until its answer is as wanted, at most 10 seconds. */
  async eventually(
    method: string,
    path: string,
    wanted: (answer: { code: number; body: Body }) => boolean,
  ): Promise<Body> {
    const deadline = Date.now() + 10_000;
    for (;;) {
      const answer = await this.call(method, path);
      if (wanted(answer)) {
        return answer.body;
      }
      if (Date.now() > deadline) {
        throw new Error(
          `${method} ${path} stayed at ${answer.code} ${answer.body.message}`,
        );
      }
      await new Promise(resolve => setTimeout(resolve, 100));
    }
  }

  /** Opens a watch and reads it until `enough` says so or the server ends it. */
  async watch(path: string, options: CallOptions = {}) {
    const response = await openRequest(this.request('GET', path, options));
    response.setEncoding('utf8');
    const events: WatchEvent[] = [];
    let rest = '';
    let ended = false;
    let wake: () => void = () => undefined;
    /** Resolves on the next event, at the end, or after `ms`. */
    const change = (ms: number) =>
      new Promise<void>(resolve => {
        const timer = setTimeout(resolve, ms);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    response.on('data', chunk => {
      const lines = `${rest}${chunk}`.split('\n');
      rest = lines.pop() ?? '';
      lines.forEach(line => events.push(JSON.parse(line)));
      wake();
    });
    response.on('end', () => {
      ended = true;
      wake();
    });
    // Cutting the connection is how the suite ends a watch.
    response.on('error', () => undefined);
    const until = async (condition: () => boolean, what: string) => {
      const deadline = Date.now() + 10_000;
      while (!condition()) {
        const left = deadline - Date.now();
        if (left <= 0) {
          throw new Error(`No ${what} in 10 s: ${JSON.stringify(events)}`);
        }
        await change(left);
      }
      return [...events];
    };
    return {
      code: response.statusCode,
      /** Waits for so many events. */
      take: (count: number) =>
        until(() => events.length >= count, `${count} events`),
      /** Waits until the server has closed the watch. */
      end: () => until(() => ended, 'end of the watch'),
      close: () => response.destroy(),
    };
  }

  private request(method: string, path: string, options: CallOptions) {
    const { url, token, ca } = this.target;
    return {
      url: `${url}${path}`,
      method,
      token: options.token ?? token,
      headers: options.headers,
      body: options.body,
      ca,
    };
  }
}
