import { readdirSync } from 'node:fs';
import {
  mkdir,
  mkdtemp,
  readFile,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { JsonObject } from '../covering/json';
import { Answers } from '../covering/parameterSpace';
import { renderTemplate, withDefaults } from './renderTemplate';
import { DryRunError } from './ScaffolderHarness';
import { listTemplates } from './templateFolder';

const TEMPLATE = `apiVersion: scaffolder.backstage.io/v1beta3
kind: Template
metadata: { name: sample }
spec:
  type: service
  parameters:
    - required: [name]
      properties:
        name: { type: string, pattern: '^[a-z]+$' }
        database: { type: boolean, default: true }
  steps:
    - id: code
      action: fetch:template
      input: &input
        url: ./skeleton
        templateFileExtension: .njk
        values: { name: '\${{ parameters.name }}', database: '\${{ parameters.database }}' }
    - id: parts
      action: textloom:parts
      input: { parts: [common], values: { name: '\${{ parameters.name }}' } }
    - id: publish
      action: textloom:publish
      input: { repoUrl: 'nowhere' }
`;

let templates: string;
const put = async (path: string, content: string | Buffer, mode?: number) => {
  const file = join(templates, path);
  await mkdir(resolve(file, '..'), { recursive: true });
  await writeFile(file, content, { mode });
};
const render = (parameters: Answers, folder?: string) =>
  renderTemplate({ slug: 'sample', templates, parameters, folder });

jest.setTimeout(60_000);
beforeAll(async () => {
  templates = await mkdtemp(join(tmpdir(), 'textloom-templates-'));
  await put('sample/template.yaml', TEMPLATE);
  await put('sample/skeleton/a.txt.njk', 'Hello ${{ values.name }}\n');
  await put('sample/skeleton/b.txt', '${{ values.name }} {{ .Values.x }}\n');
  await put('parts/common/run.sh', '#!/bin/sh\n', 0o755);
  await put('sample/skeleton/logo.png', Buffer.from([0x89, 0x50, 0xff, 0x00]));
  await put("sample/skeleton/${{ 'db' if values.database else '' }}/x.py", '');
  await put('parts/common/c-${{ values.name }}.txt', 'shared\n');
});
afterAll(() => rm(templates, { recursive: true, force: true }));

describe('rendering a template', () => {
  it('runs the steps that write files, and nothing that publishes', async () => {
    const { files, binaries, executables } = await render({ name: 'shop' });
    expect([...files]).toEqual([
      ['a.txt', 'Hello shop\n'],
      ['b.txt', '${{ values.name }} {{ .Values.x }}\n'],
      ['c-shop.txt', 'shared\n'],
      ['db/x.py', ''],
      ['run.sh', '#!/bin/sh\n'],
    ]);
    expect([...binaries.keys()]).toEqual(['logo.png']);
    expect([...executables]).toEqual(['run.sh']);
  });

  it('leaves out what an answer switches off', async () => {
    const { files } = await render({ name: 'shop', database: false });
    expect([...files.keys()]).not.toContain('db/x.py');
  });

  it('writes what was emitted where it is asked to', async () => {
    const folder = join(templates, 'out');
    await render({ name: 'shop' }, folder);
    expect(await readFile(join(folder, 'a.txt'), 'utf8')).toBe('Hello shop\n');
    const { mode } = await stat(join(folder, 'run.sh'));
    expect(mode & 0o111).not.toBe(0);
  });

  it('refuses answers that the form refuses', async () => {
    await expect(render({ name: 'Not this' })).rejects.toThrow(DryRunError);
    await expect(render({})).rejects.toThrow(/requires property "name"/);
  });

  it('fills in defaults where the question is asked, as the form does', () => {
    const pages: JsonObject[] = [
      {
        properties: { exposure: { enum: ['public', 'internal'] } },
        dependencies: {
          exposure: {
            oneOf: [
              {
                properties: {
                  exposure: { enum: ['public'] },
                  host: { type: 'string', default: 'a.example' },
                },
              },
              { properties: { exposure: { enum: ['internal'] } } },
            ],
          },
        },
      },
    ];
    expect(withDefaults(pages, { exposure: 'public' })).toEqual({
      exposure: 'public',
      host: 'a.example',
    });
    expect(withDefaults(pages, { exposure: 'internal' })).toEqual({
      exposure: 'internal',
    });
  });
});

describe('the matrix', () => {
  it.each(listTemplates())('has a test file for %s', slug => {
    const name = slug.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
    const tests = readdirSync(resolve(__dirname, '..'), { recursive: true });
    expect(tests.map(path => basename(String(path)))).toContain(
      `${name}.test.ts`,
    );
  });
});
