import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import {
  apiEntityV1alpha1Validator,
  componentEntityV1alpha1Validator,
  DefaultNamespaceEntityPolicy,
  domainEntityV1alpha1Validator,
  Entity,
  EntityPolicies,
  FieldFormatEntityPolicy,
  groupEntityV1alpha1Validator,
  KindValidator,
  NoForeignRootFieldsEntityPolicy,
  parseEntityRef,
  resourceEntityV1alpha1Validator,
  SchemaValidEntityPolicy,
  stringifyEntityRef,
  systemEntityV1alpha1Validator,
  userEntityV1alpha1Validator,
} from '@backstage/catalog-model';
import { parseEntityYaml } from '@backstage/plugin-catalog-node';
import { SANDBOX_ROLES } from '@textloom/plugin-auth-backend-module-sandbox';
import { ROLES } from '@textloom/plugin-permission-backend-module-textloom';
import { parse } from 'yaml';

const root = join(__dirname, '../../..');

/** Where the configuration says that entities are; templates have tests of their own. */
const files: string[] = parse(
  readFileSync(join(root, 'app-config.yaml'), 'utf8'),
)
  .catalog.locations.map(({ target }: { target: string }) =>
    target.replace('${TEXTLOOM_ROOT:-../..}', root),
  )
  .filter((target: string) => !target.endsWith('/template.yaml'));

const entities: Entity[] = files.flatMap(file =>
  [...parseEntityYaml(readFileSync(file), { type: 'file', target: file })].map(
    result => {
      if (result.type !== 'entity') throw new Error(JSON.stringify(result));
      return result.entity;
    },
  ),
);
const byRef = new Map(entities.map(e => [stringifyEntityRef(e), e]));

const VALIDATORS: Record<string, KindValidator> = {
  API: apiEntityV1alpha1Validator,
  Component: componentEntityV1alpha1Validator,
  Domain: domainEntityV1alpha1Validator,
  Group: groupEntityV1alpha1Validator,
  Resource: resourceEntityV1alpha1Validator,
  System: systemEntityV1alpha1Validator,
  User: userEntityV1alpha1Validator,
};

/** Fields of a spec that name other entities, with the kind that a short name means. */
const REFS: Record<string, string> = {
  children: 'group',
  consumesApis: 'api',
  dependencyOf: 'component',
  dependsOn: 'component',
  domain: 'domain',
  memberOf: 'group',
  owner: 'group',
  parent: 'group',
  providesApis: 'api',
  system: 'system',
};

function refsOf(entity: Entity): string[] {
  return Object.entries(REFS).flatMap(([field, defaultKind]) =>
    [entity.spec?.[field] ?? []].flat().map(ref =>
      stringifyEntityRef(
        parseEntityRef(String(ref), {
          defaultKind,
          defaultNamespace: 'default',
        }),
      ),
    ),
  );
}

const named = (kind: string) =>
  entities.filter(e => e.kind === kind).map(e => e.metadata.name);

describe('the catalog files', () => {
  it('are all in the configuration', () => {
    const present = readdirSync(join(root, 'catalog')).filter(f =>
      f.endsWith('.yaml'),
    );
    expect(
      files
        .filter(f => basename(join(f, '..')) === 'catalog')
        .map(f => basename(f))
        .sort(),
    ).toEqual(present.sort());
  });

  it('name no entity twice', () => {
    expect(byRef.size).toBe(entities.length);
  });

  it.each(entities.map(e => [stringifyEntityRef(e), e] as const))(
    '%s is valid',
    async (_, entity) => {
      const policy = EntityPolicies.allOf([
        new DefaultNamespaceEntityPolicy(),
        new SchemaValidEntityPolicy(),
        new NoForeignRootFieldsEntityPolicy(),
        new FieldFormatEntityPolicy(),
      ]);
      await expect(policy.enforce(entity)).resolves.toBeDefined();
      await expect(VALIDATORS[entity.kind]?.check(entity)).resolves.toBe(true);
    },
  );

  it('have only references that lead somewhere', () => {
    const broken = entities.flatMap(entity =>
      refsOf(entity)
        .filter(ref => !byRef.has(ref))
        .map(ref => `${stringifyEntityRef(entity)} -> ${ref}`),
    );
    expect(broken).toEqual([]);
  });

  it('have no orphan: each owned thing is in a system and joined to another', () => {
    const targets = new Set(entities.flatMap(refsOf));
    const joined = (entity: Entity) =>
      targets.has(stringifyEntityRef(entity)) ||
      refsOf(entity).some(ref => /^(component|resource|api|system):/.test(ref));
    const orphans = entities.filter(
      e =>
        (['Component', 'Resource', 'API'].includes(e.kind) &&
          (!e.spec?.owner || !joined(e))) ||
        (['Resource', 'API'].includes(e.kind) && !e.spec?.system),
    );
    expect(orphans.map(e => stringifyEntityRef(e))).toEqual([]);
  });

  it('have a provider and a definition for each API', () => {
    const provided = new Set(
      entities.flatMap(e => [e.spec?.providesApis ?? []].flat()),
    );
    expect(named('API').filter(name => !provided.has(name))).toEqual([]);
  });

  it('describe everything', () => {
    const bare = entities.filter(
      e => e.kind !== 'User' && !e.metadata.description,
    );
    expect(bare.map(e => stringifyEntityRef(e))).toEqual([]);
  });

  it('have documentation where they say so', () => {
    const sources = entities.flatMap(({ metadata }) => {
      const ref = metadata.annotations?.['backstage.io/techdocs-entity'];
      return ref ? [byRef.get(ref)?.metadata.annotations] : [];
    });
    expect(sources).toEqual([
      expect.objectContaining({ 'backstage.io/techdocs-ref': 'dir:.' }),
    ]);
    expect(existsSync(join(root, 'docs/index.md'))).toBe(true);
  });
});

describe('people and roles', () => {
  it('has a user for each role of the sandbox, and no other', () => {
    expect(named('User').sort()).toEqual([...SANDBOX_ROLES].sort());
  });

  it('has a group for each role of the permission table', () => {
    expect(named('Group')).toEqual(expect.arrayContaining([...ROLES]));
  });

  it('gives each user exactly one role', () => {
    for (const user of entities.filter(e => e.kind === 'User')) {
      const roles = [user.spec?.memberOf ?? []]
        .flat()
        .filter(group => ROLES.some(role => role === group));
      expect([user.metadata.name, roles.length]).toEqual([
        user.metadata.name,
        1,
      ]);
    }
  });

  it('says the same from both ends of the tree of groups', () => {
    const groups = entities.filter(e => e.kind === 'Group');
    const fromParents = groups
      .filter(g => g.spec?.parent)
      .map(g => `${g.spec?.parent} > ${g.metadata.name}`);
    const fromChildren = groups.flatMap(g =>
      [g.spec?.children ?? []].flat().map(c => `${g.metadata.name} > ${c}`),
    );
    expect(fromParents.sort()).toEqual(fromChildren.sort());
  });
});

describe('API definitions', () => {
  const apis = entities.filter(e => e.kind === 'API');

  /** Follows `#/a/b` within the document. */
  const resolve = (document: unknown, ref: string) =>
    ref
      .replace(/^#\//, '')
      .split('/')
      .reduce<any>((at, key) => at?.[key], document);

  function* refsIn(value: unknown): Generator<string> {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, child] of Object.entries(value)) {
      if (key === '$ref' && typeof child === 'string') yield child;
      else yield* refsIn(child);
    }
  }

  it.each(apis.map(api => [api.metadata.name, api] as const))(
    '%s is a document whose references resolve',
    (_, api) => {
      const document = parse(String(api.spec?.definition));
      const version = document[String(api.spec?.type)];
      expect(version).toMatch(/^(3\.1|2\.6)\.\d$/);
      expect(document.info.title).toBe(api.metadata.title);
      for (const ref of refsIn(document)) {
        expect([ref, typeof resolve(document, ref)]).toEqual([ref, 'object']);
      }
    },
  );

  it.each(
    apis
      .filter(api => api.spec?.type === 'openapi')
      .map(api => [api.metadata.name, api] as const),
  )('%s says what each operation answers', (_, api) => {
    const { paths } = parse(String(api.spec?.definition));
    const ids = new Set<string>();
    for (const [path, item] of Object.entries<Record<string, any>>(paths)) {
      for (const [method, operation] of Object.entries(item)) {
        if (method === 'parameters') continue;
        expect([
          path,
          method,
          Object.keys(operation.responses).length > 0,
        ]).toEqual([path, method, true]);
        expect(ids.has(operation.operationId)).toBe(false);
        ids.add(operation.operationId);
      }
    }
    expect(ids.size).toBeGreaterThan(0);
  });
});
