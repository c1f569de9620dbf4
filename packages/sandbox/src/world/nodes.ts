import {
  ClusterPlan,
  KUBELET_VERSION,
  NodeGroupPlan,
  NODE_GROUP_LABEL,
  REGION,
  ZONES,
} from './clusters';
import { allocatableOf, INSTANCE_TYPES } from './instanceTypes';
import { Node } from './objects';
import { hex, unit } from './random';

/** Which node of which group is to be built; the generation changes when a node is replaced. */
export interface NodeIdentity {
  seed: number;
  plan: ClusterPlan;
  group: NodeGroupPlan;
  index: number;
  generation: number;
  /** Version of the group's launch template; 3 unless set. */
  template?: number;
}

/** From this node of a group on, addresses come from the part of the zone's subnet that is kept for a large group. */
const LARGE = 12;
/** Addresses taken of 256. */
const DENSE = 250;

function addressOf({ seed, plan, group, index, generation }: NodeIdentity) {
  const key = `${seed}/${plan.name}/${group.name}/${index}/${generation}`;
  const groupIndex = plan.groups.indexOf(group);
  const zone = index % ZONES.length;
  if (index >= LARGE) {
    const place = Math.floor(index / ZONES.length);
    const third = zone * 32 + 20 + (generation % 4) * 2;
    return `10.${plan.network}.${third + Math.floor(place / DENSE)}.${
      4 + (place % DENSE)
    }`;
  }
  // A /19 subnet per zone; group and index make the address unique, the seed and generation move it.
  const third = zone * 32 + groupIndex * 4 + (generation % 4);
  const fourth = 4 + index * 20 + Math.floor(unit(key) * 20);
  return `10.${plan.network}.${third}.${fourth}`;
}

function labelsOf(identity: NodeIdentity, name: string) {
  const { seed, plan, group, index, template = 3 } = identity;
  const zone = ZONES[index % ZONES.length];
  return {
    'beta.kubernetes.io/arch': 'amd64',
    'beta.kubernetes.io/instance-type': group.instanceType,
    'beta.kubernetes.io/os': 'linux',
    'eks.amazonaws.com/capacityType': group.capacityType,
    [NODE_GROUP_LABEL]: group.name,
    'eks.amazonaws.com/nodegroup-image': `ami-0${hex(`${seed}/ami`, 16)}`,
    'eks.amazonaws.com/sourceLaunchTemplateId': `lt-0${hex(
      `${seed}/${plan.name}/${group.name}`,
      16,
    )}`,
    'eks.amazonaws.com/sourceLaunchTemplateVersion': `${template}`,
    'failure-domain.beta.kubernetes.io/region': REGION,
    'failure-domain.beta.kubernetes.io/zone': zone,
    'k8s.io/cloud-provider-aws': hex(`${seed}/${plan.name}/aws`, 32),
    'kubernetes.io/arch': 'amd64',
    'kubernetes.io/hostname': name,
    'kubernetes.io/os': 'linux',
    'node.kubernetes.io/instance-type': group.instanceType,
    'topology.ebs.csi.aws.com/zone': zone,
    'topology.k8s.aws/zone-id': `apse1-az${(index % ZONES.length) + 1}`,
    'topology.kubernetes.io/region': REGION,
    'topology.kubernetes.io/zone': zone,
  };
}

/** A node as an EKS managed node group registers it; its kubelet has not reported conditions yet. */
export function buildNode(identity: NodeIdentity): Node {
  const { seed, group, index, generation } = identity;
  const address = addressOf(identity);
  const dashed = address.replace(/\./g, '-');
  const name = `ip-${dashed}.${REGION}.compute.internal`;
  const key = `${seed}/${name}/${generation}`;
  const instanceId = `i-0${hex(key, 16)}`;
  const type = INSTANCE_TYPES[group.instanceType];
  const allocatable = allocatableOf(type);
  const zone = ZONES[index % ZONES.length];
  const shared = {
    'ephemeral-storage': '83873772Ki',
    'hugepages-1Gi': '0',
    'hugepages-2Mi': '0',
    pods: `${type.maxPods}`,
  };
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      labels: labelsOf(identity, name),
      annotations: {
        'alpha.kubernetes.io/provided-node-ip': address,
        'csi.volume.kubernetes.io/nodeid': `{"ebs.csi.aws.com":"${instanceId}"}`,
        'node.alpha.kubernetes.io/ttl': '0',
        'volumes.kubernetes.io/controller-managed-attach-detach': 'true',
      },
    },
    spec: {
      providerID: `aws:///${zone}/${instanceId}`,
      ...(group.taints ? { taints: group.taints } : {}),
    },
    status: {
      addresses: [
        { type: 'InternalIP', address },
        { type: 'InternalDNS', address: name },
        { type: 'Hostname', address: name },
      ],
      allocatable: {
        cpu: `${allocatable.cpuMillis}m`,
        memory: `${allocatable.memoryMi * 1024}Ki`,
        ...shared,
      },
      capacity: {
        cpu: `${type.vcpu}`,
        memory: `${type.memoryMi * 1024}Ki`,
        ...shared,
      },
      nodeInfo: {
        architecture: 'amd64',
        bootID: hex(`${key}/boot`, 32),
        containerRuntimeVersion: 'containerd://2.1.4',
        kernelVersion: '6.12.46-66.121.amzn2023.x86_64',
        kubeProxyVersion: KUBELET_VERSION,
        kubeletVersion: KUBELET_VERSION,
        machineID: instanceId.slice(2).padEnd(32, '0'),
        operatingSystem: 'linux',
        osImage: 'Amazon Linux 2023.9.20260929',
        systemUUID: hex(`${key}/system`, 32),
      },
    },
  };
}
