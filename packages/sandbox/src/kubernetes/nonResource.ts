import { ApiContext, ApiRequest, ApiResponse } from './context';
import {
  aggregatedDiscovery,
  groupDetail,
  groupList,
  resourceList,
} from './discovery';
import { negotiate, Negotiated } from './negotiation';
import { openApiIndex, openApiV2, openApiV3 } from './openapi';

const PROBES = ['/livez', '/readyz', '/healthz'];

/** Answers paths that name no resource: probes, version, discovery, OpenAPI; undefined for all others. */
export function serveNonResource(
  context: ApiContext,
  request: ApiRequest,
): ApiResponse | undefined {
  const path = request.path.replace(/(.)\/+$/, '$1');
  if (PROBES.includes(path)) {
    return {
      status: 200,
      body: 'ok',
      contentType: 'text/plain; charset=utf-8',
    };
  }
  const body = documentAt(context, path, () =>
    negotiate(request.headers.accept),
  );
  return body === undefined ? undefined : { status: 200, ...body };
}

type Document = { body: unknown; contentType?: string } | undefined;

function documentAt(
  context: ApiContext,
  path: string,
  negotiated: () => Negotiated,
): Document {
  const { registry } = context;
  if (path === '/version') {
    return { body: versionOf(context.gitVersion) };
  }
  if (path === '/api' || path === '/apis') {
    const { shape, contentType } = negotiated();
    if (shape === 'aggregated-discovery') {
      const scope = path === '/api' ? 'core' : 'groups';
      return { body: aggregatedDiscovery(registry, scope), contentType };
    }
    return { body: path === '/api' ? coreVersions() : groupList(registry) };
  }
  if (path === '/openapi/v2') {
    return { body: openApiV2(registry) };
  }
  if (path === '/openapi/v3') {
    return { body: openApiIndex(registry) };
  }
  if (path.startsWith('/openapi/v3/')) {
    return wrap(openApiV3(registry, path.slice('/openapi/v3/'.length)));
  }
  const [, head, first, second, ...rest] = path.split('/');
  if (rest.length > 0 || !first) {
    return undefined;
  }
  if (head === 'api' && !second) {
    return wrap(resourceList(registry, '', first));
  }
  if (head === 'apis') {
    return wrap(
      second
        ? resourceList(registry, first, second)
        : groupDetail(registry, first),
    );
  }
  return undefined;
}

function wrap(body: unknown): Document {
  return body === undefined ? undefined : { body };
}

function coreVersions() {
  return {
    kind: 'APIVersions',
    versions: ['v1'],
    serverAddressByClientCIDRs: [
      { clientCIDR: '0.0.0.0/0', serverAddress: '127.0.0.1' },
    ],
  };
}

function versionOf(gitVersion: string) {
  const [, major, minor] = /^v(\d+)\.(\d+)/.exec(gitVersion) ?? [];
  return {
    major,
    minor,
    gitVersion,
    gitCommit: '113cf36',
    gitTreeState: 'clean',
    buildDate: '2026-09-30T00:00:00Z',
    goVersion: 'go1.24.6',
    compiler: 'gc',
    platform: 'linux/amd64',
  };
}
