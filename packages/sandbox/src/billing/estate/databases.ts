import { decimalOf } from '@textloom/kernel';
import { isSunday, lengthOf, monthOf } from '../calendar';
import { Charge, Commitment, Resource } from '../focus';
import { BillingWorld, stored } from '../load';
import { quantity, times } from '../money';
import { PRICES, RESERVED_SHARE } from '../prices';
import { arn, owned } from './tags';
import { perMonth } from './storage';

interface DatabasePlan {
  name: string;
  meter: string;
  price: string;
  /** Where it is reserved. */
  reservation?: Commitment;
}

const reservation = (name: string): Commitment => ({
  id: arn('rds', `ri:textloom-${name}`),
  name: `textloom-${name}`,
  category: 'Usage',
  type: 'Reserved DB Instance',
});

/** The primary and both replicas of the architecture document; the second replica is not reserved. */
const DATABASES: readonly DatabasePlan[] = [
  {
    name: 'primary',
    meter: 'InstanceUsage:db.r5.2xl',
    price: PRICES.rds2xlHour,
    reservation: reservation('r5-2xl'),
  },
  {
    name: 'replica-1',
    meter: 'InstanceUsage:db.r5.xl',
    price: PRICES.rdsXlHour,
    reservation: reservation('r5-xl'),
  },
  {
    name: 'replica-2',
    meter: 'InstanceUsage:db.r5.xl',
    price: PRICES.rdsXlHour,
  },
];

const database = (name: string): Resource => ({
  id: arn('rds', `db:textloom-postgresql-${name}`),
  name: `textloom-postgresql-${name}`,
  type: 'DBInstance',
});

/** PostgreSQL: machines, storage, and backups with their weekly copy to another region. */
export function databaseCharges(world: BillingWorld, day: string): Charge[] {
  const size = stored(world, day, 'postgres');
  const backups = {
    day,
    service: 'rds' as const,
    resource: database('primary'),
    tags: owned('resource:database-backups'),
  };
  return [
    ...DATABASES.flatMap(plan => machineCharges(plan, day, 1_000 * size)),
    {
      ...backups,
      meter: 'RDS:ChargedBackupUsage',
      unit: 'GB-Mo',
      operation: 'CreateDBInstance:0014',
      quantity: perMonth(2_600 * size, day),
      price: PRICES.rdsBackupGbMonth,
    },
    ...(isSunday(day)
      ? [
          {
            ...backups,
            meter: 'RDS:CrossRegionCopy-Bytes',
            unit: 'GB',
            operation: 'CopyDBSnapshot',
            quantity: quantity(130 * size),
            price: PRICES.crossRegionGb,
          },
        ]
      : []),
  ];
}

function machineCharges(
  { name, meter, price, reservation: of }: DatabasePlan,
  day: string,
  gb: number,
): Charge[] {
  const base = {
    day,
    service: 'rds' as const,
    operation: 'CreateDBInstance:0014',
    resource: database(name),
    tags: owned(`resource:postgresql-${name}`),
  };
  const hours = quantity(24);
  const rate = times(decimalOf(price), decimalOf(RESERVED_SHARE));
  return [
    {
      ...base,
      meter,
      unit: 'Hrs',
      quantity: hours,
      price,
      ...(of && {
        billed: 0n,
        effective: times(hours, rate),
        pricing: 'Committed' as const,
        commitment: {
          of,
          status: 'Used' as const,
          quantity: hours,
          unit: 'Hrs',
        },
      }),
    },
    {
      ...base,
      meter: 'RDS:GP3-Storage',
      unit: 'GB-Mo',
      quantity: perMonth(gb, day),
      price: PRICES.rdsGp3GbMonth,
    },
  ];
}

/** What reservations cost for a month, on its first day. */
export function reservationCharges(day: string): Charge[] {
  if (!day.endsWith('-01')) {
    return [];
  }
  const hours = quantity(24 * lengthOf(monthOf(day)));
  return DATABASES.flatMap(({ reservation: of, price, meter }) =>
    of
      ? [
          {
            day,
            service: 'rds',
            kind: 'Purchase',
            frequency: 'Recurring',
            monthly: true,
            meter: `HeavyUsage:${meter.split(':')[1]}`,
            unit: 'Hrs',
            operation: 'CreateDBInstance:0014',
            quantity: hours,
            price: (Number(price) * Number(RESERVED_SHARE)).toFixed(3),
            effective: 0n,
            resource: { id: of.id, name: of.name, type: 'ReservedDBInstance' },
            commitment: { of, quantity: hours, unit: 'Hrs' },
          },
        ]
      : [],
  );
}
