import http from 'node:http';
import { AddressInfo, Socket } from 'node:net';
import { ScenarioManager } from '../scenarios/manager';
import { ScenarioError } from '../scenarios/types';
import { chooseLanguage } from './language';
import { kubeconfig } from './kubeconfig';
import { askEks, askMonitoring, Platform } from './platform';
import { renderPage } from './page';
import { json, readBody, refusal, Reply, send } from './reply';

/** What the control server offers. */
export interface ControlOptions extends Platform {
  port: number;
  scenarios: ScenarioManager;
  clusters: { name: string; url: string }[];
  caData: string;
  portalUrl: string;
  /** Serves the repository that the clusters follow. */
  git(
    request: http.IncomingMessage,
    response: http.ServerResponse,
  ): Promise<void>;
  /** Serves the forge: its API, Git and pages. */
  forge(
    request: http.IncomingMessage,
    response: http.ServerResponse,
  ): Promise<void>;
  /** `OWNER/NAME` of what is on the forge. */
  repositories(): Promise<string[]>;
  /** Called after a scenario was started or stopped, before the answer is sent. */
  onChange(): void;
}

/** Starts the page and the API with which a person or a test triggers scenarios; loopback only. */
export async function startControlServer(
  options: ControlOptions,
): Promise<{ url: string; close(): Promise<void> }> {
  const sockets = new Set<Socket>();
  const server = http.createServer((request, response) => {
    const serve = serverOf(options, request);
    if (serve) {
      serve(request, response).catch(() => response.destroy());
      return;
    }
    answer(options, request)
      .catch(error =>
        refusal(500, error instanceof Error ? error.message : `${error}`),
      )
      .then(reply => send(response, reply));
  });
  server.on('connection', socket => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      sockets.forEach(socket => socket.destroy());
      await new Promise(resolve => server.close(resolve));
    },
  };
}

/** What answers by itself instead of through this server's own replies. */
function serverOf(
  { git, forge }: ControlOptions,
  { url = '', headers }: http.IncomingMessage,
): ControlOptions['git'] | undefined {
  if (!isLoopbackHost(headers.host)) {
    return undefined;
  }
  if (url.startsWith('/git/')) {
    return git;
  }
  return /^\/forge([/?]|$)/.test(url) ? forge : undefined;
}

async function answer(
  options: ControlOptions,
  request: http.IncomingMessage,
): Promise<Reply> {
  const { headers, method } = request;
  if (!isLoopbackHost(headers.host)) {
    return refusal(421, 'This server answers on loopback names only');
  }
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const asked = /^\/(alertmanager|exporters|prometheus)\/([^/]+)(\/.*)$/.exec(
    url.pathname,
  );
  if (asked) {
    const [, kind, cluster, path] = asked;
    return askMonitoring(options, request, { kind, cluster, path, url });
  }
  if (/^\/eks\//.test(url.pathname)) {
    return askEks(options.eks, request, url);
  }
  if (method === 'GET') {
    return read(options, url, headers);
  }
  const action = /^\/api\/scenarios\/([a-z-]+)\/(start|stop)$/.exec(
    url.pathname,
  );
  if (!action) {
    return refusal(404, 'Not found');
  }
  if (method !== 'POST') {
    return refusal(405, 'Use POST');
  }
  if (!/^application\/json\b/.test(headers['content-type'] ?? '')) {
    return refusal(415, 'Send content-type: application/json');
  }
  if (headers.origin && !isLoopbackOrigin(headers.origin)) {
    return refusal(403, 'Requests from other origins are refused');
  }
  return act(options, action[1], action[2], await readBody(request));
}

async function read(
  options: ControlOptions,
  url: URL,
  headers: http.IncomingHttpHeaders,
): Promise<Reply> {
  const { scenarios, clusters, token, caData, portalUrl } = options;
  switch (url.pathname) {
    case '/':
      return {
        status: 200,
        type: 'text/html; charset=utf-8',
        body: renderPage({
          language: chooseLanguage(
            url.searchParams.get('lang'),
            headers['accept-language'],
          ),
          scenarios: scenarios.list(),
          clusters,
          portalUrl,
          repositories: await options.repositories(),
        }),
      };
    case '/api/scenarios':
      return json(200, { scenarios: scenarios.list() });
    case '/kubeconfig':
      return {
        status: 200,
        type: 'application/yaml',
        body: kubeconfig(clusters, { token, caData }),
      };
    default:
      return refusal(404, 'Not found');
  }
}

function act(
  { scenarios, onChange }: ControlOptions,
  id: string,
  verb: string,
  body: string,
): Reply {
  let parsed: { cluster?: unknown; target?: unknown };
  try {
    parsed = JSON.parse(body || '{}');
  } catch {
    return refusal(400, 'The body is not JSON');
  }
  const text = (value: unknown) =>
    typeof value === 'string' && value !== '' ? value : undefined;
  const cluster = text(parsed?.cluster);
  try {
    const result =
      verb === 'start'
        ? scenarios.start(id, { cluster, target: text(parsed?.target) })
        : { stopped: scenarios.stop(id, { cluster }) };
    onChange();
    return json(200, result);
  } catch (error) {
    if (error instanceof ScenarioError) {
      return refusal(404, error.message);
    }
    throw error;
  }
}

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

function isLoopbackHost(host: string | undefined): boolean {
  return LOOPBACK.test(host ?? '');
}

function isLoopbackOrigin(origin: string): boolean {
  return /^https?:\/\//.test(origin) && LOOPBACK.test(origin.split('//')[1]);
}
