import { autoscalingGroupName, desiredNodes } from '../world/autoscalingGroups';
import { NodeGroupPlan, REGION, ZONES } from '../world/clusters';
import { Taint } from '../world/objects';
import { hex, uuid } from '../world/random';
import { ClusterWorld } from '../world/world';
import { ACCOUNT, createdAt, VERSION } from './cluster';

/** Date of the AMI, as the nodes' operating system has it. */
const RELEASE = '1.34.1-20260929';

const EFFECTS: Record<string, string> = {
  NoSchedule: 'NO_SCHEDULE',
  NoExecute: 'NO_EXECUTE',
  PreferNoSchedule: 'PREFER_NO_SCHEDULE',
};

const taintOf = ({ effect, ...taint }: Taint) => ({
  ...taint,
  effect: EFFECTS[effect],
});

/** `nodegroup` of DescribeNodegroup. */
export function describeNodeGroup(world: ClusterWorld, group: NodeGroupPlan) {
  const { seed, name: clusterName } = world;
  const key = `${seed}/${clusterName}/${group.name}`;
  const fault = world.faults.nodeGroups.get(group.name);
  return {
    nodegroupName: group.name,
    nodegroupArn: `arn:aws:eks:${REGION}:${ACCOUNT}:nodegroup/${clusterName}/${
      group.name
    }/${uuid(key)}`,
    clusterName,
    version: VERSION,
    releaseVersion: RELEASE,
    createdAt: createdAt(world),
    modifiedAt: fault ? fault.since / 1_000 : createdAt(world),
    status: statusOf(fault?.kind),
    capacityType: group.capacityType,
    scalingConfig: {
      minSize: group.min,
      maxSize: group.max,
      desiredSize: desiredNodes(world, group),
    },
    instanceTypes: [group.instanceType],
    subnets: ZONES.map(zone => `subnet-0${hex(`${key}/${zone}`, 16)}`),
    amiType: 'AL2023_x86_64_STANDARD',
    nodeRole: `arn:aws:iam::${ACCOUNT}:role/${clusterName}-node`,
    labels: {},
    taints: (group.taints ?? []).map(taintOf),
    resources: {
      autoScalingGroups: [{ name: autoscalingGroupName(world, group.name) }],
    },
    health: { issues: issuesOf(world, group) },
    updateConfig: { maxUnavailable: 1 },
    tags: {},
  };
}

function statusOf(kind: 'launch-failure' | 'updating' | undefined): string {
  switch (kind) {
    case 'launch-failure':
      return 'DEGRADED';
    case 'updating':
      return 'UPDATING';
    default:
      return 'ACTIVE';
  }
}

function issuesOf(world: ClusterWorld, group: NodeGroupPlan) {
  if (world.faults.nodeGroups.get(group.name)?.kind !== 'launch-failure') {
    return [];
  }
  const market = group.capacityType === 'SPOT' ? 'Spot' : 'On-Demand';
  return [
    {
      code: 'AsgInstanceLaunchFailures',
      message: `Could not launch ${market} Instances. InsufficientInstanceCapacity - We currently do not have sufficient ${group.instanceType} capacity in the Availability Zone you requested (${ZONES[0]}). Launching EC2 instance failed.`,
      resourceIds: [autoscalingGroupName(world, group.name)],
    },
  ];
}
