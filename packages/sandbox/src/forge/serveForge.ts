import http from 'node:http';
import { chooseLanguage } from '../control/language';
import { json, Reply, send } from '../control/reply';
import { credentialsOf } from '../git/accessToken';
import { exchange, isTooLarge, refuse } from '../git/exchange';
import { answerApi } from './api';
import { ForgeError } from './errors';
import { Forge } from './Forge';
import { answerPage } from './pages';

/** Where the forge is served. */
export const FORGE_PATH = '/forge';
const MAX_BODY = 64 * 1024;
const SMART =
  /^\/forge\/([^/]+)\/([^/]+?)(?:\.git)?(\/info\/refs|\/git-upload-pack|\/git-receive-pack)$/;

/** What serving needs. */
export interface ForgeHttpOptions {
  forge: Forge;
  /** Opens what changes something; everybody on this machine may read. */
  token: string;
}

/** Serves Gitea's API, Git's smart protocol and pages for people. */
export async function serveForge(
  options: ForgeHttpOptions,
  request: http.IncomingMessage,
  response: http.ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const base = `http://${request.headers.host}${FORGE_PATH}`;
  const credentials = credentialsOf(
    request.headers.authorization,
    options.token,
    ['basic', 'bearer', 'token'],
  );
  const smart = SMART.exec(url.pathname);
  if (smart) {
    const [, owner, name, service] = smart;
    const asked = { owner, name, service, credentials };
    await serveSmart(options, request, response, { ...asked, url });
    return;
  }
  send(
    response,
    await answer(options, request, { url, base, credentials }).catch(error =>
      refusalOf(error, base),
    ),
  );
}

type Asked = {
  url: URL;
  credentials: ReturnType<typeof credentialsOf>;
};

/** Everybody may fetch; a wrong token is refused all the same, so that a mistake is seen. */
async function serveSmart(
  { forge }: ForgeHttpOptions,
  request: http.IncomingMessage,
  response: http.ServerResponse,
  asked: Asked & { owner: string; name: string; service: string },
): Promise<void> {
  const { url, owner, name, service, credentials } = asked;
  const named =
    service === '/info/refs' ? `/${url.searchParams.get('service')}` : service;
  const isPush = named === '/git-receive-pack';
  const isFetch = named === '/git-upload-pack';
  const method = service === '/info/refs' ? 'GET' : 'POST';
  if (credentials === 'wrong' || (isPush && credentials !== 'right')) {
    refuse(response, 401, { 'www-authenticate': 'Basic realm="Gitea"' });
    return;
  }
  const repository = await forge.repository(owner, name);
  if (!repository || request.method !== method || !(isPush || isFetch)) {
    refuse(response, 404);
  } else if (isTooLarge(request)) {
    refuse(response, 413);
  } else {
    await exchange(
      {
        root: forge.root,
        repository: repository.directory.slice(forge.root.length),
        service,
        ...(isPush && { user: 'sandbox' }),
        onPush: async () => forge.pushed(repository),
      },
      request,
      response,
    );
  }
}

async function answer(
  { forge }: ForgeHttpOptions,
  request: http.IncomingMessage,
  { url, base, credentials }: Asked & { base: string },
): Promise<Reply> {
  if (credentials === 'wrong') {
    throw new ForgeError(401, 'invalid username, password or token');
  }
  const segments = segmentsOf(url.pathname.slice(FORGE_PATH.length));
  const { method = 'GET' } = request;
  if (segments[0] === 'api' && segments[1] === 'v1') {
    return answerApi({
      forge,
      method,
      segments: segments.slice(2),
      query: url.searchParams,
      isAuthorized: credentials === 'right',
      base,
      body: () => bodyOf(request),
    });
  }
  if (method !== 'GET' && method !== 'HEAD') {
    throw new ForgeError(405, 'Method Not Allowed');
  }
  const language = chooseLanguage(
    url.searchParams.get('lang'),
    request.headers['accept-language'],
  );
  return answerPage({ forge, segments, language, base });
}

function segmentsOf(path: string): string[] {
  try {
    return path
      .split('/')
      .filter(part => part !== '')
      .map(decodeURIComponent);
  } catch {
    throw new ForgeError(400, 'The address is not encoded as it must be');
  }
}

async function bodyOf(request: http.IncomingMessage): Promise<unknown> {
  if (!/^application\/json\b/.test(request.headers['content-type'] ?? '')) {
    throw new ForgeError(415, 'Send content-type: application/json');
  }
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > MAX_BODY) {
      throw new ForgeError(413, 'The body is too large');
    }
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString() || '{}');
  } catch {
    throw new ForgeError(422, 'The body is not JSON');
  }
}

/** In Gitea's form. What went wrong inside is for whoever runs the sandbox. */
function refusalOf(error: unknown, base: string): Reply {
  const url = `${base}/api/swagger`;
  if (error instanceof ForgeError) {
    const { status, message } = error;
    return {
      ...json(status, { message, url }),
      ...(status === 401 && {
        headers: { 'www-authenticate': 'Basic realm="Gitea"' },
      }),
    };
  }
  process.stderr.write(
    `Forge: ${error instanceof Error ? error.message : error}\n`,
  );
  return json(500, { message: 'The forge could not do this', url });
}
