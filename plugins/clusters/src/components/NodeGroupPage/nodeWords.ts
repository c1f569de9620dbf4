import { NodeSummary } from '@textloom/plugin-clusters-common';
import { Say } from '../../text/say';

/** What a filter of nodes looks at: what the reader sees of one. */
export function nodeWords(node: NodeSummary, say: Say): string {
  return [
    node.name,
    node.group,
    node.zone,
    node.instanceType,
    say(`nodeStatus.${node.status}`),
  ].join(' ');
}
