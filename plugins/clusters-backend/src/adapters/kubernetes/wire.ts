import { failureOfStatus } from './failure';
import { SourceFailure } from '../../service/SourceFailure';

type Raw = Record<string, unknown>;

/** One page of a list. */
export interface Page {
  items: unknown[];
  resourceVersion: string;
  /** Token of the next page; absent on the last. */
  next?: string;
}

/** An event of a watch, its envelope checked. */
export type WatchEvent =
  | { type: 'ADDED' | 'MODIFIED' | 'DELETED'; object: unknown; version: string }
  | { type: 'BOOKMARK'; version: string };

function isRaw(value: unknown): value is Raw {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function malformed(what: string): SourceFailure {
  return new SourceFailure('malformed', what);
}

/** Reads the envelope of a list; fails as malformed. */
export function readPage(value: unknown): Page {
  const metadata = isRaw(value) ? value.metadata : undefined;
  if (!isRaw(value) || !isRaw(metadata)) {
    throw malformed('the answer is not a list');
  }
  // A Go server writes an empty list as null where the slice was never made.
  const items = value.items ?? [];
  const { resourceVersion, continue: next } = metadata;
  if (!Array.isArray(items) || typeof resourceVersion !== 'string') {
    throw malformed('the list has no items or no resourceVersion');
  }
  return {
    items,
    resourceVersion,
    next: typeof next === 'string' && next !== '' ? next : undefined,
  };
}

/**
 * Reads the envelope of a watch event.
 * An `ERROR` event fails as what its status says: expired (code 410), throttled, server error; anything else that
 * is not an event fails as malformed.
 */
export function readWatchEvent(value: unknown, now: number): WatchEvent {
  if (!isRaw(value) || !isRaw(value.object)) {
    throw malformed('not a watch event');
  }
  if (value.type === 'ERROR') {
    const { code } = value.object;
    throw typeof code === 'number'
      ? failureOfStatus(code, { now, path: 'a watch event' })
      : malformed('an ERROR event without code');
  }
  const metadata = value.object.metadata;
  const version = isRaw(metadata) ? metadata.resourceVersion : undefined;
  if (typeof version !== 'string' || version === '') {
    throw malformed('a watch event without resourceVersion');
  }
  switch (value.type) {
    case 'ADDED':
    case 'MODIFIED':
    case 'DELETED':
      return { type: value.type, object: value.object, version };
    case 'BOOKMARK':
      return { type: 'BOOKMARK', version };
    default:
      throw malformed('a watch event of unknown type');
  }
}

/** `namespace/name`, the identity of an object in its collection; fails as malformed. */
export function keyOf(object: unknown): string {
  const metadata = isRaw(object) ? object.metadata : undefined;
  const name = isRaw(metadata) ? metadata.name : undefined;
  const namespace = isRaw(metadata) ? metadata.namespace : undefined;
  if (typeof name !== 'string' || name === '') {
    throw malformed('an object without name');
  }
  return typeof namespace === 'string' ? `${namespace}/${name}` : name;
}

/** Versions that the server serves by API group, from `GET /apis`; fails as malformed. */
export function readGroups(value: unknown): Map<string, string[]> {
  if (!isRaw(value) || !Array.isArray(value.groups)) {
    throw malformed('not a list of API groups');
  }
  const groups = new Map<string, string[]>();
  for (const group of value.groups) {
    if (
      isRaw(group) &&
      typeof group.name === 'string' &&
      Array.isArray(group.versions)
    ) {
      groups.set(
        group.name,
        group.versions
          .filter(isRaw)
          .map(({ version }) => version)
          .filter(version => typeof version === 'string'),
      );
    }
  }
  return groups;
}

/** `gitVersion` of `GET /version`; fails as malformed. */
export function readVersion(value: unknown): string {
  if (!isRaw(value) || typeof value.gitVersion !== 'string') {
    throw malformed('no gitVersion');
  }
  return value.gitVersion.slice(0, 128);
}
