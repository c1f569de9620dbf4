import { gateId } from '../domain/gateReasons';
import { GatePolicy } from '../domain/policy';
import { noteDuplicates } from './duplicates';
import { Fields, FileNode, PolicyReader } from './PolicyReader';
import { DURATION_SHAPE, durationMs, percent } from './units';

const KEYS: Record<GatePolicy['kind'], readonly string[]> = {
  ci: [],
  coverage: ['min'],
  'image-scan': ['maxCritical', 'maxHigh'],
  slo: ['name', 'query', 'max', 'min'],
  'cluster-health': [],
  soak: ['environment', 'for'],
  http: ['name', 'url', 'timeout'],
};
const KINDS = Object.keys(KEYS) as GatePolicy['kind'][];
const SLUG = /^[a-z0-9][a-z0-9-]{0,62}$/;
const SLUG_SHAPE = 'lower-case letters, digits and hyphens';

/** Gates of an environment. */
export function readGates(node: FileNode, reader: PolicyReader): GatePolicy[] {
  const read: { name: string; node: FileNode }[] = [];
  const gates = reader.list(node, 'gates', item => {
    const gate = readGate(item, reader);
    if (gate) {
      read.push({ name: gateId(gate), node: item });
    }
    return gate;
  });
  noteDuplicates(read, 'gate', reader);
  return gates;
}

function readGate(
  node: FileNode,
  reader: PolicyReader,
): GatePolicy | undefined {
  const all = [...new Set(Object.values(KEYS).flat())];
  const loose = reader.fields(node, 'A gate', ['kind', 'maxAge', ...all]);
  const kind =
    loose && reader.choice(loose.get('kind') ?? loose.node, 'kind', KINDS);
  if (!loose || !kind) {
    return undefined;
  }
  const keys = ['kind', ...(kind === 'soak' ? [] : ['maxAge']), ...KEYS[kind]];
  const fields = reader.fields(node, `A gate of kind ${kind}`, keys);
  if (!fields) {
    return undefined;
  }
  const maxAgeMs = optionalDuration(fields, 'maxAge', reader);
  const age = maxAgeMs === undefined ? {} : { maxAgeMs };
  return readKind(kind, fields, age, reader);
}

function readKind(
  kind: GatePolicy['kind'],
  fields: Fields,
  age: { maxAgeMs?: number },
  reader: PolicyReader,
): GatePolicy | undefined {
  switch (kind) {
    case 'coverage': {
      const min = reader.converted(
        fields.get('min') ?? fields.node,
        'min',
        'a share from 0 to 100 %',
        percent,
      );
      return min === undefined ? undefined : { kind, min, ...age };
    }
    case 'image-scan': {
      const maxCritical = count(fields, 'maxCritical', reader);
      const maxHigh = count(fields, 'maxHigh', reader);
      return maxCritical === undefined || maxHigh === undefined
        ? undefined
        : { kind, maxCritical, maxHigh, ...age };
    }
    case 'slo':
      return readSlo(fields, age, reader);
    case 'soak': {
      const environment = slug(fields, 'environment', reader);
      const forMs = duration(fields, 'for', reader);
      return environment === undefined || forMs === undefined
        ? undefined
        : { kind, environment, forMs };
    }
    case 'http':
      return readHttp(fields, age, reader);
    default:
      return { kind, ...age };
  }
}

function readSlo(
  fields: Fields,
  age: { maxAgeMs?: number },
  reader: PolicyReader,
): GatePolicy | undefined {
  const name = slug(fields, 'name', reader);
  const query = reader.text(fields.get('query') ?? fields.node, 'query');
  const bound = (key: 'min' | 'max') =>
    fields.get(key) === undefined
      ? {}
      : {
          [key]: reader.number(fields.get(key), key, {
            min: -1e15,
            max: 1e15,
          }),
        };
  const bounds = { ...bound('max'), ...bound('min') };
  if (!Object.keys(bounds).length) {
    return reader.problem(fields.node, 'An slo gate needs max or min.');
  }
  return name === undefined || query === undefined
    ? undefined
    : { kind: 'slo', name, query, ...bounds, ...age };
}

function readHttp(
  fields: Fields,
  age: { maxAgeMs?: number },
  reader: PolicyReader,
): GatePolicy | undefined {
  const name = slug(fields, 'name', reader);
  const url = reader.text(
    fields.get('url') ?? fields.node,
    'url',
    /^https?:\/\/[^\s@]{1,1990}$/,
    'an http or https address without user name and password',
  );
  const timeoutMs =
    fields.get('timeout') === undefined
      ? 5_000
      : duration(fields, 'timeout', reader);
  if (timeoutMs !== undefined && (timeoutMs < 1_000 || timeoutMs > 30_000)) {
    return reader.problem(
      fields.get('timeout'),
      'timeout must be from 1s to 30s.',
    );
  }
  return name === undefined || url === undefined || timeoutMs === undefined
    ? undefined
    : { kind: 'http', name, url, timeoutMs, ...age };
}

function slug(fields: Fields, key: string, reader: PolicyReader) {
  return reader.text(fields.get(key) ?? fields.node, key, SLUG, SLUG_SHAPE);
}

function count(fields: Fields, key: string, reader: PolicyReader) {
  return fields.get(key) === undefined
    ? 0
    : reader.number(fields.get(key), key, { min: 0, max: 1e6, integer: true });
}

/** Milliseconds of a duration that must be there. */
export function duration(
  fields: Fields,
  key: string,
  reader: PolicyReader,
): number | undefined {
  return reader.converted(
    fields.get(key) ?? fields.node,
    key,
    DURATION_SHAPE,
    durationMs,
  );
}

/** Milliseconds of a duration; undefined when it is not there. */
export function optionalDuration(
  fields: Fields,
  key: string,
  reader: PolicyReader,
): number | undefined {
  return fields.get(key) === undefined
    ? undefined
    : duration(fields, key, reader);
}
