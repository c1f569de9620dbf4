import { InstanceTypeName } from './instanceTypes';
import { Taint } from './objects';

/** A managed node group of a cluster. */
export interface NodeGroupPlan {
  name: string;
  instanceType: InstanceTypeName;
  count: number;
  /** Bounds of the autoscaling group. */
  min: number;
  max: number;
  capacityType: 'ON_DEMAND' | 'SPOT';
  taints?: Taint[];
}

/** What a cluster of the sandbox is made of. */
export interface ClusterPlan {
  name: string;
  /** Second byte of the VPC's addresses, 10.X.0.0/16. */
  network: number;
  groups: NodeGroupPlan[];
  /** Namespaces that each hold the whole TextLoom application. */
  environments: string[];
  /** `full` carries the seed's production sizes, `small` one replica each. */
  size: 'full' | 'small';
}

export const REGION = 'ap-southeast-1';
export const ZONES = [`${REGION}a`, `${REGION}b`, `${REGION}c`];
export const KUBELET_VERSION = 'v1.34.1-eks-113cf36';
export const NODE_GROUP_LABEL = 'eks.amazonaws.com/nodegroup';

/** Keeps ordinary pods off the nodes of the priority queue. */
const PRIORITY_TAINT: Taint = {
  key: 'textloom.ai/dedicated',
  value: 'priority',
  effect: 'NoSchedule',
};

/** Production with the node groups of the architecture document, and the Spot cluster of the other environments. */
export const CLUSTER_PLANS: ClusterPlan[] = [
  {
    name: 'textloom-prod',
    network: 0,
    size: 'full',
    environments: ['textloom'],
    groups: [
      {
        name: 'management',
        instanceType: 't3.medium',
        count: 3,
        min: 3,
        max: 5,
        capacityType: 'ON_DEMAND',
      },
      {
        name: 'compute',
        instanceType: 'c5.2xlarge',
        count: 5,
        min: 5,
        max: 12,
        capacityType: 'ON_DEMAND',
      },
      {
        name: 'worker',
        instanceType: 'c5.4xlarge',
        count: 10,
        min: 4,
        // Room to make up for most of a zone: what asks for it fits on twelve nodes less four.
        max: 12,
        capacityType: 'ON_DEMAND',
      },
      {
        name: 'high-performance',
        instanceType: 'c5.9xlarge',
        count: 3,
        min: 3,
        max: 6,
        capacityType: 'ON_DEMAND',
        taints: [PRIORITY_TAINT],
      },
    ],
  },
  {
    name: 'textloom-nonprod',
    network: 1,
    size: 'small',
    environments: ['dev', 'test', 'staging'],
    groups: [
      {
        name: 'system',
        instanceType: 't3.medium',
        count: 2,
        min: 2,
        max: 4,
        capacityType: 'SPOT',
      },
      {
        name: 'apps',
        instanceType: 'c5.2xlarge',
        count: 4,
        min: 3,
        max: 8,
        capacityType: 'SPOT',
      },
      {
        name: 'worker',
        instanceType: 'c5.4xlarge',
        count: 3,
        min: 2,
        max: 3,
        capacityType: 'SPOT',
      },
    ],
  },
];
