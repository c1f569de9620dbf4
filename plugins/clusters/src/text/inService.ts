import { formatCount } from '@textloom/ui';
import { NodeGroupSummary } from '@textloom/plugin-clusters-common';
import { Message, message } from './message';

/** How many nodes of a group are in service; nothing is claimed when none of them is known. */
export function inService(
  group: Pick<NodeGroupSummary, 'ready' | 'total' | 'nodes'>,
): Message {
  const { ready, total, nodes } = group;
  const unknown =
    nodes.length > 0 && nodes.every(node => node.status === 'unknown');
  return unknown
    ? message('groups.notCurrent', { count: total })
    : message('groups.inService', {
        ready: formatCount(ready),
        total: formatCount(total),
      });
}
