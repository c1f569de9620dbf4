import { spawn } from 'node:child_process';
import http from 'node:http';
import { gitEnvironment } from './runGit';

/** What a client may send, and how long an exchange may take. */
const LIMIT = { bytes: 10 * 1024 * 1024, ms: 60_000 };
const MAX_HEADER = 16_384;

/** One request of Git's smart protocol. */
export interface GitExchange {
  /** Folder under which repositories are. */
  root: string;
  /** The repository from there, as `/name.git`. */
  repository: string;
  /** `/info/refs`, `/git-upload-pack` or `/git-receive-pack`. */
  service: string;
  /** Who asks; absent for somebody unknown, who may not push. */
  user?: string;
  /** Called when a push has been taken, before its answer ends. */
  onPush(): Promise<void>;
}

/** Answers with a status alone. */
export function refuse(
  response: http.ServerResponse,
  status: number,
  headers: http.OutgoingHttpHeaders = {},
): void {
  response.writeHead(status, { ...headers, 'content-type': 'text/plain' });
  response.end(`${http.STATUS_CODES[status]}\n`);
}

/** Whether a client says beforehand that it will send more than is taken. */
export function isTooLarge({ headers }: http.IncomingMessage): boolean {
  return Number(headers['content-length'] ?? 0) > LIMIT.bytes;
}

/** Runs the CGI program (RFC 3875); its answer begins when its header is complete. */
export function exchange(
  { root, repository, service, user, onPush }: GitExchange,
  request: http.IncomingMessage,
  response: http.ServerResponse,
): Promise<void> {
  const { headers, url = '' } = request;
  const one = (name: string) => `${headers[name] ?? ''}`;
  const child = spawn('git', ['http-backend'], {
    timeout: LIMIT.ms,
    env: {
      ...gitEnvironment(),
      GIT_PROJECT_ROOT: root,
      GIT_HTTP_EXPORT_ALL: '1',
      GIT_PROTOCOL: one('git-protocol'),
      PATH_INFO: `${repository}${service}`,
      REQUEST_METHOD: request.method,
      QUERY_STRING: new URL(url, 'http://127.0.0.1').search.slice(1),
      CONTENT_TYPE: one('content-type'),
      HTTP_CONTENT_ENCODING: one('content-encoding'),
      ...(user && { REMOTE_USER: user }),
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
      if (service === '/git-receive-pack') {
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
