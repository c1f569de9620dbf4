import { PlatformSettings } from '../terraform/settings';
import { chargesOf } from './charges';
import { Estimate, estimateOf } from './estimate';
import { minutesOn } from './offHours';

/**
 * What every environment of the template platform-aws has whatever its settings say. The suite of the templates holds
 * it against the plan.
 */
export const PLATFORM_PARTS = {
  loadBalancers: 1,
  /** Interface endpoints in each of three zones. */
  endpoints: 13 * 3,
  /** One for each kind of data, and one for logs of the firewall, which are in another region. */
  keys: 9,
  /** One more for copies of backups elsewhere, where destroying is protected. */
  keysElsewhere: 1,
  firewalls: 1,
  dnsZones: 1,
  /** A cluster of hardware modules needs two. */
  hsms: 2,
} as const;

/** Environments whose backups are copied to another region. */
const PROTECTED = new Set(['staging', 'prod']);

/** The group that never sleeps: DNS and the autoscaler run there. */
const AWAKE = 'system';

/** What an environment costs by its settings: node groups at the size that is desired, everything on demand or Spot. */
export function estimateSettings(settings: PlatformSettings): Estimate {
  const { region, node_groups: groups, database, elasticache } = settings;
  const { enabled, start, stop } = settings.off_hours;
  const awake = enabled ? minutesOn(start, stop) : undefined;
  return estimateOf(
    region,
    chargesOf({
      region,
      clusters: 1,
      nodeGroups: Object.entries(groups).map(([name, group]) => ({
        name,
        type: group.instance_type,
        count: group.desired,
        spot: group.capacity_type === 'SPOT',
        diskGib: group.disk_gib,
        ...(awake !== undefined && name !== AWAKE && { weekMinutes: awake }),
      })),
      databases: [
        {
          class: database.instance_class,
          multiAz: database.multi_az,
          gib: database.allocated_gib,
          replica: false,
        },
        ...Array.from({ length: database.replicas }, () => ({
          class: database.replica_class,
          multiAz: false,
          gib: database.allocated_gib,
          replica: true,
        })),
      ],
      caches: elasticache.enabled
        ? [
            {
              type: elasticache.node_type,
              nodes: elasticache.shards * (1 + elasticache.replicas),
            },
          ]
        : [],
      objectGib: settings.object_storage.expected_gib,
      fileGib: settings.efs.expected_gib,
      natGateways: settings.nat_gateways,
      addresses: settings.nat_gateways,
      loadBalancers: PLATFORM_PARTS.loadBalancers,
      endpoints: PLATFORM_PARTS.endpoints,
      keys:
        PLATFORM_PARTS.keys +
        (PROTECTED.has(settings.environment)
          ? PLATFORM_PARTS.keysElsewhere
          : 0),
      firewalls: PLATFORM_PARTS.firewalls,
      dnsZones: PLATFORM_PARTS.dnsZones,
      hsms: settings.cloudhsm ? PLATFORM_PARTS.hsms : 0,
    }),
  );
}
