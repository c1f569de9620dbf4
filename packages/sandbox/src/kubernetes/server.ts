import http from 'node:http';
import https from 'node:https';
import { AddressInfo, createServer, Socket } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { serveApi } from './api';
import { Certificate } from './certificate';
import { ApiContext, ApiRequest, ApiResponse, StreamSink } from './context';

/** Bodies from this size on are compressed when the client accepts it, as a real server does. */
const GZIP_BYTES = 128 * 1024;
const MAX_BODY_BYTES = 3 * 1024 * 1024;

/** The API of one cluster on a loopback port. */
export interface ClusterServer {
  /** The same port also answers `https:` with the certificate. */
  url: string;
  /**
   * While hung, connections are accepted and requests read, but nothing is ever answered, and open watches fall
   * silent without being closed. When it ends, all connections of that time are cut.
   */
  setHung(hung: boolean): void;
  /** Every request is answered this many milliseconds later; 0 is at once. Open watches go on as before. */
  setDelay(ms: number): void;
  close(): Promise<void>;
}

/** First byte of a TLS handshake. */
const TLS_HANDSHAKE = 0x16;

/** How a cluster is served. */
export interface ClusterServerOptions {
  /** 0 takes a free one. */
  port: number;
  certificate: Certificate;
  /** Called after every write request. */
  onWrite?(): void;
}

/** Starts serving a cluster on 127.0.0.1, with and without TLS on one port. */
export async function startClusterServer(
  context: ApiContext,
  options: ClusterServerOptions,
): Promise<ClusterServer> {
  const sockets = new Set<Socket>();
  const state = { hung: false, delayMs: 0 };
  const answer: http.RequestListener = (request, response) => {
    readBody(request)
      .then(async body => {
        if (state.delayMs > 0) {
          await setTimeout(state.delayMs, undefined, { ref: false });
        }
        if (state.hung) {
          return;
        }
        const parsed = toApiRequest(request, body);
        send(serveApi(context, parsed), request, response, state);
        if (parsed.method !== 'GET') {
          options.onWrite?.();
        }
      })
      .catch(error => fail(response, error));
  };
  const plain = http.createServer(answer);
  const secure = https.createServer(options.certificate, answer);
  const server = createServer(socket => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    // A client that goes away mid-request is nothing to report.
    socket.on('error', () => socket.destroy());
    socket.once('data', first => {
      socket.pause();
      socket.unshift(first);
      const target = first[0] === TLS_HANDSHAKE ? secure : plain;
      target.emit('connection', socket);
      process.nextTick(() => socket.resume());
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const cut = () => sockets.forEach(socket => socket.destroy());

  return {
    url: `http://127.0.0.1:${port}`,
    setHung(hung) {
      if (state.hung && !hung) {
        cut();
      }
      state.hung = hung;
    },
    setDelay(ms) {
      state.delayMs = ms;
    },
    async close() {
      cut();
      plain.close();
      secure.close();
      await new Promise(resolve => server.close(resolve));
    },
  };
}

async function readBody(request: http.IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) {
      throw new Error('request body too large');
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function toApiRequest(request: http.IncomingMessage, body: Buffer): ApiRequest {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const headers = Object.entries(request.headers).map(
    ([name, value]) =>
      [name, Array.isArray(value) ? value.join(',') : value] as const,
  );
  return {
    method: request.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    headers: Object.fromEntries(headers),
    body,
  };
}

function send(
  answer: ApiResponse,
  request: http.IncomingMessage,
  response: http.ServerResponse,
  state: { hung: boolean },
) {
  if ('stream' in answer) {
    response.writeHead(200, { 'content-type': answer.contentType });
    response.flushHeaders();
    answer.stream(sinkOf(response, state));
    return;
  }
  const isText = typeof answer.body === 'string';
  const body = Buffer.from(
    isText ? `${answer.body}` : `${JSON.stringify(answer.body)}\n`,
  );
  const compress =
    body.length >= GZIP_BYTES &&
    /\bgzip\b/.test(`${request.headers['accept-encoding'] ?? ''}`);
  const sent = compress ? gzipSync(body, { level: 1 }) : body;
  response.writeHead(answer.status, {
    'content-type': answer.contentType ?? 'application/json',
    'content-length': sent.length,
    vary: 'Accept-Encoding',
    ...(compress ? { 'content-encoding': 'gzip' } : {}),
    ...(answer.status === 429 ? { 'retry-after': '1' } : {}),
  });
  response.end(sent);
}

function sinkOf(
  response: http.ServerResponse,
  state: { hung: boolean },
): StreamSink {
  const listeners: (() => void)[] = [];
  let open = true;
  const close = () => {
    if (open) {
      open = false;
      listeners.forEach(listener => listener());
    }
  };
  response.once('close', close);
  return {
    write(text) {
      if (open && !state.hung) {
        response.write(text);
      }
    },
    end() {
      if (!state.hung) {
        response.end();
      }
      close();
    },
    closed(listener) {
      if (open) {
        listeners.push(listener);
      } else {
        listener();
      }
    },
  };
}

function fail(response: http.ServerResponse, error: unknown) {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const message = error instanceof Error ? error.message : `${error}`;
  const code = message === 'request body too large' ? 413 : 500;
  response.writeHead(code, { 'content-type': 'application/json' });
  response.end(
    JSON.stringify({
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message,
      reason: code === 413 ? 'RequestEntityTooLarge' : 'InternalError',
      code,
    }),
  );
}
