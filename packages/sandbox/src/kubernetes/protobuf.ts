import { ApiError, badRequest } from './status';
import { isRecord } from './types';

/** First bytes of every Kubernetes object in protobuf. */
const MAGIC = Buffer.from('k8s\0');

type Field =
  | { name: string; type: 'string' | 'strings' | 'int' | 'map' }
  | { name: string; type: 'message'; fields: Record<number, Field> };

const text = (name: string): Field => ({ name, type: 'string' });

const message = (name: string, fields: Record<number, Field>): Field => ({
  name,
  type: 'message',
  fields,
});

const METADATA = message('metadata', {
  1: text('name'),
  2: text('generateName'),
  3: text('namespace'),
  11: { name: 'labels', type: 'map' },
  12: { name: 'annotations', type: 'map' },
});

const DELETE_OPTIONS: Record<number, Field> = {
  1: { name: 'gracePeriodSeconds', type: 'int' },
  4: text('propagationPolicy'),
  5: { name: 'dryRun', type: 'strings' },
};

const RESOURCE_ATTRIBUTES = message('resourceAttributes', {
  1: text('namespace'),
  2: text('verb'),
  3: text('group'),
  4: text('version'),
  5: text('resource'),
  6: text('subresource'),
  7: text('name'),
});

const NON_RESOURCE_ATTRIBUTES = message('nonResourceAttributes', {
  1: text('path'),
  2: text('verb'),
});

/** Field numbers from Kubernetes' `generated.proto` files, for what kubectl sends only in protobuf. */
const KINDS: Record<string, Record<number, Field>> = {
  SelfSubjectAccessReview: {
    2: message('spec', { 1: RESOURCE_ATTRIBUTES, 2: NON_RESOURCE_ATTRIBUTES }),
  },
  SelfSubjectRulesReview: { 2: message('spec', { 1: text('namespace') }) },
  SelfSubjectReview: {},
  Eviction: { 1: METADATA, 2: message('deleteOptions', DELETE_OPTIONS) },
  DeleteOptions: DELETE_OPTIONS,
  Namespace: { 1: METADATA },
  ConfigMap: { 1: METADATA, 2: { name: 'data', type: 'map' } },
};

/** Whether a body is a Kubernetes object in protobuf. */
export function isProtobuf(body: Buffer): boolean {
  return body.subarray(0, MAGIC.length).equals(MAGIC);
}

/**
 * Reads a protobuf body as the object that JSON would have been.
 * @throws ApiError 415 for kinds that are read as JSON only, 400 for a broken body.
 */
export function decodeProtobuf(body: Buffer): Record<string, unknown> {
  const envelope = decode(body.subarray(MAGIC.length), {
    1: message('type', { 1: text('apiVersion'), 2: text('kind') }),
    2: text('raw'),
  });
  const type = envelope.type as { apiVersion?: string; kind?: string };
  const fields = KINDS[type?.kind ?? ''];
  if (!fields) {
    throw new ApiError(
      415,
      'UnsupportedMediaType',
      'the body of the request was in an unknown format - accepted media types include: application/json',
    );
  }
  const raw = rawOf(body.subarray(MAGIC.length));
  return { ...type, ...decode(raw, fields) };
}

/** The bytes of field 2 of the envelope. */
function rawOf(envelope: Buffer): Buffer {
  for (const { number, bytes } of entries(envelope)) {
    if (number === 2 && bytes) {
      return bytes;
    }
  }
  return Buffer.alloc(0);
}

function decode(
  buffer: Buffer,
  fields: Record<number, Field>,
): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const { number, value, bytes } of entries(buffer)) {
    const field = fields[number];
    if (field?.type === 'int') {
      result[field.name] = value;
    } else if (field && bytes) {
      result[field.name] = read(field, bytes, result[field.name]);
    }
  }
  return result;
}

function read(field: Field, bytes: Buffer, before: unknown): unknown {
  if (field.type === 'message') {
    return decode(bytes, field.fields);
  }
  if (field.type === 'map') {
    const { key, value = '' } = decode(bytes, {
      1: text('key'),
      2: text('value'),
    });
    return { ...(isRecord(before) ? before : {}), [`${key}`]: value };
  }
  const string = bytes.toString('utf8');
  return field.type === 'strings'
    ? [...(Array.isArray(before) ? before : []), string]
    : string;
}

interface Entry {
  number: number;
  value: number;
  bytes?: Buffer;
}

function entries(buffer: Buffer): Entry[] {
  const found: Entry[] = [];
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let shift = 0; shift < 64; shift += 7) {
      if (at >= buffer.length) {
        throw badRequest('the protobuf body ends too early');
      }
      const byte = buffer[at];
      at += 1;
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) {
        return value;
      }
    }
    throw badRequest('the protobuf body holds a number that is too long');
  };
  while (at < buffer.length) {
    const key = varint();
    const number = Math.floor(key / 8);
    switch (key % 8) {
      case 0:
        found.push({ number, value: varint() });
        break;
      case 2: {
        const length = varint();
        const bytes = buffer.subarray(at, at + length);
        found.push({ number, value: length, bytes });
        at += length;
        break;
      }
      default:
        throw badRequest('the protobuf body holds a type that is not known');
    }
  }
  return found;
}
