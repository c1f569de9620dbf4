import http from 'node:http';
import { credentialsOf } from './accessToken';
import { exchange, isTooLarge, refuse } from './exchange';

/** Where the repository is served. */
export const GIT_PATH = '/git/gitops.git';
const SERVICES = new Set([
  'GET /info/refs',
  'POST /git-upload-pack',
  'POST /git-receive-pack',
]);

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
  { root, token, onPush }: GitHttpOptions,
  request: http.IncomingMessage,
  response: http.ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const service = url.pathname.slice(GIT_PATH.length);
  const repository = GIT_PATH.slice('/git'.length);
  const { authorization } = request.headers;
  if (credentialsOf(authorization, token, ['basic', 'bearer']) !== 'right') {
    refuse(response, 401, { 'www-authenticate': 'Basic realm="gitops"' });
  } else if (
    !url.pathname.startsWith(`${GIT_PATH}/`) ||
    !SERVICES.has(`${request.method} ${service}`)
  ) {
    refuse(response, 404);
  } else if (isTooLarge(request)) {
    refuse(response, 413);
  } else {
    const user = 'sandbox';
    await exchange(
      { root, repository, service, user, onPush },
      request,
      response,
    );
  }
}
