import http from 'node:http';
import https from 'node:https';
import { once } from 'node:events';

/** One request as a test writes it. */
export interface RequestOptions {
  url: string;
  method?: string;
  token?: string;
  headers?: Record<string, string>;
  /** Sent as JSON unless it is a string. */
  body?: unknown;
  /** PEM certificates to trust instead of the system's. */
  ca?: string;
  rejectUnauthorized?: boolean;
}

/** The answer, with the body as it came over the wire. */
export interface Answer {
  status: number;
  headers: http.IncomingHttpHeaders;
  body: Buffer;
}

/** Opens a request and resolves with the response once its headers are there; the body is still to be read. */
export async function openRequest(
  options: RequestOptions,
): Promise<http.IncomingMessage> {
  const secure = options.url.startsWith('https:');
  const body = encodeBody(options.body);
  const request = (secure ? https : http).request(options.url, {
    method: options.method ?? 'GET',
    agent: false,
    ca: options.ca,
    rejectUnauthorized: options.rejectUnauthorized,
    headers: {
      ...(options.token ? { authorization: `Bearer ${options.token}` } : {}),
      // Node leaves the length out for DELETE, and the body would be read as the next request.
      ...(body
        ? {
            'content-type': 'application/json',
            'content-length': `${Buffer.byteLength(body)}`,
          }
        : {}),
      ...options.headers,
    },
  });
  request.end(body);
  const [response] = await once(request, 'response');
  return response;
}

/** Sends one request on a connection of its own and reads the whole answer. */
export async function requestOnce(options: RequestOptions): Promise<Answer> {
  const response = await openRequest(options);
  const chunks: Buffer[] = [];
  for await (const chunk of response) {
    chunks.push(chunk);
  }
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    body: Buffer.concat(chunks),
  };
}

function encodeBody(body: unknown): string | undefined {
  if (body === undefined || typeof body === 'string') {
    return body;
  }
  return JSON.stringify(body);
}
