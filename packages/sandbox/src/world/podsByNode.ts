import { ObjectStore } from '../kubernetes/store';
import { listOf, Pod, PODS } from './objects';

const known = new WeakMap<
  ObjectStore,
  { revision: number; pods: Map<string, Pod[]> }
>();

/** Pods of each node by its name, as of now. What has not changed since the last call is not looked at again. */
export function podsByNode(store: ObjectStore): ReadonlyMap<string, Pod[]> {
  const last = known.get(store);
  if (last?.revision === store.revision) {
    return last.pods;
  }
  const pods = new Map<string, Pod[]>();
  for (const pod of listOf(store, PODS)) {
    const { nodeName = '' } = pod.spec;
    const own = pods.get(nodeName);
    if (own) {
      own.push(pod);
    } else if (nodeName) {
      pods.set(nodeName, [pod]);
    }
  }
  known.set(store, { revision: store.revision, pods });
  return pods;
}
