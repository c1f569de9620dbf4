import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { newFolder, removeFolders } from '../__testUtils__/context';
import { GOOD, GOOD_OBJECTS } from '../__testUtils__/good';
import { GOOD_TERRAFORM } from '../__testUtils__/terraform';
import { lines, writeFiles } from '../__testUtils__/workspace';
import { findHelm } from '../adapters/helm/findHelm';
import { renderChart } from '../adapters/helm/renderChart';
import { Charts } from '../service/Charts';
import { ENVIRONMENTS } from '../domain/environments';
import { createCheckAction } from './check';

// Git and Helm are processes, and a busy machine starts them slowly.
jest.setTimeout(60_000);

let helm: string | undefined;
beforeAll(async () => {
  helm = await findHelm({
    path: process.env.PATH,
    cacheDirectory: await newFolder(),
  });
});
afterAll(removeFolders);

const FILES: Record<string, string> = {
  ...GOOD,
  'chart/templates/all.yaml': GOOD_OBJECTS,
};

async function check(
  files: Record<string, string>,
  options: { helm?: string; more?: (folder: string) => Promise<void> } = {},
) {
  const workspacePath = await writeFiles(files);
  await options.more?.(workspacePath);
  const charts = new Charts({
    environments: ENVIRONMENTS,
    renderer: {
      helm: async () => ('helm' in options ? options.helm : helm),
      render: renderChart,
    },
  });
  const { said, logger } = lines();
  const ctx = createMockActionContext({ input: {}, workspacePath });
  const output = jest.fn();
  const error: unknown = await createCheckAction({ charts })
    .handler({ ...ctx, logger: logger as any, output } as any)
    .then(
      () => undefined,
      thrown => thrown,
    );
  return { said, error, findings: output.mock.calls[0]?.[1], workspacePath };
}

it('lets a good repository pass, with its chart rendered for every environment', async () => {
  expect(helm).toBeDefined();
  const { error, findings, said } = await check(FILES);
  expect(error).toBeUndefined();
  expect(findings).toEqual([]);
  expect(said).toEqual(['Checked 8 files: no errors, 0 warnings']);
});

it('stops the task at an error, lists all of them, and logs each on a line', async () => {
  const { error, said } = await check({
    ...FILES,
    Dockerfile: FILES.Dockerfile.replace('USER 10001:10001', 'USER root'),
    'chart/templates/all.yaml': GOOD_OBJECTS.replace(
      'limits: { memory: 512Mi }',
      '{{ if eq .Release.Namespace "dev" }}limits: { memory: 512Mi }{{ end }}',
    ),
  });
  expect(error).toMatchObject({
    name: 'InputError',
    message: `Nothing was made, because the policy found 2 errors:
Dockerfile:9 The image runs as root. End the last stage with USER and a number, such as USER 10001.
chart/templates/all.yaml A container has no memory limit: Deployment shop, shop (test, staging, prod). Set resources.limits.memory.`,
  });
  expect(said).toHaveLength(2);
  expect(said[0]).toMatch(/^\[dockerfile-root\] Dockerfile:9 /);
});

it('hands warnings on and goes on', async () => {
  const { error, findings } = await check({
    ...FILES,
    Dockerfile: FILES.Dockerfile.replace('USER 10001:10001', 'USER app'),
  });
  expect(error).toBeUndefined();
  expect(findings).toMatchObject([
    { rule: 'dockerfile-user-name', severity: 'warning', file: 'Dockerfile' },
  ]);
});

it('warns that the chart was not checked where there is no Helm', async () => {
  const { error, findings } = await check(FILES, { helm: undefined });
  expect(error).toBeUndefined();
  expect(findings).toMatchObject([
    { rule: 'helm-missing', severity: 'warning', file: 'chart/Chart.yaml' },
  ]);
});

it('renders each chart of a repository of charts, where it has values for an environment', async () => {
  const chart = (name: string): Record<string, string> => ({
    [`charts/${name}/Chart.yaml`]: `apiVersion: v2\nname: ${name}\nversion: 0.1.0\n`,
    [`charts/${name}/values.yaml`]: 'tag: 1.2.3\n',
    [`charts/${name}/templates/all.yaml`]: GOOD_OBJECTS.replaceAll(
      'name: shop',
      `name: ${name}`,
    )
      .replace('values: [shop]', `values: [${name}]`)
      .replace('shop:1.2.3', 'shop:{{ .Values.tag }}'),
  });
  const { error } = await check({
    ...FILES,
    ...chart('queue'),
    // Where it is rendered: in prod and not in dev.
    'charts/queue/values-prod.yaml': 'tag: latest\n',
    ...chart('cache'),
    'charts/cache/values.yaml': 'tag: main\n',
    ...chart('lent'),
    'charts/lent/Chart.yaml':
      'apiVersion: v2\nname: lent\nversion: 0.1.0\ntype: library\n',
    // A folder without values is no chart of its own.
    'charts/bare/Chart.yaml': 'apiVersion: v2\nname: bare\nversion: 0.1.0\n',
    'charts/bare/templates/all.yaml': '{{ fail "never rendered" }}',
  });
  expect(String(error)).toContain('found 2 errors');
  expect(String(error)).toContain(
    'charts/cache/templates/all.yaml An image is named by a tag that moves: Deployment cache, cache (prod).',
  );
  expect(String(error)).toContain(
    'charts/queue/templates/all.yaml An image is named by a tag that moves: Deployment queue, queue.',
  );
});

it('renders charts that share the settings of an environment with those settings', async () => {
  const tag = (value: string) => `tag: ${value}\n`;
  const { error } = await check({
    ...FILES,
    'watch/Chart.yaml': 'apiVersion: v2\nname: watch\nversion: 0.1.0\n',
    'watch/values.yaml': tag('1.2.3'),
    'watch/templates/all.yaml': GOOD_OBJECTS.replaceAll(
      'name: shop',
      'name: watch',
    )
      .replace('values: [shop]', 'values: [watch]')
      .replace('shop:1.2.3', 'shop:{{ .Values.tag }}'),
    'environments/test.yaml': tag('1.2.4'),
    'environments/prod.yaml': tag('latest'),
  });
  expect(String(error)).toContain(
    'found 1 error:\nwatch/templates/all.yaml An image is named by a tag that moves: Deployment watch, watch (prod).',
  );
});

it('judges Terraform beside the rest, with file and line', async () => {
  const { error } = await check({
    ...FILES,
    ...GOOD_TERRAFORM,
    'terraform/modules/open/main.tf':
      'resource "aws_security_group" "it" {\n  ingress {\n    protocol    = "tcp"\n    from_port   = 22\n    to_port     = 22\n    cidr_blocks = ["0.0.0.0/0"]\n  }\n}\n',
  });
  expect(String(error)).toContain(
    'found 1 error:\nterraform/modules/open/main.tf:2 The whole internet may come in by other ports than 443: aws_security_group.it, 22.',
  );
});

it('says what Helm says about a broken chart, without paths of the machine', async () => {
  const { error, workspacePath } = await check({
    ...FILES,
    'chart/templates/all.yaml': '{{ include "nothing" . }}',
  });
  expect(String(error)).toContain('nothing');
  expect(String(error)).toContain('(prod)');
  expect(String(error)).not.toContain(workspacePath);
});

it('finds links, and does not follow them', async () => {
  const { error } = await check(FILES, {
    more: folder => symlink('/etc/passwd', join(folder, 'link')),
  });
  expect(String(error)).toContain('link The file is a symbolic link');
});

it('does not read what Git keeps for itself', async () => {
  const { error } = await check({ ...FILES, '.git/config.njk': 'x' });
  expect(error).toBeUndefined();
});
