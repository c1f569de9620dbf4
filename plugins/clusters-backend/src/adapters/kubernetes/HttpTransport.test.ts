import { KubernetesCredential } from '@backstage/plugin-kubernetes-node';
import { HttpTransport } from '@textloom/backend-kit';
import { IncomingMessage, RequestListener } from 'node:http';
import { gzipSync } from 'node:zlib';
import { SourceFailure } from '../../service/SourceFailure';
import { systemTime } from '../../time/Time';
import { KubeClient } from './KubeClient';
import { DEFAULT_TIMING } from './ports';
import { startHttpServer, TestHttpServer } from './testUtils/httpServer';

describe('HttpTransport', () => {
  let server: TestHttpServer;
  let transport: HttpTransport;
  let client: KubeClient;
  const seen: IncomingMessage[] = [];
  const tokens = ['first', 'second'];
  let asked = 0;

  const open = (url: string) => {
    let kept: KubernetesCredential | undefined;
    transport = new HttpTransport({
      resolveTarget: () => ({ url: new URL(url), rejectUnauthorized: true }),
      credentials: {
        get: async () => {
          kept ??= { type: 'bearer token', token: `${tokens[asked++]}\n` };
          return kept;
        },
        invalidate: () => {
          kept = undefined;
        },
      },
    });
    client = new KubeClient(transport, systemTime, DEFAULT_TIMING);
  };
  const start = async (listener: RequestListener) => {
    seen.length = 0;
    asked = 0;
    server = await startHttpServer((req, res) => {
      seen.push(req);
      listener(req, res);
    });
    open(`${server.url}/k8s/clusters/c-1/`);
  };
  const get = (path = '/api/v1/nodes', query?: Record<string, string>) =>
    client.get({ path, query, signal: new AbortController().signal });

  afterEach(async () => {
    transport.close();
    await server.close();
  });

  it('adds path and query to the base, with the token, and unzips the answer', async () => {
    await start((_, res) => {
      res.setHeader('content-encoding', 'gzip');
      res.end(gzipSync('{"kind":"节点"}'));
    });
    const { value, date } = await get('/api/v1/nodes', {
      limit: '5',
      a: 'b&c',
    });
    expect(value).toEqual({ kind: '节点' });
    expect(Date.parse(date ?? '')).not.toBeNaN();
    expect(seen[0].url).toBe('/k8s/clusters/c-1/api/v1/nodes?limit=5&a=b%26c');
    expect(seen[0].headers).toMatchObject({
      authorization: 'Bearer first',
      'accept-encoding': 'gzip',
      accept: 'application/json',
    });
  });

  it('uses one connection for one request after another', async () => {
    await start((_, res) => res.end('{}'));
    await get();
    await get();
    await get();
    expect(server.connections).toHaveLength(1);
  });

  it('asks for a new credential after 401, not after 403', async () => {
    let status = 401;
    await start((_, res) => {
      res.statusCode = status;
      res.end('{}');
    });
    await expect(get()).rejects.toMatchObject({ problem: 'unauthenticated' });
    status = 403;
    await expect(get()).rejects.toMatchObject({ problem: 'forbidden' });
    await expect(get()).rejects.toMatchObject({ problem: 'forbidden' });
    expect(seen.map(({ headers }) => headers.authorization)).toEqual([
      'Bearer first',
      'Bearer second',
      'Bearer second',
    ]);
  });

  it('does not follow a redirect, so that the token stays with its server', async () => {
    let reached = false;
    const other = await startHttpServer((_, res) => {
      reached = true;
      res.end('{}');
    });
    await start((_, res) => {
      res.writeHead(302, { location: `${other.url}/api/v1/nodes` }).end();
    });
    await expect(get()).rejects.toMatchObject({ problem: 'server-error' });
    expect(reached).toBe(false);
    await other.close();
  });

  it('waits as a throttling server asks', async () => {
    await start((_, res) => {
      res.writeHead(429, { 'retry-after': '7' }).end();
    });
    await expect(get()).rejects.toMatchObject({
      problem: 'throttled',
      retryAfterMs: 7_000,
    });
  });

  it.each<[string, RequestListener, string]>([
    [
      'cuts the connection before an answer',
      req => req.socket.destroy(),
      'unreachable',
    ],
    [
      'cuts the connection within an answer',
      (req, res) => {
        res.write('{"items":[');
        setTimeout(() => req.socket.destroy(), 20);
      },
      'unreachable',
    ],
    [
      'does not speak HTTP',
      req => req.socket.end('SSH-2.0-OpenSSH\r\n'),
      'malformed',
    ],
    [
      'says gzip and sends text',
      (_, res) => {
        res.setHeader('content-encoding', 'gzip');
        res.end('{"items":[]}');
      },
      'malformed',
    ],
    ['answers with a page', (_, res) => res.end('<html>'), 'malformed'],
  ])('fails when the server %s', async (_, listener, problem) => {
    await start(listener);
    await expect(get()).rejects.toMatchObject({ problem });
  });

  it('fails when nobody listens', async () => {
    await start((_, res) => res.end());
    await server.close();
    await expect(get()).rejects.toMatchObject({ problem: 'unreachable' });
  });

  it('fails when the settings cannot be used, and reads them again the next time', async () => {
    await start((_, res) => res.end('{}'));
    let readable = false;
    transport = new HttpTransport({
      resolveTarget: () => {
        if (!readable) {
          throw new Error('ENOENT ca.crt');
        }
        return { url: new URL(server.url), rejectUnauthorized: true };
      },
      credentials: {
        get: async () => ({ type: 'anonymous' }),
        invalidate: () => {},
      },
    });
    client = new KubeClient(transport, systemTime, DEFAULT_TIMING);
    await expect(get()).rejects.toMatchObject({ problem: 'unreachable' });
    readable = true;
    await expect(get()).resolves.toMatchObject({ value: {} });
    expect(seen[0].headers.authorization).toBeUndefined();
  });

  it('hands out watch events as they arrive, and ends with the signal', async () => {
    await start((_, res) => {
      res.write('{"n":1}\n{"n":');
      setTimeout(() => res.write('2}\n'), 20);
    });
    const stop = new AbortController();
    const events: unknown[] = [];
    const opened = jest.fn();
    await expect(
      client.watch({
        path: '/api/v1/nodes',
        query: { watch: '1' },
        signal: stop.signal,
        onOpen: opened,
        onEvent: event => {
          events.push(event);
          if (events.length === 2) {
            stop.abort(new SourceFailure('unreachable', 'enough'));
          }
        },
      }),
    ).rejects.toThrow('enough');
    expect(events).toEqual([{ n: 1 }, { n: 2 }]);
    expect(opened).toHaveBeenCalledTimes(1);
    expect(seen[0].headers['accept-encoding']).toBeUndefined();
  });

  it('does not wait for a credential that does not come', async () => {
    await start((_, res) => res.end('{}'));
    transport = new HttpTransport({
      resolveTarget: () => ({
        url: new URL(server.url),
        rejectUnauthorized: true,
      }),
      credentials: { get: () => new Promise(() => {}), invalidate: () => {} },
    });
    client = new KubeClient(transport, systemTime, DEFAULT_TIMING);
    await expect(
      client.get({
        path: '/version',
        signal: new AbortController().signal,
        limitMs: 30,
      }),
    ).rejects.toMatchObject({ problem: 'timeout' });
    expect(seen).toHaveLength(0);
  });
});
