import { environmentOf } from '../argo/names';
import { ClusterPlan, CLUSTER_PLANS, NodeGroupPlan } from '../world/clusters';
import { INSTANCE_TYPES } from '../world/instanceTypes';
import { bytes, cpuMillis } from '../world/quantity';
import { platformWorkloads } from '../world/workloads/platform';
import { dataServices, textloomServices } from '../world/workloads/textloom';
import { WorkloadPlan } from '../world/workloads/types';
import { machinesOn } from './estate/nodes';
import { BillingWorld, podsIn } from './load';

/** A row of a file of usage. */
export interface UsageRow {
  day: string;
  cluster: string;
  node_group: string;
  namespace: string;
  /** Entity reference, empty for what is of nobody alone. */
  component: string;
  environment: string;
  role: 'workload' | 'mesh' | 'platform';
  cpu_core_hours: number;
  memory_gib_hours: number;
}

/** A row of a file of capacity. */
export type CapacityRow = Pick<
  UsageRow,
  'day' | 'cluster' | 'node_group' | 'cpu_core_hours' | 'memory_gib_hours'
>;

const GI = 2 ** 30;

/** Digits that meters have; binary fractions would be written with many more. */
export const metered = (hours: number) => Math.round(hours * 1e4) / 1e4;
/** Istio's sidecar asks for this beside each container. */
const SIDECAR = { cpu: 0.1, memory: 0.125 };
const MESH_NAMESPACE = 'istio-system';

/** What the node groups of both clusters offered on a day. */
export function capacityOn(world: BillingWorld, day: string): CapacityRow[] {
  const rows = new Map<string, CapacityRow>();
  for (const { plan, group, hours } of machinesOn(world, day)) {
    const { vcpu, memoryMi } = INSTANCE_TYPES[group.instanceType];
    const key = `${plan.name}/${group.name}`;
    const row = rows.get(key);
    rows.set(key, {
      day,
      cluster: plan.name,
      node_group: group.name,
      cpu_core_hours: (row?.cpu_core_hours ?? 0) + vcpu * hours.length,
      memory_gib_hours:
        (row?.memory_gib_hours ?? 0) + (memoryMi / 1024) * hours.length,
    });
  }
  return [...rows.values()].map(row => ({
    ...row,
    memory_gib_hours: metered(row.memory_gib_hours),
  }));
}

/**
 * What pods asked for on a day, pod-hours times requests: in this world they use less than they ask for, so the
 * larger of both is the request.
 */
export function usageOn(world: BillingWorld, day: string): UsageRow[] {
  const hours = nodeHours(world, day);
  return CLUSTER_PLANS.flatMap(plan => [
    ...plan.environments.flatMap(namespace =>
      [
        ...textloomServices(plan, namespace),
        ...dataServices(plan, namespace),
      ].flatMap(workload =>
        workloadRows(world, day, plan, workload, environmentOf(namespace)),
      ),
    ),
    ...platformWorkloads(plan).flatMap(workload =>
      platformRows(day, plan, workload, hours),
    ),
  ]);
}

const groupKey = (plan: ClusterPlan, group: Pick<NodeGroupPlan, 'name'>) =>
  `${plan.name}/${group.name}`;

function nodeHours(world: BillingWorld, day: string): Map<string, number> {
  const hours = new Map<string, number>();
  for (const machine of machinesOn(world, day)) {
    const key = groupKey(machine.plan, machine.group);
    hours.set(key, (hours.get(key) ?? 0) + machine.hours.length);
  }
  return hours;
}

const requestOf = ({ cpu, memory }: WorkloadPlan) => ({
  cpu: cpuMillis(cpu) / 1000,
  memory: bytes(memory) / GI,
});

function workloadRows(
  world: BillingWorld,
  day: string,
  plan: ClusterPlan,
  workload: WorkloadPlan,
  environment: string,
): UsageRow[] {
  const podHours =
    plan.size === 'full'
      ? autoscaledHours(world, day, workload)
      : workload.replicas * 24;
  const { cpu, memory } = requestOf(workload);
  const base = {
    day,
    cluster: plan.name,
    node_group: workload.group ?? '',
    namespace: workload.namespace,
    environment,
  };
  const name = workload.component ?? '';
  return [
    {
      ...base,
      component: entityOf(name),
      role: 'workload',
      cpu_core_hours: metered(cpu * podHours),
      memory_gib_hours: metered(memory * podHours),
    },
    ...(workload.mesh
      ? [
          {
            ...base,
            component: '',
            role: 'mesh' as const,
            cpu_core_hours: metered(SIDECAR.cpu * podHours),
            memory_gib_hours: metered(SIDECAR.memory * podHours),
          },
        ]
      : []),
  ];
}

/** Entity reference in the catalog of what a workload is labelled with. */
function entityOf(name: string): string {
  const kind = name.startsWith('textloom-') ? 'component' : 'resource';
  return `${kind}:default/${name}`;
}

function autoscaledHours(
  world: BillingWorld,
  day: string,
  { name, replicas }: WorkloadPlan,
): number {
  let hours = 0;
  for (let hour = 0; hour < 24; hour++) {
    hours += podsIn(world, name, day, hour) ?? replicas;
  }
  return hours;
}

function platformRows(
  day: string,
  plan: ClusterPlan,
  workload: WorkloadPlan,
  hours: ReadonlyMap<string, number>,
): UsageRow[] {
  const { cpu, memory } = requestOf(workload);
  const everywhere = workload.kind === 'DaemonSet';
  const groups = plan.groups.filter(
    ({ name }) => everywhere || name === workload.group,
  );
  return groups.map(group => {
    const podHours = everywhere
      ? hours.get(groupKey(plan, group)) ?? 0
      : workload.replicas * 24;
    const mesh = workload.namespace === MESH_NAMESPACE;
    return {
      day,
      cluster: plan.name,
      node_group: group.name,
      namespace: workload.namespace,
      component: '',
      environment: plan.size === 'full' ? 'prod' : '',
      role: mesh ? 'mesh' : 'platform',
      cpu_core_hours: metered(cpu * podHours),
      memory_gib_hours: metered(memory * podHours),
    };
  });
}
