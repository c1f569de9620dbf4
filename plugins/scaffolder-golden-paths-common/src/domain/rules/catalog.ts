import { error, RuleWords } from './words';

/** Rules on the entities that the catalog will read. */
export const CATALOG = {
  'catalog-info-missing': error(
    'There is no catalog-info.yaml',
    'The catalog cannot register the component.',
    'Add catalog-info.yaml at the top of the repository.',
  ),
  'catalog-info-invalid': error(
    'The catalog will refuse the entity',
    'The component would not appear, and nobody would be told.',
    'Correct the field; see the catalog’s format of descriptors.',
  ),
  'catalog-owner': error(
    'The component is not owned by a group',
    'Alerts, costs and approvals go to its owner.',
    'Set spec.owner to a group, such as group:default/video-platform.',
  ),
  'name-taken': error(
    'The catalog already has an entity of this name',
    'The catalog keeps the one that came first; the new one would never appear.',
    'Choose another name.',
  ),
} satisfies Record<string, RuleWords>;
