import { spawn } from 'node:child_process';
import { timingSafeEqual } from 'node:crypto';
import http from 'node:http';
import { gitEnvironment } from './runGit';

/** Where the repository is served. */
export const GIT_PATH = '/git/gitops.git';
const SERVICES = new Set([
  'GET /info/refs',
  'POST /git-upload-pack',
  'POST /git-receive-pack',
]);
/** What a client may send, and how long an exchange may take. */
const LIMIT = { bytes: 10 * 1024 * 1024, ms: 60_000 };
const MAX_HEADER = 16_384;

/** What serving needs. */
export interface GitHttpOptions {
  /** Folder in which the repository is. */
  root: string;
  /** The one token that opens it, as bearer token or as password. */
  token: string;
  /** Called when a push has been taken, before its answer ends. */
  onPush(): Promise<void>;
}

/** Serves the repository by Git's smart HTTP protocol, through `git http-backend` as a web server does. */
export async function serveGit(
  options: GitHttpOptions,
  request: http.IncomingMessage,
  response: http.ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const service = url.pathname.slice(GIT_PATH.length);
  if (!isAuthorized(request.headers.authorization, options.token)) {
    refuse(response, 401, { 'www-authenticate': 'Basic realm="gitops"' });
  } else if (
    !url.pathname.startsWith(`${GIT_PATH}/`) ||
    !SERVICES.has(`${request.method} ${service}`)
  ) {
    refuse(response, 404);
  } else if (Number(request.headers['content-length'] ?? 0) > LIMIT.bytes) {
    refuse(response, 413);
  } else {
    await answer(options, request, response, {
      service,
      query: url.search.slice(1),
    });
  }
}

function refuse(
  response: http.ServerResponse,
  status: number,
  headers: http.OutgoingHttpHeaders = {},
) {
  response.writeHead(status, { ...headers, 'content-type': 'text/plain' });
  response.end(`${http.STATUS_CODES[status]}\n`);
}

function isAuthorized(header: string | undefined, token: string): boolean {
  const [scheme = '', value = ''] = (header ?? '').split(' ');
  switch (scheme.toLocaleLowerCase('en-US')) {
    case 'bearer':
      return isSame(value, token);
    case 'basic':
      return isSame(
        Buffer.from(value, 'base64')
          .toString()
          .replace(/^[^:]*:/, ''),
        token,
      );
    default:
      return false;
  }
}

function isSame(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** Runs the CGI program (RFC 3875); its answer begins when its header is complete. */
function answer(
  { root, onPush }: GitHttpOptions,
  request: http.IncomingMessage,
  response: http.ServerResponse,
  asked: { service: string; query: string },
): Promise<void> {
  const { headers } = request;
  const one = (name: string) => `${headers[name] ?? ''}`;
  const child = spawn('git', ['http-backend'], {
    timeout: LIMIT.ms,
    env: {
      ...gitEnvironment(),
      GIT_PROJECT_ROOT: root,
      GIT_HTTP_EXPORT_ALL: '1',
      GIT_PROTOCOL: one('git-protocol'),
      PATH_INFO: `${GIT_PATH.slice('/git'.length)}${asked.service}`,
      REQUEST_METHOD: request.method,
      QUERY_STRING: asked.query,
      CONTENT_TYPE: one('content-type'),
      HTTP_CONTENT_ENCODING: one('content-encoding'),
      REMOTE_USER: 'sandbox',
      REMOTE_ADDR: '127.0.0.1',
    },
  });
  const fail = (status: number) => {
    child.kill();
    if (response.headersSent) {
      response.destroy();
    } else {
      refuse(response, status);
    }
  };
  feed(request, child.stdin, () => fail(413));
  response.once('close', () => child.kill());
  return new Promise(resolve => {
    child.once('error', () => fail(503));
    relay(child.stdout, response, () => fail(502));
    // What it says of errors is for the one who runs the sandbox.
    child.stderr.pipe(process.stderr, { end: false });
    child.once('close', async () => {
      if (asked.service === '/git-receive-pack') {
        await onPush().catch(() => undefined);
      }
      if (!response.headersSent) {
        fail(502);
      }
      response.end();
      resolve();
    });
  });
}

function feed(
  request: http.IncomingMessage,
  stdin: NodeJS.WritableStream,
  tooMuch: () => void,
) {
  let size = 0;
  stdin.on('error', () => request.resume());
  request.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > LIMIT.bytes) {
      tooMuch();
    } else if (!stdin.write(chunk)) {
      request.pause();
      stdin.once('drain', () => request.resume());
    }
  });
  request.on('end', () => stdin.end());
}

function relay(
  stdout: NodeJS.ReadableStream,
  response: http.ServerResponse,
  broken: () => void,
) {
  let head: Buffer | undefined = Buffer.alloc(0);
  stdout.on('data', (chunk: Buffer) => {
    if (!head) {
      response.write(chunk);
      return;
    }
    head = Buffer.concat([head, chunk]);
    const end = head.indexOf('\r\n\r\n');
    if (end >= 0) {
      const { status, headers } = cgiHeader(head.toString('latin1', 0, end));
      response.writeHead(status, headers);
      response.write(head.subarray(end + 4));
      head = undefined;
    } else if (head.length > MAX_HEADER) {
      broken();
    }
  });
}

function cgiHeader(text: string) {
  const lines = text.split('\r\n').map(line => {
    const [name, ...value] = line.split(':');
    return [name.toLocaleLowerCase('en-US'), value.join(':').trim()] as const;
  });
  const status = lines.find(([name]) => name === 'status')?.[1];
  return {
    status: status ? parseInt(status, 10) : 200,
    headers: Object.fromEntries(lines.filter(([name]) => name !== 'status')),
  };
}
