import { IncomingMessage, RequestListener } from 'node:http';
import {
  startHttpServer,
  TestHttpServer,
} from '../kubernetes/testUtils/httpServer';
import { Endpoint, JsonClient } from './JsonClient';

describe('JsonClient', () => {
  let server: TestHttpServer;
  let answer: RequestListener;
  const seen: { request: IncomingMessage; body: string }[] = [];
  const client = (endpoint: Partial<Endpoint> = {}) =>
    new JsonClient(
      { url: `${server.url}/base/`, ...endpoint },
      { ms: 300, bytes: 1_000 },
    );
  const status =
    (code: number, headers = {}): RequestListener =>
    (_, response) => {
      response.writeHead(code, headers).end('{}');
    };
  const text =
    (body: string): RequestListener =>
    (_, response) => {
      response.end(body);
    };

  beforeAll(async () => {
    server = await startHttpServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) {
        chunks.push(chunk);
      }
      seen.push({ request, body: Buffer.concat(chunks).toString() });
      answer(request, response);
    });
  });

  afterAll(() => server.close());

  beforeEach(() => {
    seen.length = 0;
    answer = text('{"ok":true}');
  });

  it('asks below the path of the endpoint, signed in as it says', async () => {
    const ask = (endpoint: Partial<Endpoint>) =>
      client(endpoint).ask({ path: '/api' });
    expect(await ask({ token: 'T' })).toEqual({ ok: true });
    await ask({
      basicAuth: { username: 'u', password: 'p' },
      headers: { 'x-scope-orgid': 'textloom' },
    });
    await ask({});
    expect(seen.map(({ request }) => request.url)).toEqual(
      Array(3).fill('/base/api'),
    );
    expect(seen.map(({ request }) => request.headers.authorization)).toEqual([
      'Bearer T',
      'Basic dTpw',
      undefined,
    ]);
    expect(seen[1]?.request.headers['x-scope-orgid']).toBe('textloom');
  });

  it('sends forms and JSON', async () => {
    await client().ask({
      method: 'POST',
      path: '/q',
      form: { query: 'a{b="&="}' },
    });
    await client().ask({ method: 'POST', path: '/s', json: { a: 1 } });
    expect(seen.map(({ body }) => body)).toEqual([
      'query=a%7Bb%3D%22%26%3D%22%7D',
      '{"a":1}',
    ]);
    expect(seen[0]?.request.headers['content-type']).toMatch(
      /^application\/x-www-form-urlencoded/,
    );
    expect(seen[1]?.request.headers['content-type']).toBe('application/json');
  });

  it.each<[string, RequestListener, string]>([
    ['400', status(400), 'malformed'],
    ['401', status(401), 'unauthenticated'],
    ['403', status(403), 'forbidden'],
    ['404', status(404), 'not-served'],
    ['422', status(422), 'malformed'],
    ['429', status(429), 'throttled'],
    ['500', status(500), 'server-error'],
    ['503', status(503), 'server-error'],
    ['a page', text('<html>'), 'malformed'],
    ['half an answer', text('{"a":'), 'malformed'],
    ['too much', text(`"${'x'.repeat(1_001)}"`), 'malformed'],
    [
      'a redirect, which would carry the token away',
      status(302, { location: 'http://127.0.0.1:1/' }),
      'unreachable',
    ],
    ['nothing in time', () => {}, 'timeout'],
    [
      'a body that does not end',
      (_, response) => {
        response.write('[');
      },
      'timeout',
    ],
    ['a cut', request => request.socket.destroy(), 'unreachable'],
  ])('%s: problem', async (_, listener, problem) => {
    answer = listener;
    await expect(
      client({ token: 'secret' }).ask({ path: '/api' }),
    ).rejects.toMatchObject({
      problem,
      message: expect.not.stringMatching(/secret|127\.0\.0\.1/),
    });
  });

  it('waits as long as it is told to, and gives nothing for an empty answer', async () => {
    answer = status(429, { 'retry-after': '7' });
    await expect(client().ask({ path: '/' })).rejects.toMatchObject({
      retryAfterMs: 7_000,
    });
    answer = text('');
    expect(await client().ask({ path: '/' })).toBeUndefined();
  });
});
