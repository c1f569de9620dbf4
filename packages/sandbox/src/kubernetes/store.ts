import { KubeObject } from './types';

/** A change of one object. */
export interface StoreEvent {
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  /** Resource version of the change. */
  revision: number;
  /** Milliseconds since the epoch. */
  at: number;
  object: KubeObject;
  /** The object before the change. */
  previous?: KubeObject;
}

/** What a store needs from outside. */
export interface StoreOptions {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Makes a uid for the n-th object of this store. */
  uid(n: number): string;
  /** Changes kept per resource; older ones answer 410. */
  windowSize?: number;
  /** Age in milliseconds after which changes are dropped, as etcd's compaction does. */
  windowMs?: number;
}

interface Bucket {
  objects: Map<string, KubeObject>;
  sortedKeys?: string[];
  events: StoreEvent[];
  /** Changes up to this revision can no longer be replayed. */
  floor: number;
  listeners: Set<(event: StoreEvent) => void>;
}

const keyOf = (namespace: string | undefined, name: string) =>
  namespace ? `${namespace}/${name}` : name;

/**
 * The objects of one cluster: one growing revision for all resources, and per resource a bounded window of
 * changes. What has left the window cannot be replayed, which is what makes an expired watch honest.
 */
export class ObjectStore {
  readonly now: () => number;
  private readonly uid: (n: number) => string;
  private readonly windowSize: number;
  private readonly windowMs: number;
  private readonly buckets = new Map<string, Bucket>();
  private current = 1;
  private created = 0;

  constructor(options: StoreOptions) {
    this.now = options.now;
    this.uid = options.uid;
    this.windowSize = options.windowSize ?? 1000;
    this.windowMs = options.windowMs ?? 5 * 60_000;
  }

  /** Resource version of the newest change. */
  get revision(): number {
    return this.current;
  }

  /** A number that no other object of this store gets. */
  nextSerial(): number {
    this.created += 1;
    return this.created;
  }

  get(
    resource: string,
    namespace: string | undefined,
    name: string,
  ): KubeObject | undefined {
    return this.bucket(resource).objects.get(keyOf(namespace, name));
  }

  /** All objects in key order, of one namespace if given. */
  list(resource: string, namespace?: string): KubeObject[] {
    const bucket = this.bucket(resource);
    bucket.sortedKeys ??= [...bucket.objects.keys()].sort();
    const objects: KubeObject[] = [];
    for (const key of bucket.sortedKeys) {
      const object = bucket.objects.get(key);
      if (object && (!namespace || object.metadata.namespace === namespace)) {
        objects.push(object);
      }
    }
    return objects;
  }

  /** The list as it was at a revision, by undoing later changes; undefined once the window has moved past it. */
  listAt(resource: string, revision: number): KubeObject[] | undefined {
    const later = this.eventsSince(resource, revision);
    if (!later) {
      return undefined;
    }
    const objects = new Map(this.bucket(resource).objects);
    for (const event of later.reverse()) {
      const { namespace, name } = event.object.metadata;
      if (event.previous) {
        objects.set(keyOf(namespace, name), event.previous);
      } else {
        objects.delete(keyOf(namespace, name));
      }
    }
    return [...objects.keys()].sort().flatMap(key => objects.get(key) ?? []);
  }

  /** Changes after a revision, oldest first; undefined once the window has moved past it. */
  eventsSince(resource: string, revision: number): StoreEvent[] | undefined {
    const bucket = this.bucket(resource);
    return revision < bucket.floor
      ? undefined
      : bucket.events.filter(event => event.revision > revision);
  }

  /** Adds an object; gives it uid, creation time and revision. The name must be free. */
  create(resource: string, object: KubeObject): KubeObject {
    const { namespace, name } = object.metadata;
    if (this.get(resource, namespace, name)) {
      throw new Error(`${resource} ${keyOf(namespace, name)} exists already`);
    }
    const stored = this.withRevision({
      ...object,
      metadata: {
        ...object.metadata,
        uid: object.metadata.uid ?? this.uid(this.nextSerial()),
        creationTimestamp:
          object.metadata.creationTimestamp ?? rfc3339(this.now()),
      },
    });
    this.record(resource, 'ADDED', stored);
    return stored;
  }

  /** Replaces an object that exists. Returns the stored one. */
  update(resource: string, object: KubeObject): KubeObject {
    const { namespace, name } = object.metadata;
    const previous = this.get(resource, namespace, name);
    if (!previous) {
      throw new Error(`${resource} ${keyOf(namespace, name)} does not exist`);
    }
    const stored = this.withRevision(object);
    this.record(resource, 'MODIFIED', stored, previous);
    return stored;
  }

  /** Removes an object; returns its last state, or undefined if it was not there. */
  remove(
    resource: string,
    namespace: string | undefined,
    name: string,
  ): KubeObject | undefined {
    const previous = this.get(resource, namespace, name);
    if (!previous) {
      return undefined;
    }
    const stored = this.withRevision(previous);
    this.record(resource, 'DELETED', stored, previous);
    return stored;
  }

  /** Calls back on every later change of a resource, until the returned function is called. */
  subscribe(
    resource: string,
    listener: (event: StoreEvent) => void,
  ): () => void {
    const { listeners } = this.bucket(resource);
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  /** Forgets all history: every older resource version expires, as after etcd's compaction. */
  compact(): void {
    for (const bucket of this.buckets.values()) {
      bucket.events = [];
      bucket.floor = this.current;
    }
  }

  private bucket(resource: string): Bucket {
    let bucket = this.buckets.get(resource);
    if (!bucket) {
      bucket = {
        objects: new Map(),
        events: [],
        floor: this.current,
        listeners: new Set(),
      };
      this.buckets.set(resource, bucket);
    }
    return bucket;
  }

  private withRevision(object: KubeObject): KubeObject {
    this.current += 1;
    return {
      ...object,
      metadata: { ...object.metadata, resourceVersion: `${this.current}` },
    };
  }

  private record(
    resource: string,
    type: StoreEvent['type'],
    object: KubeObject,
    previous?: KubeObject,
  ) {
    const bucket = this.bucket(resource);
    const key = keyOf(object.metadata.namespace, object.metadata.name);
    if (type === 'DELETED') {
      bucket.objects.delete(key);
    } else {
      bucket.objects.set(key, object);
    }
    if (type !== 'MODIFIED') {
      bucket.sortedKeys = undefined;
    }
    const at = this.now();
    const event = { type, revision: this.current, at, object, previous };
    bucket.events.push(event);
    while (
      bucket.events.length > this.windowSize ||
      bucket.events[0].at < at - this.windowMs
    ) {
      bucket.floor = bucket.events.shift()?.revision ?? bucket.floor;
    }
    for (const listener of [...bucket.listeners]) {
      listener(event);
    }
  }
}

/** A time as the API writes it: UTC, whole seconds. */
export function rfc3339(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');
}

/** A time as leases write it: UTC, microseconds. */
export function rfc3339Micro(ms: number): string {
  return new Date(ms).toISOString().replace('Z', '000Z');
}
