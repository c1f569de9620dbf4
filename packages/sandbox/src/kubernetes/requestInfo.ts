/** What a path of the API names. */
export interface RequestInfo {
  group: string;
  version: string;
  plural: string;
  namespace?: string;
  name?: string;
  subresource?: string;
}

/** Parses `/api/v1/…` and `/apis/GROUP/VERSION/…`; undefined for paths that name no resource. */
export function parseRequestInfo(path: string): RequestInfo | undefined {
  const parts = path.split('/').filter(part => part !== '');
  const head = parts.shift();
  const group = head === 'apis' ? parts.shift() : '';
  const version = parts.shift();
  if ((head !== 'api' && head !== 'apis') || group === undefined || !version) {
    return undefined;
  }
  let namespace: string | undefined;
  if (parts[0] === 'namespaces' && parts.length > 2 && !isOfNamespace(parts)) {
    parts.shift();
    namespace = decodeURIComponent(parts.shift() ?? '');
  }
  const [plural, name, ...rest] = parts.map(decodeURIComponent);
  return plural === undefined
    ? undefined
    : {
        group,
        version,
        plural,
        namespace,
        name,
        subresource: rest.length > 0 ? rest.join('/') : undefined,
      };
}

/** `namespaces/NAME/status` is about the namespace itself, not about something in it. */
function isOfNamespace(parts: string[]): boolean {
  return parts.length === 3 && ['status', 'finalize'].includes(parts[2]);
}

/** Kubernetes' verb of a request. */
export function verbOf(
  method: string,
  info: RequestInfo,
  query: URLSearchParams,
): string {
  switch (method) {
    case 'POST':
      return 'create';
    case 'PUT':
      return 'update';
    case 'PATCH':
      return 'patch';
    case 'DELETE':
      return info.name ? 'delete' : 'deletecollection';
    default:
      if (isWatch(query)) {
        return 'watch';
      }
      return info.name ? 'get' : 'list';
  }
}

/** Whether the query asks for a watch. */
export function isWatch(query: URLSearchParams): boolean {
  return ['1', 'true'].includes(query.get('watch') ?? '');
}
