import http from 'node:http';

/** An answer of the control server. */
export interface Reply {
  status: number;
  type: string;
  body: string | Buffer;
  headers?: Record<string, string>;
}

/** Sends an answer: not kept by anybody, and, where it is a page, with no code but its own. */
export function send(
  response: http.ServerResponse,
  { status, type, body, headers }: Reply,
): void {
  response.writeHead(status, {
    ...headers,
    'content-type': type,
    'cache-control': 'no-store',
    'content-security-policy':
      "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
  });
  response.end(body);
}

const MAX_BODY = 10_000;

export const json = (status: number, value: unknown): Reply => ({
  status,
  type: 'application/json',
  body: `${JSON.stringify(value)}\n`,
});

export const refusal = (status: number, message: string): Reply =>
  json(status, { error: { message } });

/** @throws when it is larger than any request here needs to be. */
export async function readBody(request: http.IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) {
    body += chunk;
    if (body.length > MAX_BODY) {
      throw new Error('The body is too large');
    }
  }
  return body;
}
