import { Decimal, decimalOf } from '@textloom/kernel';
import {
  ClusterPlan,
  CLUSTER_PLANS,
  NodeGroupPlan,
} from '../../world/clusters';
import { buildNode } from '../../world/nodes';
import { hex, unit } from '../../world/random';
import { Charge, Resource } from '../focus';
import { BillingWorld, nodesIn } from '../load';
import { quantity, times } from '../money';
import { INSTANCE_PRICES, PRICES, SPOT_SHARE } from '../prices';
import { BLOCK_STORAGE } from '../services';
import { Coverage, coverDay, planOn } from './savingsPlan';
import { perMonth } from './storage';
import { PRODUCTION } from './tags';

/** GiB of a node's disk. */
const DISK = 80;
/** Savings Plans apply to what saves most first; the larger machines come first here. */
const COVERED_FIRST = ['high-performance', 'compute', 'management', 'worker'];

/** A machine of a node group with the hours of a day in which it ran. */
export interface Machine {
  plan: ClusterPlan;
  group: NodeGroupPlan;
  index: number;
  hours: number[];
}

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

/** All machines that ran on a day. */
export function machinesOn(world: BillingWorld, day: string): Machine[] {
  return CLUSTER_PLANS.flatMap(plan =>
    plan.groups.flatMap(group => {
      const counts = HOURS.map(hour =>
        nodesIn(world, plan.name, group, day, hour),
      );
      return Array.from({ length: Math.max(...counts) }, (_, index) => ({
        plan,
        group,
        index,
        hours: HOURS.filter(hour => index < counts[hour]),
      }));
    }),
  );
}

/** Machines and their disks, by what pays for them: on demand, Spot, or the Savings Plan. */
export function nodeCharges(world: BillingWorld, day: string): Charge[] {
  const machines = machinesOn(world, day);
  const onDemand = machines
    .filter(({ group }) => group.capacityType === 'ON_DEMAND')
    .sort(
      (a, b) =>
        COVERED_FIRST.indexOf(a.group.name) -
        COVERED_FIRST.indexOf(b.group.name),
    );
  const coverage = coverDay(
    planOn(world, day),
    onDemand.map(({ group, hours }) => ({
      price: INSTANCE_PRICES[group.instanceType],
      hours,
    })),
  );
  return [
    ...onDemand.flatMap((machine, index) =>
      onDemandCharges(world, day, machine, coverage.machines[index]),
    ),
    ...machines
      .filter(({ group }) => group.capacityType === 'SPOT')
      .map(machine => spotCharge(world, day, machine)),
    ...machines.map(machine => diskCharge(world, day, machine)),
  ];
}

function onDemandCharges(
  world: BillingWorld,
  day: string,
  machine: Machine,
  covered: Coverage,
): Charge[] {
  const type = machine.group.instanceType;
  const base: Charge = {
    day,
    service: 'ec2',
    meter: `BoxUsage:${type}`,
    unit: 'Hrs',
    operation: 'RunInstances',
    price: INSTANCE_PRICES[type],
    resource: instanceOf(world, machine),
    tags: tagsOf(machine),
  };
  const commitment = {
    of: planOn(world, day),
    status: 'Used' as const,
    quantity: covered.cost,
    unit: 'USD',
  };
  const rest = quantity(machine.hours.length) - covered.hours;
  return [
    ...(covered.hours > 0n
      ? [
          {
            ...base,
            quantity: covered.hours,
            billed: 0n,
            effective: covered.cost,
            pricing: 'Committed' as const,
            commitment,
          },
        ]
      : []),
    ...(rest > 0n ? [{ ...base, quantity: rest }] : []),
  ];
}

function spotCharge(
  world: BillingWorld,
  day: string,
  machine: Machine,
): Charge {
  const type = machine.group.instanceType;
  const price = INSTANCE_PRICES[type];
  const chance = unit(`${world.seed}/spot/${type}/${day}`);
  const share = SPOT_SHARE * (0.92 + 0.16 * chance);
  return {
    day,
    service: 'ec2',
    meter: `SpotUsage:${type}`,
    unit: 'Hrs',
    operation: 'RunInstances:SV001',
    quantity: quantity(machine.hours.length),
    price,
    contracted: (Number(price) * share).toFixed(4),
    pricing: 'Dynamic',
    resource: instanceOf(world, machine),
    tags: tagsOf(machine),
  };
}

function diskCharge(
  world: BillingWorld,
  day: string,
  machine: Machine,
): Charge {
  const { id, zone } = instanceOf(world, machine);
  const share = machine.hours.length / 24;
  return {
    day,
    service: 'ec2',
    category: BLOCK_STORAGE,
    meter: 'EBS:VolumeUsage.gp3',
    unit: 'GB-Mo',
    operation: 'CreateVolume-Gp3',
    quantity: perMonth(DISK * share, day),
    price: PRICES.gp3GbMonth,
    resource: { id: `vol-0${hex(`${id}/root`, 16)}`, type: 'Volume', zone },
    tags: tagsOf(machine),
  };
}

const INSTANCES = new Map<string, Resource>();

/** The machine that the sandbox's cluster shows under the same id, unless it was replaced. */
function instanceOf(
  { seed }: BillingWorld,
  { plan, group, index }: Machine,
): Resource {
  const key = `${seed}/${plan.name}/${group.name}/${index}`;
  const known = INSTANCES.get(key);
  if (known) {
    return known;
  }
  const node = buildNode({ seed, plan, group, index, generation: 0 });
  const [id, zone] = (node.spec?.providerID ?? '').split('/').reverse();
  const found = { id, zone, name: node.metadata.name, type: 'Instance' };
  INSTANCES.set(key, found);
  return found;
}

function tagsOf({ plan, group }: Machine): Record<string, string> {
  return {
    'eks:cluster-name': plan.name,
    'eks:nodegroup-name': group.name,
    ...(plan.size === 'full' && PRODUCTION),
  };
}

/** What the machines of a day would cost on demand, for checks. */
export function onDemandCost(machines: readonly Machine[]): Decimal {
  return machines.reduce(
    (sum, { group, hours }) =>
      sum +
      times(
        quantity(hours.length),
        decimalOf(INSTANCE_PRICES[group.instanceType]),
      ),
    0n,
  );
}
