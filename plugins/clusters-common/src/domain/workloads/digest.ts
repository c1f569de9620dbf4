import { ComponentTally, tallyComponents } from '../components';
import { PodFacts, Resources } from '../facts';
import { once } from '../once';
import { ownerKey } from './common';

type Request = PodFacts['requests'];

/** What follows from a list of pods. Few rules ask for the last two, which are worked out when they do. */
export interface PodDigest {
  /** What they hold together. */
  held: Resources;
  running: number;
  pending: number;
  components: ComponentTally;
  /** Pods with containers that are not well, except those that go away anyway. */
  troubled: readonly PodFacts[];
  /** Controllers with a ready pod here. */
  ready(): ReadonlySet<string>;
  /** Least request of a controller's running pods. */
  requests(): ReadonlyMap<string, Request>;
}

/** The digest of a list of pods. */
export function digestPods(pods: readonly PodFacts[]): PodDigest {
  return {
    ...sumsOf(pods),
    components: tallyComponents(pods),
    troubled: pods.filter(pod => pod.troubles !== undefined && !pod.deleting),
    ready: once(() => readyControllers(pods)),
    requests: once(() => leastRequests(pods)),
  };
}

function sumsOf(
  pods: readonly PodFacts[],
): Pick<PodDigest, 'held' | 'running' | 'pending'> {
  const held = { cpuMillis: 0, memoryBytes: 0, pods: 0 };
  let running = 0;
  let pending = 0;
  for (const pod of pods) {
    running += pod.phase === 'Running' ? 1 : 0;
    pending += pod.phase === 'Pending' ? 1 : 0;
    if (holdsResources(pod)) {
      held.cpuMillis += pod.requests.cpuMillis;
      held.memoryBytes += pod.requests.memoryBytes;
      held.pods++;
    }
  }
  return { held, running, pending };
}

/** Whether a pod holds what it requested. */
export function holdsResources({ phase }: PodFacts): boolean {
  return phase !== 'Succeeded' && phase !== 'Failed';
}

function readyControllers(pods: readonly PodFacts[]): ReadonlySet<string> {
  return new Set(
    pods.filter(({ ready, deleting }) => ready && !deleting).map(podOwnerKey),
  );
}

function leastRequests(
  pods: readonly PodFacts[],
): ReadonlyMap<string, Request> {
  const requests = new Map<string, Request>();
  for (const pod of pods) {
    if (pod.phase === 'Running') {
      const key = podOwnerKey(pod);
      requests.set(key, least(requests.get(key), pod.requests));
    }
  }
  return requests;
}

/** Identity of a pod's controller, or of the pod where it has none. */
export function podOwnerKey(pod: PodFacts): string {
  return ownerKey(pod.ownerKind, pod.namespace, pod.ownerName ?? pod.name);
}

/** The lesser of two requests, for each resource by itself. */
export function least(a: Request | undefined, b: Request): Request {
  return a
    ? {
        cpuMillis: Math.min(a.cpuMillis, b.cpuMillis),
        memoryBytes: Math.min(a.memoryBytes, b.memoryBytes),
      }
    : b;
}
