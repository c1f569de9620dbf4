import { Transport, TransportError } from '@textloom/backend-kit';
import { z } from 'zod';
import { DeliveryError, PreconditionError } from '../../service/ports';

/** How long an answer may take, and how long it may be. A page of 500 pods is about 10 MB. */
const LIMITS = { ms: 10_000, bytes: 32 * 1024 * 1024 };
const PAGE = '500';
const MAX_PAGES = 20;

/** A change of one object; a failing `test` leaves it as it is. */
export interface PatchOperation {
  op: 'add' | 'replace' | 'remove' | 'test';
  path: string;
  value?: unknown;
}

const listSchema = z.object({
  items: z.array(z.unknown()).nullish(),
  metadata: z.object({ continue: z.string().optional() }).optional(),
});

/** Reads and patches objects of one cluster, within limits of time and size. Errors name paths, never hosts. */
export class KubeApi {
  readonly #transport: Transport;
  readonly #limits: typeof LIMITS;

  constructor(transport: Transport, limits = LIMITS) {
    this.#transport = transport;
    this.#limits = limits;
  }

  /** @throws DeliveryError */
  async get<T>(path: string, schema: z.ZodType<T>): Promise<T> {
    const { status, value } = await this.#ask({ path });
    refuse(status, path);
    return checked(value, schema, path);
  }

  /** The object, or undefined when there is none or its kind is not served. @throws DeliveryError */
  async find<T>(path: string, schema: z.ZodType<T>): Promise<T | undefined> {
    const { status, value } = await this.#ask({ path });
    if (status === 404) {
      return undefined;
    }
    refuse(status, path);
    return checked(value, schema, path);
  }

  /** All objects of a collection that have the form; none when their kind is not served. @throws DeliveryError */
  async list<T>(
    path: string,
    schema: z.ZodType<T>,
    labelSelector?: string,
  ): Promise<T[]> {
    const found: T[] = [];
    let next: string | undefined;
    for (let page = 0; page < MAX_PAGES; page++) {
      const { status, value } = await this.#ask({
        path,
        query: {
          limit: PAGE,
          ...(labelSelector && { labelSelector }),
          ...(next && { continue: next }),
        },
      });
      if (status === 404) {
        return found;
      }
      refuse(status, path);
      const list = checked(value, listSchema, path);
      for (const item of list.items ?? []) {
        const { success, data } = schema.safeParse(item);
        if (success) {
          found.push(data);
        }
      }
      next = list.metadata?.continue;
      if (!next) {
        return found;
      }
    }
    throw new DeliveryError('invalid', `${path} has too many objects`);
  }

  /** Changes the fields that are given. @throws DeliveryError, PreconditionError */
  async merge(path: string, patch: object): Promise<void> {
    await this.#patch(path, 'application/merge-patch+json', patch);
  }

  /** Carries out all operations, or none when a test fails. @throws DeliveryError, PreconditionError */
  async patch(path: string, operations: PatchOperation[]): Promise<void> {
    await this.#patch(path, 'application/json-patch+json', operations);
  }

  close(): void {
    this.#transport.close();
  }

  async #patch(path: string, type: string, patch: object): Promise<void> {
    const body = { type, text: JSON.stringify(patch) };
    const { status } = await this.#ask({ method: 'PATCH', path, body });
    // A failed test is 422, a conflicting write 409.
    if (status === 409 || status === 422) {
      throw new PreconditionError(`${path} is not as it was expected to be`);
    }
    refuse(status, path);
  }

  async #ask(request: {
    method?: 'GET' | 'PATCH';
    path: string;
    query?: Record<string, string>;
    body?: { type: string; text: string };
  }): Promise<{ status: number; value: unknown }> {
    const { path } = request;
    const over = new AbortController();
    const late = AbortSignal.timeout(this.#limits.ms);
    try {
      const { status, body } = await this.#transport.request({
        ...request,
        gzip: true,
        signal: AbortSignal.any([late, over.signal]),
      });
      if (status < 200 || status > 299) {
        return { status, value: undefined };
      }
      const text = await readBounded(body, path, this.#limits.bytes);
      return { status, value: parseJson(text, path) };
    } catch (error) {
      throw late.aborted
        ? new DeliveryError('unreachable', `No answer on ${path} in time`)
        : deliveryError(error, path);
    } finally {
      // Frees the socket of an answer that was not read to its end.
      over.abort();
    }
  }
}

function refuse(status: number, path: string): void {
  if (status >= 200 && status <= 299) {
    return;
  }
  const message = `The cluster answers ${status} on ${path}`;
  switch (status) {
    case 401:
    case 403:
      throw new DeliveryError('denied', message);
    case 404:
      throw new DeliveryError('not-found', message);
    case 400:
    case 405:
    case 406:
    case 415:
      throw new DeliveryError('invalid', message);
    default:
      throw new DeliveryError('unreachable', message);
  }
}

function deliveryError(error: unknown, path: string): Error {
  if (error instanceof DeliveryError) {
    return error;
  }
  if (error instanceof TransportError) {
    switch (error.problem) {
      case 'unauthenticated':
        return new DeliveryError('denied', 'There is no credential');
      case 'malformed':
        return new DeliveryError('invalid', `${path} answers no HTTP`);
      default:
        return new DeliveryError('unreachable', `No answer on ${path}`);
    }
  }
  return new DeliveryError('unreachable', `No answer on ${path}`);
}

async function readBounded(
  body: AsyncIterable<Uint8Array>,
  path: string,
  maxBytes: number,
): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > maxBytes) {
      throw new DeliveryError('invalid', `${path} answers too much`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new DeliveryError('invalid', `${path} answers no JSON`);
  }
}

function checked<T>(value: unknown, schema: z.ZodType<T>, path: string): T {
  const { success, data } = schema.safeParse(value);
  if (!success) {
    throw new DeliveryError('invalid', `${path} has another form`);
  }
  return data;
}
