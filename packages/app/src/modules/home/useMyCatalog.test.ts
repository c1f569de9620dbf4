import { Entity } from '@backstage/catalog-model';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { loadMyCatalog } from './useMyCatalog';

const owner = 'group:default/sre';

function entity(kind: string, name: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name, namespace: 'default' },
  };
}

const identity = {
  getBackstageIdentity: async () => ({
    type: 'user' as const,
    userEntityRef: 'user:default/sre',
    ownershipEntityRefs: ['user:default/sre', owner],
  }),
  getProfileInfo: async () => ({}),
  getCredentials: async () => ({}),
  signOut: async () => {},
};

it('asks for what is owned, shows components first and counts everything', async () => {
  const catalog = catalogApiMock.mock();
  catalog.queryEntities.mockResolvedValue({
    items: [
      entity('Resource', 'a-database'),
      entity('Component', 'worker'),
      entity('Component', 'api'),
      entity('System', 'textloom'),
      entity('Group', 'sre'),
    ],
    totalItems: 5,
    pageInfo: {},
  });
  catalog.getEntityFacets.mockResolvedValue({
    facets: {
      kind: [
        { value: 'Component', count: 3 },
        { value: 'Resource', count: 1 },
        { value: 'Group', count: 9 },
      ],
    },
  });
  const mine = await loadMyCatalog(catalog, identity);
  expect(catalog.queryEntities).toHaveBeenCalledWith(
    expect.objectContaining({
      filter: {
        kind: ['component', 'api', 'resource', 'system'],
        'relations.ownedBy': ['user:default/sre', owner],
      },
    }),
  );
  expect(mine.owned.map(({ href }) => href)).toEqual([
    '/catalog/default/component/api',
    '/catalog/default/component/worker',
    '/catalog/default/resource/a-database',
    '/catalog/default/system/textloom',
  ]);
  expect(mine.ownedTotal).toBe(5);
  expect(mine.counts).toEqual({ component: 3, api: 0, resource: 1, system: 0 });
});
