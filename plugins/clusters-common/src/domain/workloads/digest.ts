import { PodFacts } from '../facts';
import { NodeCase } from '../nodeCase';
import { ownerKey } from './common';

type Request = PodFacts['requests'];

/** What the rules over workloads need of the pods on one node. */
export interface PodDigest {
  /** Pods with containers that are not well, except those that go away anyway. */
  troubled: readonly PodFacts[];
  /** Controllers with a ready pod here. */
  ready: ReadonlySet<string>;
  /** Least request of a controller's running pods. */
  requests: ReadonlyMap<string, Request>;
}

const digests = new WeakMap<readonly PodFacts[], PodDigest>();

/** The digest of a node's pods; made once for each list of pods, so that nodes without change cost nothing. */
export function digestOf({ pods }: Pick<NodeCase, 'pods'>): PodDigest {
  const known = digests.get(pods);
  if (known) {
    return known;
  }
  const digest = digestPods(pods);
  digests.set(pods, digest);
  return digest;
}

function digestPods(pods: readonly PodFacts[]): PodDigest {
  const ready = new Set<string>();
  const requests = new Map<string, Request>();
  for (const pod of pods) {
    const key = podOwnerKey(pod);
    if (pod.ready && !pod.deleting) {
      ready.add(key);
    }
    if (pod.phase === 'Running') {
      requests.set(key, least(requests.get(key), pod.requests));
    }
  }
  return {
    troubled: pods.filter(pod => pod.troubles !== undefined && !pod.deleting),
    ready,
    requests,
  };
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
