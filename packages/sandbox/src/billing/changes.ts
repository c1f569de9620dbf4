import { addDays } from './calendar';
import { ANOMALY, BillingWorld, busyWorkers } from './load';

/** A row of a file of changes: what was deployed or scaled before there was a portal to remember it. */
export interface ChangeRow {
  at: string;
  kind: 'deployment' | 'scaling';
  label: string;
  component: string;
}

/** Releases that reached production, by days before the first start. */
const DEPLOYMENTS: readonly [
  daysBefore: number,
  hour: number,
  component: string,
  version: string,
][] = [
  [52, 3, 'textloom-api', '1.7.1'],
  [37, 6, 'textloom-worker', '4.1.3'],
  [23, 7, 'textloom-web', '3.8.1'],
  [16, 5, 'textloom-api', '1.7.2'],
  [ANOMALY.daysBefore, ANOMALY.deployedHour, ANOMALY.service, ANOMALY.version],
];

/** What changed on days. */
export function changesOn(
  world: BillingWorld,
  days: readonly string[],
): ChangeRow[] {
  const included = new Set(days);
  const deployments = DEPLOYMENTS.map(
    ([before, hour, component, version]): ChangeRow & { day: string } => {
      const day = addDays(world.anchor, -before);
      const at = `${day}T${`${hour}`.padStart(2, '0')}:00:00Z`;
      const label = `${component} ${version}`;
      return { day, at, kind: 'deployment', label, component };
    },
  );
  return [
    ...deployments
      .filter(({ day }) => included.has(day))
      .map(({ day, ...change }) => change),
    ...days.flatMap(day => scalings(world, day)),
  ];
}

/** The group of the workers grows with the business. */
function scalings(world: BillingWorld, day: string): ChangeRow[] {
  const [before, after] = [addDays(day, -1), day].map(at =>
    busyWorkers(world, at),
  );
  return before === after
    ? []
    : [
        {
          at: `${day}T00:05:00Z`,
          kind: 'scaling',
          label: `textloom-prod/worker ${before} → ${after}`,
          component: 'textloom-worker',
        },
      ];
}
