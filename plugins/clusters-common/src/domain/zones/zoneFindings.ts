import { groupBy } from '@textloom/kernel';
import { count, finding } from '../finding';
import { Finding } from '../health';
import { isReady, NodeCase } from '../nodeCase';
import { leavingTaint } from '../readyRules';

/** Share of a zone's nodes, and their number, from which it is partly disrupted. */
const PARTIAL = { share: 0.55, nodes: 2 };

/** A node that is not ready although nobody takes it away. */
const isDown = (subject: NodeCase) =>
  !isReady(subject) && !leavingTaint(subject);

/**
 * Zones without a ready node, and zones most of whose nodes are not ready; judged where there are other
 * zones to compare with. kube-controller-manager `nodelifecycle` ComputeZoneState.
 */
export function zoneFindings(cases: readonly NodeCase[]): Finding[] {
  const zones = [...groupBy(cases, ({ zone }) => zone)].filter(
    ([zone]) => zone !== '',
  );
  return zones.length < 2
    ? []
    : zones.flatMap(([zone, nodes]) => zoneFinding(zone, nodes));
}

function zoneFinding(zone: string, nodes: readonly NodeCase[]): Finding[] {
  const down = nodes.filter(isDown).length;
  // The finding about the only node of a zone says all there is to say.
  const full = down > 1 && !nodes.some(isReady);
  const partial = down > PARTIAL.nodes && down >= PARTIAL.share * nodes.length;
  if (!full && !partial) {
    return [];
  }
  // One or two nodes are no zone's outage, though Kubernetes calls it one.
  const small = nodes.length <= PARTIAL.nodes;
  return [
    finding(
      full ? 'zone-down' : 'zone-partial',
      full && !small ? 'critical' : 'degraded',
      { kind: 'Zone', name: zone },
      {
        value: count(down),
        threshold: count(
          full ? nodes.length : Math.ceil(PARTIAL.share * nodes.length),
        ),
        evidence: 'Node.status.conditions[Ready] of the zone',
        params: { down, total: nodes.length },
      },
    ),
  ];
}
