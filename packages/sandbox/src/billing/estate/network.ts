import { hex } from '../../world/random';
import { Charge, Resource } from '../focus';
import { anomalyGb, ANOMALY, BillingWorld, demand } from '../load';
import { quantity } from '../money';
import { PRICES } from '../prices';
import { NETWORK } from '../services';
import { arn, globalArn, owned, PRODUCTION } from './tags';

/** GB a day between availability zones, both directions, when the business has size 1. */
const CROSS_ZONE = {
  'textloom-worker': 900,
  'textloom-priority-worker': 300,
  'textloom-api': 400,
  'resource:redis': 700,
};

/** NAT gateways, one in each zone. */
export function natGateways({ seed }: BillingWorld): Resource[] {
  return ['a', 'b', 'c'].map(zone => ({
    id: arn('ec2', `natgateway/nat-0${hex(`${seed}/nat/${zone}`, 16)}`),
    name: `textloom-${zone}`,
    type: 'NatGateway',
  }));
}

/** Traffic between zones, through NAT gateways, and of pods that have a network interface of their own. */
export function trafficCharges(world: BillingWorld, day: string): Charge[] {
  return [
    ...natGateways(world).flatMap(gateway => natCharges(world, day, gateway)),
    ...Object.entries(CROSS_ZONE).map(([component, gb]): Charge => {
      const extra = component === ANOMALY.service ? anomalyGb(world, day) : 0;
      const usual = gb * demand(world, day, `cross-zone/${component}`);
      return {
        day,
        service: 'ec2',
        category: NETWORK,
        meter: 'DataTransfer-Regional-Bytes',
        unit: 'GB',
        operation: 'InterZone-In',
        quantity: quantity(usual) + quantity(extra),
        price: PRICES.crossZoneGb,
        resource: interfaceOf(world, component),
        tags: owned(component),
      };
    }),
  ];
}

/** Security groups for pods give pods a branch interface, which carries the tags of their component. */
function interfaceOf({ seed }: BillingWorld, component: string): Resource {
  const id = hex(`${seed}/eni/${component}`, 16);
  return {
    id: arn('ec2', `network-interface/eni-0${id}`),
    name: component.replace('resource:', ''),
    type: 'NetworkInterface',
  };
}

function natCharges(
  world: BillingWorld,
  day: string,
  resource: Resource,
): Charge[] {
  const base = {
    day,
    service: 'ec2' as const,
    category: NETWORK,
    operation: 'NatGateway',
    resource,
    tags: PRODUCTION,
  };
  return [
    {
      ...base,
      meter: 'NatGateway-Hours',
      unit: 'Hrs',
      quantity: quantity(24),
      price: PRICES.natHour,
    },
    {
      ...base,
      meter: 'NatGateway-Bytes',
      unit: 'GB',
      quantity: quantity(55 * demand(world, day, resource.id)),
      price: PRICES.natGb,
    },
  ];
}

const DISTRIBUTION: Resource = {
  id: globalArn('cloudfront', 'distribution/E2TEXTLOOM01'),
  name: 'media.textloom.ai',
  type: 'Distribution',
};

/** Delivery of finished videos. */
export function deliveryCharges(
  world: BillingWorld,
  day: string,
  /** Share of the traffic that is counted twice by mistake. */
  doubled = 0,
): Charge[] {
  const busy = demand(world, day, 'cdn');
  const base = {
    day,
    service: 'cloudfront' as const,
    operation: 'GET',
    global: true,
    resource: DISTRIBUTION,
    tags: owned('resource:cdn'),
  };
  return [
    {
      ...base,
      meter: 'AP-DataTransfer-Out-Bytes',
      unit: 'GB',
      quantity: quantity(420 * busy * (1 + doubled)),
      price: PRICES.cdnGb,
      contracted: PRICES.cdnGbNegotiated,
    },
    {
      ...base,
      meter: 'AP-Requests-Tier2-HTTPS',
      unit: 'Requests',
      quantity: quantity(9_000_000 * busy, 0),
      price: PRICES.cdnRequest,
    },
  ];
}

interface BalancerPlan {
  path: string;
  environment?: string;
  /** Load balancer capacity units, on average. */
  units: number;
  /** GB a day to the internet. */
  egress: number;
}

const BALANCERS: readonly BalancerPlan[] = [
  { path: 'app/textloom-prod', environment: 'prod', units: 9, egress: 55 },
  { path: 'net/textloom-prod', environment: 'prod', units: 3, egress: 0 },
  { path: 'app/textloom-nonprod', units: 1, egress: 0 },
];

/** Load balancers of both clusters. */
export function balancerCharges(world: BillingWorld, day: string): Charge[] {
  return BALANCERS.flatMap(({ path, environment, units, egress }) => {
    const busy = demand(world, day, path);
    const id = hex(`${world.seed}/${path}`, 16);
    const component = 'resource:load-balancer';
    const base = {
      day,
      service: 'elb' as const,
      resource: {
        id: arn('elasticloadbalancing', `loadbalancer/${path}/${id}`),
        name: path.split('/')[1],
        type: 'LoadBalancer',
      },
      tags: environment
        ? owned(component, environment)
        : { 'textloom:component': component },
    };
    return [
      {
        ...base,
        meter: 'LoadBalancerUsage',
        unit: 'Hrs',
        operation: 'LoadBalancing',
        quantity: quantity(24),
        price: PRICES.balancerHour,
      },
      {
        ...base,
        meter: 'LCUUsage',
        unit: 'LCU-Hrs',
        operation: 'LoadBalancing',
        quantity: quantity(24 * units * busy),
        price: PRICES.capacityUnitHour,
      },
      ...(egress > 0
        ? [
            {
              ...base,
              meter: 'DataTransfer-Out-Bytes',
              unit: 'GB',
              operation: 'LoadBalancing',
              quantity: quantity(egress * busy),
              price: PRICES.internetGb,
            },
          ]
        : []),
    ];
  });
}
