import http from 'node:http';

/** An answer of the control server. */
export interface Reply {
  status: number;
  type: string;
  body: string;
  headers?: Record<string, string>;
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
