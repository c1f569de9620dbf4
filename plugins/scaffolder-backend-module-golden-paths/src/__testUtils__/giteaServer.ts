import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { createServer, IncomingMessage, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';

/** What the next matching request runs into. */
export type Fault = 'create-lost' | 'push-refused' | 'delete-fails';

/** A forge that answers as Gitea does, with Git's own server behind it. */
export interface GiteaServer {
  /** As in `integrations.gitea`. */
  host: string;
  baseUrl: string;
  token: string;
  /** Method and path of every request to the API, and its body. */
  requests: { method: string; path: string; body: unknown }[];
  fault?: Fault;
  /** Folder of a bare repository. */
  folder(owner: string, repo: string): string;
  stop(): Promise<void>;
}

const TOKEN = 'forge-secret-token';

/** Starts one on loopback, with the organisation `textloom` and its repositories under a folder. */
export async function startGitea(root: string): Promise<GiteaServer> {
  const http = createServer();
  const server: GiteaServer = {
    host: '',
    baseUrl: '',
    token: TOKEN,
    requests: [],
    folder: (owner, repo) => join(root, owner, `${repo}.git`),
    stop: () =>
      new Promise(resolve => {
        http.closeAllConnections();
        http.close(() => resolve());
      }),
  };
  http.on('request', (request, response) => {
    answer(server, request, response).catch(() => response.destroy());
  });
  await new Promise<void>(resolve => {
    http.listen(0, '127.0.0.1', resolve);
  });
  server.host = `127.0.0.1:${(http.address() as AddressInfo).port}`;
  server.baseUrl = `http://${server.host}`;
  return server;
}

/** Makes a bare repository, as a push of nothing would. */
export function initBare(folder: string): void {
  mkdirSync(dirname(folder), { recursive: true });
  git(['init', '--quiet', '--bare', '--initial-branch=main', folder]);
  git(['-C', folder, 'config', 'http.receivepack', 'true']);
}

/** Runs Git for a test. @throws when it fails. */
export function git(args: string[], input?: string): string {
  const { status, stdout, stderr } = spawnSync('git', args, {
    input,
    encoding: 'utf8',
    env: {
      ...process.env,
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_AUTHOR_NAME: 'Mei',
      GIT_AUTHOR_EMAIL: 'mei@textloom.ai',
      GIT_COMMITTER_NAME: 'Mei',
      GIT_COMMITTER_EMAIL: 'mei@textloom.ai',
    },
  });
  if (status !== 0) {
    throw new Error(`git ${args.join(' ')}: ${stderr}`);
  }
  return stdout.trim();
}

async function answer(
  server: GiteaServer,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', server.baseUrl);
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk);
  }
  const body = Buffer.concat(chunks);
  if (url.pathname.startsWith('/api/v1/')) {
    answerApi(server, request, response, url.pathname, body);
  } else {
    answerGit(server, request, response, url, body);
  }
}

function answerApi(
  server: GiteaServer,
  { method = 'GET', headers }: IncomingMessage,
  response: ServerResponse,
  path: string,
  bytes: Buffer,
): void {
  const body = bytes.length > 0 ? JSON.parse(bytes.toString()) : undefined;
  server.requests.push({ method, path, body });
  const say = (status: number, value: object = { message: 'no' }) => {
    response.writeHead(status, { 'Content-Type': 'application/json' });
    response.end(status === 204 ? undefined : JSON.stringify(value));
  };
  if (headers.authorization !== `token ${TOKEN}`) {
    say(401);
    return;
  }
  const [, owner, repo] =
    /^\/api\/v1\/repos\/([^/]+)\/([^/]+)$/.exec(path) ?? [];
  const [, org] = /^\/api\/v1\/orgs\/([^/]+)\/repos$/.exec(path) ?? [];
  if (org && method === 'POST') {
    create(server, org, body, response, say);
  } else if (!owner || !existsSync(server.folder(owner, repo))) {
    say(404);
  } else if (method === 'DELETE') {
    if (server.fault === 'delete-fails') {
      say(500);
    } else {
      rmSync(server.folder(owner, repo), { recursive: true });
      say(204);
    }
  } else {
    say(200, repository(server, owner, repo));
  }
}

function create(
  server: GiteaServer,
  org: string,
  { name }: { name: string },
  response: ServerResponse,
  say: (status: number, value?: object) => void,
): void {
  const folder = server.folder(org, name);
  if (org !== 'textloom') {
    say(404);
  } else if (existsSync(folder)) {
    say(409);
  } else {
    initBare(folder);
    if (server.fault === 'create-lost') {
      server.fault = undefined;
      response.destroy();
    } else {
      say(201, repository(server, org, name));
    }
  }
}

function repository(server: GiteaServer, owner: string, repo: string) {
  const refs = git(['-C', server.folder(owner, repo), 'for-each-ref']);
  return {
    id: 1,
    name: repo,
    full_name: `${owner}/${repo}`,
    empty: refs === '',
    default_branch: 'main',
    clone_url: `${server.baseUrl}/${owner}/${repo}.git`,
  };
}

function answerGit(
  server: GiteaServer,
  { method = 'GET', headers }: IncomingMessage,
  response: ServerResponse,
  url: URL,
  body: Buffer,
): void {
  const [, owner, repo, rest] =
    /^\/([\w.-]+)\/([\w.-]+)\.git(\/.*)$/.exec(url.pathname) ?? [];
  const basic = Buffer.from(`x-access-token:${TOKEN}`).toString('base64');
  if (headers.authorization !== `Basic ${basic}`) {
    response.writeHead(401, { 'WWW-Authenticate': 'Basic realm="Gitea"' });
    response.end();
    return;
  }
  if (server.fault === 'push-refused' && rest === '/git-receive-pack') {
    server.fault = undefined;
    response.writeHead(500);
    response.end();
    return;
  }
  const child = spawn('git', ['http-backend'], {
    env: {
      PATH: process.env.PATH,
      GIT_HTTP_EXPORT_ALL: '1',
      GIT_PROJECT_ROOT: dirname(server.folder(owner, repo)),
      GIT_CONFIG_GLOBAL: '/dev/null',
      PATH_INFO: `/${repo}.git${rest}`,
      REMOTE_USER: 'portal',
      REQUEST_METHOD: method,
      QUERY_STRING: url.search.slice(1),
      CONTENT_TYPE: headers['content-type'] ?? '',
      HTTP_CONTENT_ENCODING: String(headers['content-encoding'] ?? ''),
      GIT_PROTOCOL: String(headers['git-protocol'] ?? ''),
    },
  });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.on('close', () => {
    const output = Buffer.concat(chunks);
    const end = output.indexOf('\r\n\r\n');
    const fields = output.subarray(0, end).toString().split('\r\n');
    const pairs = fields.map(field => field.split(/: (.*)/s));
    const status = pairs.find(([name]) => name === 'Status')?.[1] ?? '200';
    response.writeHead(
      Number(status.slice(0, 3)),
      Object.fromEntries(pairs.map(([name, value]) => [name, value])),
    );
    response.end(output.subarray(end + 4));
  });
  child.stdin.on('error', () => {});
  child.stdin.end(body);
}
