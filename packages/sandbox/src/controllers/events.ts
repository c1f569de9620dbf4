import { rfc3339 } from '../kubernetes/store';
import { KubeObject } from '../kubernetes/types';
import { EVENTS, getOf, listOf } from '../world/objects';
import { hex } from '../world/random';
import { ClusterWorld } from '../world/world';

/** Time to live of events on an API server (`--event-ttl`). */
const TTL_MS = 3_600_000;
/** A repeated event is counted at most this often. */
const REPEAT_MS = 30_000;

/** What an event says. */
export interface EventText {
  type: 'Normal' | 'Warning';
  reason: string;
  message: string;
  /** Component that reports it. */
  source: string;
}

/** Records an event about an object; the same event again raises its count. */
export function recordEvent(
  world: ClusterWorld,
  about: KubeObject,
  text: EventText,
): void {
  const { store } = world;
  const now = store.now();
  const { name, namespace, uid } = about.metadata;
  const id = hex(`${uid}/${text.reason}/${text.message}`, 16);
  const eventName = `${name}.${id}`;
  const eventNamespace = namespace ?? 'default';
  const previous = getOf(store, EVENTS, eventNamespace, eventName);
  if (previous) {
    if (now - Date.parse(previous.lastTimestamp) >= REPEAT_MS) {
      store.update(EVENTS.resource, {
        ...previous,
        count: previous.count + 1,
        lastTimestamp: rfc3339(now),
      });
    }
    return;
  }
  const { source, ...rest } = text;
  store.create(EVENTS.resource, {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name: eventName, namespace: eventNamespace },
    involvedObject: {
      apiVersion: about.apiVersion,
      kind: about.kind,
      name,
      ...(namespace ? { namespace } : {}),
      uid,
    },
    ...rest,
    count: 1,
    firstTimestamp: rfc3339(now),
    lastTimestamp: rfc3339(now),
    source: { component: source },
    reportingComponent: source,
    reportingInstance: '',
  });
}

/** Removes events that were last seen more than an hour ago. */
export function expireEvents(world: ClusterWorld): void {
  const oldest = world.store.now() - TTL_MS;
  for (const { metadata, lastTimestamp } of listOf(world.store, EVENTS)) {
    if (Date.parse(lastTimestamp) < oldest) {
      const { namespace, name } = metadata;
      world.store.remove(EVENTS.resource, namespace, name);
    }
  }
}
