import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import {
  createMockActionContext,
  fetchTemplate,
  newFolder,
  removeFolders,
} from '../__testUtils__/context';
import { writeFiles as templates } from '../__testUtils__/workspace';
import { createPartsAction } from './parts';

afterAll(removeFolders);

const FILES = {
  'api-service/template.yaml': 'kind: Template',
  'parts/chart/chart/Chart.yaml.njk': 'name: ${{ values.name | dump }}\n',
  'parts/chart/chart/templates/all.yaml':
    '{{ include "x" . }} ${{ github.sha }}\n',
  'parts/catalog/README.md': 'of the part\n',
  'parts/catalog/docs/${{ "db.md" if values.database }}': 'database\n',
  'library-chart/skeleton/chart/textloom-service/Chart.yaml':
    'name: textloom-service\n',
};

async function run(options: {
  root: string;
  configured?: boolean;
  workspace?: string;
  input: Record<string, unknown>;
}) {
  const workspacePath = options.workspace ?? (await newFolder());
  const ctx = createMockActionContext({
    input: { values: { name: 'shop' }, ...options.input } as any,
    workspacePath,
    templateInfo: {
      entityRef: 'template:default/api-service',
      baseUrl: `file://${options.root}/api-service/template.yaml`,
    },
  });
  const action = createPartsAction({
    templates: options.configured ? options.root : undefined,
    fetchTemplate: fetchTemplate(),
  });
  await action.handler(ctx as any);
  return { workspacePath, ctx };
}

const read = (folder: string, path: string) =>
  readFile(join(folder, path), 'utf8');

it.each([false, true])(
  'renders parts beside the template, and the library chart into the chart (configured: %s)',
  async configured => {
    const root = await templates(FILES);
    const { workspacePath, ctx } = await run({
      root,
      configured,
      input: { parts: ['chart', 'catalog'] },
    });
    await expect(read(workspacePath, 'chart/Chart.yaml')).resolves.toBe(
      'name: "shop"\n',
    );
    await expect(read(workspacePath, 'chart/templates/all.yaml')).resolves.toBe(
      FILES['parts/chart/chart/templates/all.yaml'],
    );
    await expect(
      read(workspacePath, 'chart/charts/textloom-service/Chart.yaml'),
    ).resolves.toBe('name: textloom-service\n');
    await expect(readdir(join(workspacePath, 'docs'))).resolves.toEqual([]);
    expect(ctx.output).toHaveBeenCalledWith('parts', [
      'chart',
      'library-chart',
      'catalog',
    ]);
  },
);

it('keeps what the template itself has written', async () => {
  const root = await templates(FILES);
  const workspace = await newFolder();
  await writeFile(join(workspace, 'README.md'), 'of the template\n');
  await run({ root, workspace, input: { parts: ['catalog'] } });
  await expect(read(workspace, 'README.md')).resolves.toBe('of the template\n');
});

it('changes nothing when it runs again', async () => {
  const root = await templates(FILES);
  const workspace = await newFolder();
  await run({ root, workspace, input: { parts: ['chart'] } });
  const before = await read(workspace, 'chart/Chart.yaml');
  await run({ root, workspace, input: { parts: ['chart'] } });
  await expect(read(workspace, 'chart/Chart.yaml')).resolves.toBe(before);
});

it('names the parts that there are when one is not', async () => {
  const root = await templates(FILES);
  await expect(run({ root, input: { parts: ['charts'] } })).rejects.toThrow(
    'There is no part charts; there are catalog, chart, library-chart',
  );
});

it('refuses a folder outside the workspace', async () => {
  const root = await templates(FILES);
  await expect(
    run({ root, input: { parts: ['catalog'], targetPath: '../elsewhere' } }),
  ).rejects.toMatchObject({ name: 'NotAllowedError' });
});

it('takes no name that could leave the folder of parts', async () => {
  const root = await templates(FILES);
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        fc.string().filter(name => !/^[a-z]+(-[a-z]+)*$/.test(name)),
        fc.constantFrom(
          '../api-service',
          '..',
          '/etc',
          'chart/../..',
          'Chart',
          'a\n',
          '%2e%2e',
          'chart\0',
        ),
      ),
      async name => {
        await expect(
          run({ root, input: { parts: [name] } }),
        ).rejects.toMatchObject({ name: 'InputError' });
      },
    ),
    { numRuns: 50 },
  );
});

it('says what to set when the place of the templates is unknown', async () => {
  const action = createPartsAction({ fetchTemplate: fetchTemplate() });
  const ctx = createMockActionContext({
    input: { parts: ['chart'], values: {} },
    templateInfo: undefined,
  });
  await expect(action.handler(ctx as any)).rejects.toThrow(
    'set goldenPaths.templates',
  );
});
