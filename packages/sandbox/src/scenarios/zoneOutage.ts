import { ZONES } from '../world/clusters';
import { listOf, NODES } from '../world/objects';
import { silence } from './nodeFailure';
import { Scenario, ScenarioError } from './types';

const ZONE_LABEL = 'topology.kubernetes.io/zone';

/** Every node of an availability zone falls silent. */
export const zoneOutage: Scenario = {
  id: 'zone-outage',
  title: { en: 'An availability zone fails', zh: '一个可用区故障' },
  effect: {
    en: 'All nodes of one zone fall silent at once. Kubernetes evicts their pods slowly, or not at all, as it cannot tell whether the zone or the network is down.',
    zh: '一个可用区的全部节点同时失联。Kubernetes 无法区分可用区故障与网络中断，因此会放慢甚至停止驱逐 Pod。',
  },
  lookAt: {
    en: 'Clusters: the zone’s finding, with the nodes that it explains.',
    zh: '集群页：该可用区的问题及其所涵盖的节点。',
  },
  defaultCluster: 'textloom-prod',
  start({ world }, target) {
    const zone = target ?? ZONES[1];
    const names = listOf(world.store, NODES)
      .filter(({ metadata }) => metadata.labels?.[ZONE_LABEL] === zone)
      .map(({ metadata }) => metadata.name);
    if (names.length === 0) {
      throw new ScenarioError(`${world.name} has no node in zone ${zone}`);
    }
    names.forEach(name => silence(world, name));
    return {
      target: zone,
      stop: () => names.forEach(name => world.faults.silent.delete(name)),
    };
  },
};
