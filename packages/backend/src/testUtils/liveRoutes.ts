/** The parts of Express' layers that tell what is served. */
interface Layer {
  regexp: RegExp & { fast_slash?: boolean };
  handle: unknown;
  route?: { path: string; methods: Record<string, boolean> };
}

/** Routes that the framework itself adds to each plugin. */
const BUILT_IN = /^\/\.(backstage|well-known\/backstage)(\/|$)/;

/**
 * The routes that an Express application really serves under a prefix, read
 * from its live stack: `GET /fleet`, sorted, without what the framework adds.
 * A handler that is mounted on a path of its own is `USE /path`.
 */
export function liveRoutes(app: unknown, prefix: string): string[] {
  const router = (app as { _router?: unknown })._router;
  return [...routesUnder(stackOf(router) ?? [], prefix)]
    .filter(([, path]) => !BUILT_IN.test(path))
    .map(([method, path]) => `${method} ${path}`)
    .sort();
}

/** Follows the prefix down to its router. */
function* routesUnder(
  layers: readonly Layer[],
  prefix: string,
): Generator<[method: string, path: string]> {
  if (prefix === '') {
    yield* allRoutes(layers, '');
    return;
  }
  for (const { handle, regexp } of layers) {
    const inner = stackOf(handle);
    if (!inner) continue;
    const matched = regexp.fast_slash ? '' : regexp.exec(prefix)?.[0];
    if (matched !== undefined) {
      yield* routesUnder(
        inner,
        prefix.slice(matched.length).replace(/^\/$/, ''),
      );
    }
  }
}

function* allRoutes(
  layers: readonly Layer[],
  base: string,
): Generator<[method: string, path: string]> {
  for (const { handle, regexp, route } of layers) {
    const inner = stackOf(handle);
    const mounted = regexp.fast_slash ? base : base + pathOf(regexp);
    if (route) {
      for (const method of Object.keys(route.methods)) {
        yield [method.replace('_', '').toUpperCase(), base + route.path];
      }
    } else if (inner) {
      yield* allRoutes(inner, mounted);
    } else if (!regexp.fast_slash) {
      yield ['USE', mounted];
    }
  }
}

/** The path that a layer's expression was made from, readable enough for a test's output. */
function pathOf(regexp: RegExp): string {
  return regexp.source
    .replace(/\\\/\?\(\?=\\\/\|\$\)$/, '')
    .replace(/^\^/, '')
    .replace(/\\(.)/g, '$1');
}

function stackOf(router: unknown): Layer[] | undefined {
  const stack = (router as { stack?: unknown } | undefined)?.stack;
  return Array.isArray(stack) ? stack : undefined;
}
