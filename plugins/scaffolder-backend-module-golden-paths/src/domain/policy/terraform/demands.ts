import {
  isPartlyUnknown,
  read,
  Resource,
  RuleId,
} from '@textloom/plugin-scaffolder-golden-paths-common';
import { Broken, Estate } from './types';

/** What an attribute has to be: anything at all, one value, or what fits. */
export type Wanted =
  | 'set'
  | true
  | false
  | string
  | ((value: unknown) => boolean);

/** An attribute that resources of a type must have. */
export interface Demand {
  rule: RuleId;
  type: string;
  path: readonly (string | number)[];
  wanted: Wanted;
  /** Whether it counts as fitting where it is not set, because that is what AWS does by itself. */
  mayLack?: true;
  when?(resource: Resource, estate: Estate): boolean;
}

/** Resources that do not meet demands. What is set and not known decides nothing. */
export function unmet(estate: Estate, demands: readonly Demand[]): Broken[] {
  return demands.flatMap(({ rule, type, path, wanted, mayLack, when }) =>
    estate.resources
      .filter(resource => resource.type === type)
      .filter(resource => when?.(resource, estate) ?? true)
      .filter(resource => {
        const found = read(resource, ...path);
        if (found.state === 'absent') {
          return !mayLack;
        }
        return (
          found.state === 'known' &&
          !fits(found.value, wanted) &&
          !isPartlyUnknown(resource, ...path)
        );
      })
      .map(resource => ({
        rule,
        resource,
        attribute: String(path[0]),
        detail: path.filter(part => typeof part === 'string').join('.'),
      })),
  );
}

function fits(value: unknown, wanted: Wanted): boolean {
  if (wanted === 'set') {
    return value !== '' && !(Array.isArray(value) && value.length === 0);
  }
  return typeof wanted === 'function'
    ? wanted(value)
    : value === wanted || String(value) === String(wanted);
}
