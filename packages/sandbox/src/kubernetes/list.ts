import { ApiContext } from './context';
import { RequestInfo } from './requestInfo';
import { queryMatcher } from './selectors';
import { ApiError, badRequest, expired, invalid } from './status';
import {
  apiVersionOf,
  groupResource,
  KubeList,
  KubeObject,
  ResourceDefinition,
} from './types';

interface ContinueToken {
  /** Resource version to which the whole list is pinned. */
  rv: number;
  /** Key of the last object already sent. */
  after: string;
}

const keyOf = ({ metadata }: KubeObject) =>
  metadata.namespace ? `${metadata.namespace}/${metadata.name}` : metadata.name;

/**
 * Lists a resource: selectors, `limit` and `continue` (pinned to the first page's version), `resourceVersion`
 * with `resourceVersionMatch`. As on a real server, `resourceVersion=0` ignores `limit`.
 * @throws ApiError 400, 410 or 504 as the API conventions say.
 */
export function listResource(
  context: ApiContext,
  definition: ResourceDefinition,
  info: RequestInfo,
  query: URLSearchParams,
): KubeList {
  checkListOptions(query);
  const matches = queryMatcher(query, definition);
  const token = readToken(query.get('continue'));
  const snapshot = snapshotOf(context, definition, query, token);
  const selected = snapshot.objects.filter(
    object =>
      (!info.namespace || object.metadata.namespace === info.namespace) &&
      (!matches || matches(object)) &&
      (!token || keyOf(object) > token.after),
  );
  const limit =
    query.get('resourceVersion') === '0' ? 0 : Number(query.get('limit') ?? 0);
  const page =
    limit > 0 && selected.length > limit ? selected.slice(0, limit) : selected;
  const rest = selected.length - page.length;
  return {
    kind: `${definition.kind}List`,
    apiVersion: apiVersionOf(definition),
    metadata: {
      resourceVersion: `${snapshot.revision}`,
      ...(rest > 0
        ? {
            continue: writeToken({
              rv: snapshot.revision,
              after: keyOf(page[page.length - 1]),
            }),
            // The real server does not know how many of the rest a selector would keep.
            ...(matches ? {} : { remainingItemCount: rest }),
          }
        : {}),
    },
    items: page.map(object =>
      definition.convert ? definition.convert.fromStored(object) : object,
    ),
  };
}

function snapshotOf(
  context: ApiContext,
  definition: ResourceDefinition,
  query: URLSearchParams,
  token: ContinueToken | undefined,
): { revision: number; objects: KubeObject[] } {
  const name = groupResource(definition);
  const computed = context.computed.get(name);
  const current = context.store.revision;
  if (computed) {
    return { revision: current, objects: computed.list() };
  }
  if (token) {
    const objects = context.store.listAt(name, token.rv);
    if (!objects) {
      throw expired(
        'The provided continue parameter is too old to display a consistent list result. You must start a new list without the continue parameter.',
      );
    }
    return { revision: token.rv, objects };
  }
  const wanted = Number(query.get('resourceVersion') ?? 0);
  if (wanted > current) {
    throw tooLarge(wanted, current);
  }
  if (query.get('resourceVersionMatch') === 'Exact') {
    const objects = context.store.listAt(name, wanted);
    if (!objects) {
      throw expired(`The resourceVersion for the provided list is too old.`);
    }
    return { revision: wanted, objects };
  }
  return { revision: current, objects: context.store.list(name) };
}

function checkListOptions(query: URLSearchParams) {
  const version = query.get('resourceVersion');
  const match = query.get('resourceVersionMatch');
  if (version && !/^\d+$/.test(version)) {
    throw invalidOption('resourceVersion', 'Invalid value', version);
  }
  if (version && version !== '0' && query.get('continue')) {
    throw badRequest(
      'specifying resource version is not allowed when using continue',
    );
  }
  if (match && !version) {
    throw invalidOption(
      'resourceVersionMatch',
      'Forbidden: resourceVersionMatch is forbidden unless resourceVersion is provided',
    );
  }
  if (match && !['Exact', 'NotOlderThan'].includes(match)) {
    throw invalidOption('resourceVersionMatch', 'Unsupported value', match);
  }
  if (match === 'Exact' && version === '0') {
    throw invalidOption(
      'resourceVersionMatch',
      'Forbidden: resourceVersionMatch "Exact" is forbidden for resourceVersion "0"',
    );
  }
}

/** 422 for a list or watch option. */
export function invalidOption(
  field: string,
  message: string,
  value?: string,
): ApiError {
  return invalid('ListOptions', 'meta.k8s.io', '', [
    {
      field,
      reason: value ? 'FieldValueInvalid' : 'FieldValueForbidden',
      message: value ? `${message}: "${value}"` : message,
    },
  ]);
}

function tooLarge(wanted: number, current: number): ApiError {
  return new ApiError(
    504,
    'Timeout',
    `Timeout: Too large resource version: ${wanted}, current: ${current}`,
    {
      causes: [
        {
          reason: 'ResourceVersionTooLarge',
          message: 'Too large resource version',
        },
      ],
      retryAfterSeconds: 1,
    },
  );
}

function writeToken(token: ContinueToken): string {
  return Buffer.from(JSON.stringify(token)).toString('base64url');
}

function readToken(value: string | null): ContinueToken | undefined {
  if (!value) {
    return undefined;
  }
  try {
    const { rv, after } = JSON.parse(
      Buffer.from(value, 'base64url').toString('utf8'),
    );
    if (Number.isInteger(rv) && typeof after === 'string') {
      return { rv, after };
    }
  } catch {
    // Reported below together with tokens of the wrong form.
  }
  throw badRequest('continue key is not valid');
}
