import { NODE_GROUP_LABEL } from './clusters';
import { listOf, NODES } from './objects';
import { ClusterWorld } from './world';

/** The node whose disk fills up when one does. */
export function fullDiskNode({ store }: ClusterWorld): string | undefined {
  return listOf(store, NODES).find(
    ({ metadata }) => metadata.labels?.[NODE_GROUP_LABEL] === 'worker',
  )?.metadata.name;
}
