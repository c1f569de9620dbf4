import { count, finding } from '../finding';
import { Finding } from '../health';
import { isReady, leavingTaint, NodeCase } from '../nodeCase';

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
  const zones = new Map<string, ZoneCounts>();
  for (const subject of cases) {
    if (subject.zone !== '') {
      const counts = zones.get(subject.zone) ?? { total: 0, ready: 0, down: 0 };
      counts.total++;
      counts.ready += isReady(subject) ? 1 : 0;
      counts.down += isDown(subject) ? 1 : 0;
      zones.set(subject.zone, counts);
    }
  }
  return zones.size < 2
    ? []
    : [...zones].flatMap(([zone, counts]) => zoneFinding(zone, counts));
}

interface ZoneCounts {
  total: number;
  ready: number;
  down: number;
}

function zoneFinding(
  zone: string,
  { total, ready, down }: ZoneCounts,
): Finding[] {
  // The finding about the only node of a zone says all there is to say.
  const full = down > 1 && ready === 0;
  const partial = down > PARTIAL.nodes && down >= PARTIAL.share * total;
  if (!full && !partial) {
    return [];
  }
  // One or two nodes are no zone's outage, though Kubernetes calls it one.
  const small = total <= PARTIAL.nodes;
  return [
    finding(
      full ? 'zone-down' : 'zone-partial',
      full && !small ? 'critical' : 'degraded',
      { kind: 'Zone', name: zone },
      {
        value: count(down),
        threshold: count(full ? total : Math.ceil(PARTIAL.share * total)),
        evidence: 'Node.status.conditions[Ready] of the zone',
        params: { down, total },
      },
    ),
  ];
}
