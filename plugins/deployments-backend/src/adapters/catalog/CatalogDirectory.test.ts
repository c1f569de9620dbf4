import { mockCredentials } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { CatalogDirectory } from './CatalogDirectory';

const entity = (
  kind: string,
  name: string,
  relations: [type: string, target: string][] = [],
  rest: {
    annotations?: Record<string, string>;
    spec?: object;
    title?: string;
  } = {},
): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: {
    name,
    namespace: 'default',
    annotations: rest.annotations,
    title: rest.title,
  },
  spec: rest.spec as Entity['spec'],
  relations: relations.map(([type, targetRef]) => ({ type, targetRef })),
});

const ENTITIES = [
  entity('User', 'ana', [['memberOf', 'group:default/media']], {
    annotations: {
      'github.com/user-login': 'Ana-Codes',
      'textloom.io/identities': 'user:default/ana-admin, ANA@home.example,',
    },
    spec: { profile: { displayName: 'Ana', email: 'Ana@textloom.example' } },
  }),
  entity('User', 'bob'),
  entity('Group', 'media', [['childOf', 'group:default/engineering']]),
  entity('Group', 'engineering', [['childOf', 'group:default/textloom']]),
  // A circle must not be followed for ever.
  entity('Group', 'textloom', [['childOf', 'group:default/engineering']]),
  entity('Component', 'textloom-api', [['ownedBy', 'group:default/core']], {
    annotations: { 'backstage.io/kubernetes-id': 'textloom-api' },
    title: 'TextLoom API',
  }),
  entity('Component', 'library', [['ownedBy', 'group:default/core']]),
];

function setUp() {
  let now = 0;
  const catalog = catalogServiceMock({ entities: ENTITIES });
  const asked = jest.spyOn(catalog, 'streamEntities');
  const directory = new CatalogDirectory({
    catalog,
    ownCredentials: async () => mockCredentials.service(),
    clock: () => now,
  });
  return {
    directory,
    asked,
    pass: (ms: number) => {
      now += ms;
    },
  };
}

describe('CatalogDirectory', () => {
  it('knows people with all their groups and names', async () => {
    await expect(setUp().directory.people()).resolves.toEqual([
      {
        ref: 'user:default/ana',
        name: 'Ana',
        groups: [
          'group:default/engineering',
          'group:default/media',
          'group:default/textloom',
        ],
        identities: [
          'ana',
          'ana@textloom.example',
          'ana-codes',
          'user:default/ana-admin',
          'ana@home.example',
        ],
      },
      { ref: 'user:default/bob', name: 'bob', groups: [], identities: ['bob'] },
    ]);
  });

  it('knows the components that run in clusters, and no others', async () => {
    const { directory } = setUp();
    const service = { owner: 'group:default/core', title: 'TextLoom API' };
    await expect(directory.services()).resolves.toEqual([
      { service: 'textloom-api', ...service },
    ]);
    await expect(directory.service('textloom-api')).resolves.toMatchObject(
      service,
    );
    await expect(directory.service('library')).resolves.toBeUndefined();
  });

  it('finds a service at once that is newer than what it keeps', async () => {
    const { directory, asked } = setUp();
    asked.mockImplementationOnce(async function* before() {
      yield ENTITIES.filter(({ kind }) => kind !== 'Component');
      yield [
        entity('Component', 'older', [], {
          annotations: { 'backstage.io/kubernetes-id': 'older' },
        }),
      ];
    });
    await expect(directory.services()).resolves.toHaveLength(1);
    await expect(directory.service('textloom-api')).resolves.toMatchObject({
      owner: 'group:default/core',
    });
    await expect(directory.service('nobody')).resolves.toBeUndefined();
  });

  it('asks once a minute, and again at once after a failure', async () => {
    const { directory, asked, pass } = setUp();
    await directory.people();
    pass(59_999);
    await directory.people();
    expect(asked).toHaveBeenCalledTimes(1);
    pass(1);
    asked.mockImplementationOnce(() => {
      throw new Error('the catalog is down');
    });
    await expect(directory.people()).rejects.toThrow('the catalog is down');
    await expect(directory.people()).resolves.toHaveLength(2);
  });
});
