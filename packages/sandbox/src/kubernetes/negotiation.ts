import { ApiError } from './status';

/** Shapes into which an answer can be turned. */
export type Shape = 'plain' | 'table' | 'partial' | 'aggregated-discovery';

/** What the client accepts best of what the server has. */
export interface Negotiated {
  shape: Shape;
  contentType: string;
}

interface MediaRange {
  type: string;
  parameters: Map<string, string>;
}

function parseAccept(accept: string): MediaRange[] {
  return accept.split(',').map(entry => {
    const [type, ...rest] = entry.split(';').map(part => part.trim());
    const parameters = rest.map(part => {
      const [key, value = ''] = part.split('=');
      return [key, value] as const;
    });
    return { type, parameters: new Map(parameters) };
  });
}

const JSON_TYPES = ['application/json', 'application/*', '*/*', ''];

/**
 * Chooses the first acceptable shape in the client's order.
 * @throws ApiError 406 if none of them is JSON in a shape that is served.
 */
export function negotiate(accept: string | undefined): Negotiated {
  for (const { type, parameters } of parseAccept(accept ?? '')) {
    if (!JSON_TYPES.includes(type)) {
      continue;
    }
    const shape = shapeOf(parameters);
    if (shape) {
      return { shape, contentType: contentTypeOf(shape, parameters) };
    }
  }
  throw new ApiError(
    406,
    'NotAcceptable',
    'only the following media types are accepted: application/json',
  );
}

function shapeOf(parameters: Map<string, string>): Shape | undefined {
  const as = parameters.get('as');
  const group = parameters.get('g');
  const version = parameters.get('v');
  if (!as) {
    return 'plain';
  }
  if (group === 'meta.k8s.io' && version === 'v1') {
    if (as === 'Table') return 'table';
    if (as.startsWith('PartialObjectMetadata')) return 'partial';
  }
  return group === 'apidiscovery.k8s.io' && version === 'v2'
    ? 'aggregated-discovery'
    : undefined;
}

function contentTypeOf(shape: Shape, parameters: Map<string, string>) {
  return shape === 'aggregated-discovery'
    ? `application/json;g=${parameters.get('g')};v=v2;as=${parameters.get(
        'as',
      )}`
    : 'application/json';
}
