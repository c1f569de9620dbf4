import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import scaffolder from '@backstage/plugin-scaffolder-backend';
import {
  previewSchema,
  PRICES_AS_OF,
} from '@textloom/plugin-scaffolder-golden-paths-common';
import request from 'supertest';
import { newFolder, removeFolders } from './__testUtils__/context';
import { GOOD, GOOD_OBJECTS } from './__testUtils__/good';
import { GOOD_TERRAFORM } from './__testUtils__/terraform';
import { writeFiles } from './__testUtils__/workspace';
import { findHelm } from './adapters/helm/findHelm';
import goldenPaths from './index';

jest.setTimeout(60_000);

let helm: string | undefined;
beforeAll(async () => {
  helm = await findHelm({
    path: process.env.PATH,
    cacheDirectory: await newFolder(),
  });
});

const PATH = '/api/scaffolder/golden-paths/preview';

async function startPortal(
  options: {
    files?: Record<string, string>;
    result?: AuthorizeResult.ALLOW | AuthorizeResult.DENY;
    steps?: object[];
    entities?: Entity[];
  } = {},
) {
  const templates = await writeFiles({
    'shop/template.yaml': 'kind: Template',
    'shop/skeleton/src/name.txt.njk': '${{ values.name }}\n',
    ...Object.fromEntries(
      Object.entries({ ...GOOD, ...options.files }).map(([path, text]) => [
        `parts/shop/${path}`,
        text,
      ]),
    ),
    'parts/shop/chart/templates/all.yaml': GOOD_OBJECTS,
  });
  const template = {
    apiVersion: 'scaffolder.backstage.io/v1beta3',
    kind: 'Template',
    metadata: {
      name: 'shop',
      namespace: 'default',
      annotations: {
        'backstage.io/managed-by-location': `file:${templates}/shop/template.yaml`,
      },
    },
    spec: {
      type: 'service',
      parameters: [
        {
          title: 'About',
          required: ['name'],
          properties: { name: { type: 'string', pattern: '^[a-z]+$' } },
        },
      ],
      steps: options.steps ?? [
        {
          id: 'skeleton',
          action: 'fetch:template',
          input: {
            url: './skeleton',
            templateFileExtension: '.njk',
            values: { name: '${{ parameters.name }}' },
          },
        },
        {
          id: 'parts',
          action: 'textloom:parts',
          input: {
            parts: ['shop'],
            values: { name: '${{ parameters.name }}' },
          },
        },
        { id: 'check', action: 'textloom:check' },
        { id: 'publish', action: 'textloom:publish', input: { repoUrl: 'x' } },
      ],
      output: { links: [{ url: '${{ steps.publish.output.remoteUrl }}' }] },
    },
  };
  const { server } = await startTestBackend({
    features: [
      scaffolder,
      goldenPaths,
      catalogServiceMock.factory({
        entities: [template, ...(options.entities ?? [])],
      }),
      mockServices.permissions.factory({
        result: options.result ?? AuthorizeResult.ALLOW,
      }),
      mockServices.rootConfig.factory({
        data: {
          backend: { baseUrl: 'http://localhost' },
          permission: { enabled: true },
          goldenPaths: {
            templates,
            helm,
          },
        },
      }),
    ],
  });
  return {
    server,
    ask: (body: object, header: string = mockCredentials.user.header()) =>
      request(server).post(PATH).set('Authorization', header).send(body),
  };
}

const BODY = { templateRef: 'template:default/shop', values: { name: 'shop' } };

afterAll(removeFolders);

it('shows the files that a template would emit, and that nothing is wrong with them', async () => {
  const { ask } = await startPortal();
  const { status, body } = await ask(BODY);
  expect({ status, error: body.error }).toEqual({ status: 200 });
  const { files, findings, log } = previewSchema.parse(body);
  expect(findings).toEqual([]);
  expect(files.map(({ path }) => path)).toEqual(
    [...Object.keys(GOOD), 'src/name.txt'].sort(),
  );
  expect(files.find(({ path }) => path === 'src/name.txt')).toEqual({
    path: 'src/name.txt',
    size: 5,
    binary: false,
    content: 'shop\n',
  });
  expect(log.join('\n')).toContain('Rendered part shop');
});

it('shows findings instead of stopping at them', async () => {
  const { ask } = await startPortal({
    files: { Dockerfile: 'FROM scratch\n' },
  });
  const { status, body } = await ask(BODY);
  expect(status).toBe(200);
  expect(body.findings).toMatchObject([
    { rule: 'dockerfile-root', severity: 'error', file: 'Dockerfile', line: 1 },
    { rule: 'dockerfile-single-stage' },
    { rule: 'dockerfile-healthcheck', severity: 'warning' },
  ]);
});

it('says that the catalog has the name already, whoever made it', async () => {
  const entity = (kind: string, name: string): Entity => ({
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name },
  });
  const { ask } = await startPortal({
    entities: [entity('Component', 'shop'), entity('System', 'shop')],
  });
  const { body } = await ask(BODY);
  expect(body.findings).toMatchObject([
    {
      rule: 'name-taken',
      severity: 'error',
      file: 'catalog-info.yaml',
      line: 4,
      subject: 'component:default/shop',
    },
  ]);
});

it('estimates what a platform costs, and only that of a platform', async () => {
  const { ask } = await startPortal({ files: GOOD_TERRAFORM });
  const { body } = await ask(BODY);
  const { costs, findings } = previewSchema.parse(body);
  expect(findings).toEqual([]);
  expect(costs).toMatchObject({ currency: 'USD', asOf: PRICES_AS_OF });
  expect(costs?.environments.map(each => each.environment)).toEqual([
    'dev',
    'prod',
  ]);
  const plain = await startPortal();
  expect((await plain.ask(BODY)).body).not.toHaveProperty('costs');
});

it('leaves out the text of large and binary files', async () => {
  const { ask } = await startPortal({
    files: { 'large.txt': 'x'.repeat(70_000), 'logo.png': 'a\0b' },
  });
  const { body } = await ask(BODY);
  expect(
    body.files.filter(({ path }: { path: string }) =>
      ['large.txt', 'logo.png'].includes(path),
    ),
  ).toEqual([
    { path: 'large.txt', size: 70_000, binary: false },
    { path: 'logo.png', size: 3, binary: true },
  ]);
});

it('names the answer that does not fit', async () => {
  const { ask } = await startPortal();
  const { status, body } = await ask({ ...BODY, values: { name: '../x' } });
  expect(status).toBe(400);
  expect(body.error.message).toContain('name does not match pattern');
  const missing = await ask({ ...BODY, values: {} });
  expect(missing.body.error.message).toContain('requires property "name"');
});

it.each([
  [{}, 400],
  [{ ...BODY, more: 1 }, 400],
  [{ ...BODY, templateRef: 'shop' }, 400],
  [{ ...BODY, templateRef: 'template:default/../x' }, 400],
  [{ ...BODY, templateRef: 'template:default/unknown' }, 404],
  [{ ...BODY, values: { name: 'x'.repeat(300_000) } }, 413],
])('answers %.60j with %d', async (body, status) => {
  const { ask } = await startPortal();
  await expect(ask(body)).resolves.toMatchObject({ status });
});

it('asks for a user, and for the permission to run a template dry', async () => {
  const { ask } = await startPortal({ result: AuthorizeResult.DENY });
  await expect(ask(BODY)).resolves.toMatchObject({ status: 403 });
  await expect(ask(BODY, mockCredentials.none.header())).resolves.toMatchObject(
    { status: 401 },
  );
  // A service may everything by permission, but a preview is on behalf of somebody.
  const open = await startPortal();
  await expect(
    open.ask(BODY, mockCredentials.service.header()),
  ).resolves.toMatchObject({ status: 403 });
});

it('offers its actions with descriptions and examples', async () => {
  const { server } = await startPortal();
  const { body } = await request(server)
    .get('/api/scaffolder/v2/actions')
    .set('Authorization', mockCredentials.user.header());
  const own = body.filter(({ id }: { id: string }) =>
    id.startsWith('textloom:'),
  );
  expect(own.map(({ id }: { id: string }) => id).sort()).toEqual([
    'textloom:check',
    'textloom:deliver',
    'textloom:parts',
    'textloom:publish',
    'textloom:undo',
  ]);
  for (const action of own) {
    expect(action).toMatchObject({
      description: expect.stringMatching(/.{40}/),
      examples: expect.arrayContaining([
        expect.objectContaining({ example: expect.any(String) }),
      ]),
    });
  }
});
