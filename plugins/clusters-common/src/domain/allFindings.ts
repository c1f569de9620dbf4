import { compareText, groupBy } from '@textloom/kernel';
import { alertFindings } from './alerts/alertFindings';
import { withPlanned } from './causes/planned';
import { clusterFindings } from './clusterRules';
import { atMaximumFindings } from './eks/atMaximum';
import { eksClusterFindings } from './eks/clusterFindings';
import { groupCloudFindings } from './eks/groupFindings';
import { karpenterFindings } from './eks/karpenterFindings';
import { canGrow, roomOf } from './eks/scaling';
import { ClusterFacts } from './facts';
import { groupFindings } from './groupRules';
import { Finding } from './health';
import { NodeCase, Scene } from './nodeCase';
import { nodeFindings } from './nodeRules';
import { hpaFindings, pendingFindings } from './podRules';
import { severityOrder } from './severity';
import { missingSignalFindings, SignalMemory } from './signals/missingSignals';
import { signalFindings } from './signals/signalFindings';
import { sloFindings } from './slo/sloFindings';
import { clusterSpareFindings } from './spareRules';
import { PendingGroup } from './views';
import { workloadFindings } from './workloads/workloadFindings';
import { zoneFindings } from './zones/zoneFindings';

const NONE: readonly Finding[] = [];

/** What all rules look at. */
interface World {
  facts: ClusterFacts;
  /** By name. */
  cases: readonly NodeCase[];
  pending: readonly PendingGroup[];
  signals?: SignalMemory;
  /** The scene of the cluster, or of one of its node groups. */
  sceneFor(group?: string): Scene;
}

/** Findings of nodes, groups, zones, pods, workloads and the cluster, and of what the other sources tell. */
export function allFindings(world: World): Finding[] {
  const { facts, cases, pending, signals, sceneFor } = world;
  const scene = sceneFor();
  const ofNodes = new Map<string, readonly Finding[]>();
  for (const subject of cases) {
    const ofNode = nodeFindings(subject, sceneFor(subject.group));
    if (ofNode.length > 0) {
      ofNodes.set(subject.node.name, ofNode);
    }
  }
  const nodeList = [...ofNodes.values()].flat();
  const nodesDown = nodeList.some(
    ({ rule }) => rule === 'node-lost' || rule === 'node-not-ready',
  );
  const found = [
    ...nodeList,
    ...ofGroups(world, ofNodes),
    ...zoneFindings(cases),
    ...workloadFindings(facts, cases, scene),
    ...signalFindings(facts, cases, sceneFor),
    ...missingSignalFindings(signals, facts.name, cases, scene),
    ...sloFindings(facts),
    ...alertFindings(facts),
    ...eksClusterFindings(facts),
    ...pendingFindings(pending, nodesDown, scene),
    ...hpaFindings(facts.hpas, scene),
    ...clusterFindings(facts, scene.thresholds),
  ];
  return withPlanned(distinctFindings(found), cases);
}

/** One finding for each identity, the worst: sources may tell of one thing twice. */
function distinctFindings(findings: readonly Finding[]): Finding[] {
  const byId = new Map<string, Finding>();
  for (const item of findings) {
    const known = byId.get(item.id);
    const worse = known && severityOrder.compare(item.severity, known.severity);
    if (
      worse === undefined ||
      worse > 0 ||
      (worse === 0 && compareText(item.detail ?? '', known?.detail ?? '') < 0)
    ) {
      byId.set(item.id, item);
    }
  }
  return [...byId.values()];
}

/** Findings of the node groups, and of all of them together. */
function ofGroups(
  { facts, cases, pending, sceneFor }: World,
  ofNodes: ReadonlyMap<string, readonly Finding[]>,
): Finding[] {
  const groups = groupBy(cases, ({ group }) => group);
  const ofNodeGroups = [...groups].flatMap(([name, nodes]) => [
    ...groupFindings(
      {
        name,
        nodes,
        zones: groupBy(nodes, ({ zone }) => zone),
        findingsOf: node => ofNodes.get(node) ?? NONE,
        room: roomOf(facts, name, nodes.length),
      },
      sceneFor(name),
    ),
    ...atMaximumFindings(facts, name, nodes, pending),
  ]);
  const told = new Set([
    ...groups.keys(),
    ...(facts.eks?.nodeGroups ?? []).map(({ name }) => name),
    ...(facts.karpenter ?? []).flatMap(({ kind, name }) =>
      kind === 'NodePool' ? name : [],
    ),
  ]);
  const growing = [...groups].some(([name, nodes]) =>
    canGrow(facts, name, nodes.length),
  );
  return [
    ...ofNodeGroups,
    ...[...told].flatMap(name => [
      ...groupCloudFindings(
        facts,
        name,
        groups.get(name) ?? [],
        sceneFor(name),
      ),
      ...karpenterFindings(facts, name),
    ]),
    ...clusterSpareFindings(facts.name, cases, growing, sceneFor()),
  ];
}
