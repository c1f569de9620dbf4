import {
  apiEntityV1alpha1Validator,
  componentEntityV1alpha1Validator,
  Entity,
  EntityPolicies,
  DefaultNamespaceEntityPolicy,
  FieldFormatEntityPolicy,
  NoForeignRootFieldsEntityPolicy,
  SchemaValidEntityPolicy,
} from '@backstage/catalog-model';
import { parse, parseAllDocuments } from 'yaml';
import { ANSWERS, emit, Emitted, removeEmitted } from './__testUtils__/emit';

jest.setTimeout(120_000);
afterAll(removeEmitted);

/** What the catalog checks of each entity that it reads. */
const policy = EntityPolicies.allOf([
  new SchemaValidEntityPolicy(),
  new DefaultNamespaceEntityPolicy(),
  new NoForeignRootFieldsEntityPolicy(),
  new FieldFormatEntityPolicy(),
]);

const entitiesOf = ({ file }: Emitted): Entity[] =>
  parseAllDocuments(file('catalog-info.yaml')).map(document => {
    if (document.errors.length > 0) {
      throw document.errors[0];
    }
    return document.toJSON();
  });

/** Parts of the runbook that the alerts lead to. */
const alertsOf = ({ files }: Emitted): string[] =>
  [...files]
    .filter(([path]) => path.startsWith('chart/rules/'))
    .flatMap(([, text]) => parse(text).groups)
    .flatMap(({ rules }) => rules)
    .map(({ annotations }) => annotations.runbook_url.split('#')[1]);

describe.each([
  ['api-service', {}, 'service', ['service-mesh', 'pgbouncer', 'redis']],
  [
    'api-service',
    { database: false, cache: false, jobs: false, objectStorage: true },
    'service',
    ['service-mesh', 'minio'],
  ],
  ['web-app', {}, 'website', ['service-mesh', 'cdn']],
] as const)('%s with %j', (slug, parameters, type, resources) => {
  let repository: Emitted;
  beforeAll(async () => {
    repository = await emit(slug, parameters);
  });

  it('describes itself as the catalog wants it', async () => {
    const [component, ...others] = entitiesOf(repository);
    for (const entity of [component, ...others]) {
      await expect(policy.enforce(entity)).resolves.toBeDefined();
    }
    await expect(
      componentEntityV1alpha1Validator.check(component),
    ).resolves.toBe(true);
    expect(component).toMatchObject({
      metadata: {
        name: 'video-search',
        title: ANSWERS.title,
        description: ANSWERS.description,
        annotations: {
          'backstage.io/kubernetes-id': 'video-search',
          'backstage.io/techdocs-ref': 'dir:.',
          'github.com/project-slug': 'textloom/video-search',
        },
      },
      spec: {
        type,
        owner: ANSWERS.owner,
        system: 'system:default/textloom',
        scaffoldedFrom: `template:default/${slug}`,
        dependsOn: resources.map(name => `resource:default/${name}`),
      },
    });
    expect(others).toHaveLength(type === 'service' ? 1 : 0);
  });

  it('has a part of the runbook for each alert, and no other', () => {
    const runbook = repository.file('docs/runbook.md');
    const parts = [...runbook.matchAll(/^## (\w+)$/gm)].map(([, part]) =>
      part.toLowerCase(),
    );
    const alerts = alertsOf(repository);
    expect(alerts.length).toBeGreaterThan(4);
    expect(parts.filter(part => part !== 'priorities').sort()).toEqual(
      [...new Set(alerts)].sort(),
    );
  });

  it('has the pages that its documentation names, and links that lead somewhere', () => {
    const { nav, site_name: name } = parse(repository.file('mkdocs.yml'));
    expect(name).toBe(ANSWERS.title);
    nav
      .flatMap((entry: Record<string, string>) => Object.values(entry))
      .forEach((page: string) => repository.file(`docs/${page}`));
    for (const page of ['README.md', 'docs/index.md', 'docs/runbook.md']) {
      const folder = page.includes('/') ? 'docs/' : '';
      const links = repository.file(page).matchAll(/\]\(([\w./-]+\.md)\)/g);
      const targets = [...links].map(([, link]) => `${folder}${link}`);
      expect([...repository.files.keys()]).toEqual(
        expect.arrayContaining(targets),
      );
    }
  });

  it('gives commands that there are', () => {
    const makefile = repository.file('Makefile');
    const readme = repository.file('README.md');
    const targets = [...readme.matchAll(/^make (\w+)/gm)].map(([, t]) => t);
    expect(targets).toEqual(['setup', 'lint', 'test', 'run', 'image']);
    targets.forEach(target =>
      expect(makefile).toMatch(new RegExp(`^${target}:`, 'm')),
    );
  });

  it('remembers where it comes from', () => {
    const lock = JSON.parse(repository.file('.textloom/template.lock.json'));
    expect(lock).toMatchObject({
      template: `template:default/${slug}`,
      version: '1.0.0',
      parameters: { ...ANSWERS, ...parameters },
    });
  });

  it('has no blank lines where an option was left out', () => {
    for (const path of [
      'README.md',
      'docs/index.md',
      'docs/runbook.md',
      'catalog-info.yaml',
      'docs/releases.md',
    ]) {
      expect(repository.file(path)).not.toMatch(/\n\n\n|\n\n$/);
    }
  });
});

describe('the API of api-service', () => {
  it.each<Record<string, boolean>>([
    {},
    { database: false },
    { jobs: false },
    { database: false, jobs: false, objectStorage: true },
  ])('is described as the code has it with %j', async options => {
    const repository = await emit('api-service', options);
    const [, api] = entitiesOf(repository);
    await expect(
      apiEntityV1alpha1Validator.check({
        ...api,
        spec: { ...api.spec, definition: repository.file('docs/openapi.yaml') },
      }),
    ).resolves.toBe(true);
    const { paths } = parse(repository.file('docs/openapi.yaml'));
    const described = Object.entries<Record<string, unknown>>(paths).flatMap(
      ([path, item]) =>
        Object.keys(item)
          .filter(method => method !== 'parameters')
          .map(method => `${method} ${path}`),
    );
    expect(described.sort()).toEqual(routesOf(repository).sort());
  });
});

/** Routes under /v1 as the routers of the code declare them. */
function routesOf({ files }: Emitted): string[] {
  return [...files]
    .filter(([path]) => /^src\/.*\.py$/.test(path))
    .flatMap(([, text]) => {
      const [, prefix = ''] = /APIRouter\(prefix="([^"]+)"/.exec(text) ?? [];
      return [...text.matchAll(/^@router\.(\w+)\("([^"]*)"/gm)].map(
        ([, method, path]) => `${method} ${prefix}${path}`,
      );
    })
    .filter(route => route.includes(' /v1/'));
}
