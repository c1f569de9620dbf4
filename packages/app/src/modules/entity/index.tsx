import { lazy, Suspense } from 'react';
import { Entity } from '@backstage/catalog-model';
import { createFrontendModule } from '@backstage/frontend-plugin-api';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import {
  EntityContextMenuItemBlueprint,
  EntityHeaderLayoutBlueprint,
  EntityHeaderLayoutProps,
} from '@backstage/plugin-catalog-react/alpha';
import { useAsyncEntity } from '@backstage/plugin-catalog-react';
import { EntityMenuItem } from './EntityMenu';

const EntityHeader = lazy(() =>
  import('./EntityHeader').then(m => ({ default: m.EntityHeader })),
);

type Candidate = EntityMenuItem & { filter: (entity: Entity) => boolean };

function headerWith(candidates: Candidate[]) {
  return function PortalEntityHeader(props: EntityHeaderLayoutProps) {
    const { entity } = useAsyncEntity();
    const items = entity
      ? candidates.filter(({ filter }) => filter(entity))
      : [];
    return (
      <Suspense fallback={null}>
        <EntityHeader {...props} items={items} />
      </Suspense>
    );
  };
}

const NAME = 'portal';

const headerLayout = EntityHeaderLayoutBlueprint.make({
  name: NAME,
  params: { loader: async () => headerWith([]) },
});

/**
 * The entity page with our header. The framework does not tell a header layout
 * the menu items, so the page puts them into ours.
 */
const entityPage = catalogPlugin.getExtension('page:catalog/entity').override({
  factory(original, { inputs }) {
    const { data, filterFunction } = EntityContextMenuItemBlueprint.dataRefs;
    const { component } = EntityHeaderLayoutBlueprint.dataRefs;
    const candidates = inputs.contextMenuItems.map(item => ({
      node: item.node,
      data: item.get(data),
      filter: item.get(filterFunction) ?? (() => true),
    }));
    return original({
      inputs: {
        ...inputs,
        headerLayouts: inputs.headerLayouts.map(layout =>
          layout.node.spec.id === `entity-header-layout:catalog/${NAME}`
            ? [component(headerWith(candidates))]
            : [...layout],
        ),
      },
    });
  },
});

/** The entity page in the reader's language. */
export const entityModule = createFrontendModule({
  pluginId: 'catalog',
  extensions: [headerLayout, entityPage],
});
