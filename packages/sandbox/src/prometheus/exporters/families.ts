import { ClusterWorld } from '../../world/world';
import { Families } from '../series';
import { dataFamilies } from './data';
import { meshFamilies } from './mesh';
import { nodeFamilies } from './nodes';
import { workFamilies } from './work';

/** All that a cluster's Prometheus scrapes. */
export function familiesOf(world: ClusterWorld): Families {
  return new Map([
    ...nodeFamilies(world),
    ...meshFamilies(world),
    ...dataFamilies(world),
    ...workFamilies(world),
  ]);
}
