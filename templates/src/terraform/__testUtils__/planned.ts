import { Plan, PlannedResource } from '../planOf';

/** Values of a resource as they will be; loosely typed, as AWS has 1,500 shapes of them. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Values = Readonly<Record<string, any>>;

/** What a plan makes, to ask questions of. */
export interface Planned {
  /** Every resource that is made, data sources left out. */
  readonly resources: readonly PlannedResource[];
  /** Values of all resources of a type. */
  all(type: string): readonly Values[];
  /** Values of the one resource at an address below the platform. @throws when it is not there */
  at(address: string): Values;
}

/** Looks into a plan. */
export function planned(plan: Plan): Planned {
  const resources = plan.resource_changes.filter(
    ({ mode, change }) =>
      mode === 'managed' && change.actions.includes('create'),
  );
  const valuesOf = ({ change }: PlannedResource): Values => change.after;
  return {
    resources,
    all: type =>
      resources.filter(resource => resource.type === type).map(valuesOf),
    at(address) {
      const found = resources.find(
        resource => resource.address === `module.platform.${address}`,
      );
      if (!found) {
        throw new Error(`${address} is not planned`);
      }
      return valuesOf(found);
    },
  };
}
