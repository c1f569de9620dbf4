import { generateKeyPairSync } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { JsonObject } from '../covering/json';
import { KubeObject } from '../consistency/service';
import { createSchemaCheck, hasDefinitions } from '../tools/kubernetesSchemas';
import { checkDockerfiles } from './dockerfile';
import { checkPrometheus, hasPromtool } from './prometheus';
import { checkSecrets } from './secrets';
import { checkLeftovers, checkSyntax } from './syntax';
import { checkWorkflows } from './workflows';

const files = (entries: Record<string, string>) =>
  new Map(Object.entries(entries));
const said = (findings: readonly { message: string }[]) =>
  findings.map(({ message }) => message).join('\n');

jest.setTimeout(60_000);

describe('syntax', () => {
  it.each([
    ['a.yaml', 'a: b: c'],
    ['a.yml', 'a: 1\na: 2'],
    ['a.json', '{"a": 1,}'],
    ['a.toml', 'a = '],
  ])('%s that does not parse is found', (path, text) => {
    expect(checkSyntax(files({ [path]: text }))).toHaveLength(1);
  });

  it('lets several documents, comments of tsconfig and templates of Helm pass', () => {
    expect(
      checkSyntax(
        files({
          'a.yaml': 'a: 1\n---\nb: 2\n',
          'tsconfig.json': '{ /* why */ }',
          'chart/templates/x.yaml': '{{- if .Values.x }}\na: b: c\n{{- end }}',
        }),
      ),
    ).toEqual([]);
  });
});

describe('leftovers', () => {
  it.each([
    ['a.yaml', 'a: ${{ values.name }}'],
    ['a.txt', '{% if values.x %}'],
    ['deploy.yaml', 'image: ""'],
    ['deploy.yaml', 'steps:\n  - run:\n  - run: x'],
    ['.github/CODEOWNERS', '* @${{ parameters.repoUrl | parseRepoUrl }}'],
  ])('in %s are found (%#)', (path, text) => {
    expect(checkLeftovers(files({ [path]: text }))).not.toEqual([]);
  });

  it("are not GitHub's expressions nor keys with a block below", () => {
    expect(
      checkLeftovers(
        files({ 'ci.yaml': 'run:\n  shell: ${{ github.sha }}\n' }),
      ),
    ).toEqual([]);
  });
});

describe('workflows', () => {
  const path = '.github/workflows/ci.yaml';
  const workflow = (run: string) =>
    `on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: ${run}\n`;

  it('with an unknown expression are found', async () => {
    const found = await checkWorkflows(
      files({ [path]: workflow('echo ${{ github.shaa }}') }),
    );
    expect(said(found)).toMatch(/"shaa" is not defined/);
  });

  it('with injection from a title are found', async () => {
    const found = await checkWorkflows(
      files({ [path]: workflow('echo ${{ github.event.issue.title }}') }),
    );
    expect(said(found)).toMatch(/untrusted/);
  });

  it('that are sound pass', async () => {
    const found = await checkWorkflows(
      files({ [path]: workflow('echo ${{ github.sha }} ${{ vars.X }}') }),
    );
    expect(found).toEqual([]);
  });
});

describe('a Dockerfile', () => {
  const GOOD = `ARG BASE=python:3.12-slim
FROM \${BASE} AS build
RUN make
FROM \${BASE}
COPY --from=build /app /app
USER 10001:10001
HEALTHCHECK CMD ["python", "-m", "health"]
CMD ["python", "-m", "app"]
`;
  const check = (text: string) =>
    said(checkDockerfiles(files({ Dockerfile: text })));

  it('that is sound passes', () => {
    expect(check(GOOD)).toBe('');
  });

  it.each([
    [/FROM \$\{BASE\} AS build\nRUN make\n/, '', /one stage/],
    ['python:3.12-slim', 'python:latest', /no fixed version/],
    ['python:3.12-slim', 'python', /no fixed version/],
    ['USER 10001:10001', 'USER app', /runs as app/],
    ['USER 10001:10001\n', '', /runs as root/],
    [/HEALTHCHECK.*\n/, '', /no HEALTHCHECK/],
    ['CMD ["python", "-m", "app"]', 'CMD python -m app', /starts a shell/],
    ['RUN make', 'RUNN make', /[Uu]nknown instruction/],
    ['RUN make', 'ENV API_TOKEN=abc', /secret stays/],
    ['RUN make', 'ADD https://example.com/x /x', /nobody has checked/],
  ])('with a fault is found (%#)', (from, to, message) => {
    const text = GOOD.replace(from, to);
    expect(text).not.toBe(GOOD);
    expect(check(text)).toMatch(message);
  });
});

describe('secrets', () => {
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 1024,
    publicKeyEncoding: { type: 'pkcs1', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  });
  // Put together here, or scanners of this repository would find it.
  const address = ['postgres://app', 'hunter22@db/app'].join(':');

  it.each([
    ['a private key', privateKey],
    ['an address with a password', `url = "${address}"`],
  ])('such as %s are found', async (_, text) => {
    expect(await checkSecrets(files({ 'a.py': text }))).not.toEqual([]);
  });

  it('are not addresses that tests need', async () => {
    expect(
      await checkSecrets(files({ 'tests/test_a.py': `url = "${address}"` })),
    ).toEqual([]);
  });
});

describe('schemas', () => {
  const hpa = (spec: object): KubeObject => ({
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'x' },
    spec: { maxReplicas: 3, ...spec },
  });

  it('of built-in kinds know each field and its type', async () => {
    const check = await createSchemaCheck();
    expect(check(hpa({}))).toEqual([]);
    expect(check(hpa({ maxReplica: 3 })).join()).toMatch(/maxReplica"/);
    expect(check(hpa({ minReplicas: '1' })).join()).toMatch(/must be number/);
    expect(check({ apiVersion: 'v9', kind: 'Nothing', metadata: {} })).toEqual([
      'Nobody serves v9 Nothing',
    ]);
  });
});

const withDefinitions =
  hasDefinitions || process.env.CI ? describe : describe.skip;
withDefinitions('schemas of custom kinds', () => {
  it('come from their definitions', async () => {
    const check = await createSchemaCheck();
    const route = (destination: JsonObject): KubeObject => ({
      apiVersion: 'networking.istio.io/v1',
      kind: 'VirtualService',
      metadata: { name: 'x' },
      spec: { hosts: ['x'], http: [{ route: [{ destination }] }] },
    });
    expect(check(route({ host: 'x', subset: 'stable' }))).toEqual([]);
    expect(check(route({ host: 'x', subsets: 'stable' })).join()).toMatch(
      /subsets"/,
    );
    expect(check(route({})).join()).toMatch(/host/);
  });
});

describe('Prometheus', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'textloom-rules-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const rules = (expr: string) =>
    `groups:\n  - name: x\n    rules:\n      - { alert: Down, expr: '${expr}' }\n`;
  const test = (alerts: string) => `rule_files: [../rules/a.yaml]
tests:
  - interval: 1m
    input_series: [{ series: 'up{job="x"}', values: '0x5' }]
    alert_rule_test:
      - { eval_time: 3m, alertname: Down, exp_alerts: ${alerts} }
`;

  async function check(entries: Record<string, string>) {
    for (const [path, text] of Object.entries(entries)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
    return said(await checkPrometheus(files(entries), folder));
  }
  const chart = (expr: string, alerts: string) => ({
    'chart/rules/a.yaml': rules(expr),
    'chart/tests/a.yaml': test(alerts),
  });
  const skipped = async () => !process.env.CI && !(await hasPromtool());

  it('lets rules pass that do what their tests say', async () => {
    if (await skipped()) {
      return;
    }
    expect(await check(chart('up == 0', '[{ exp_labels: { job: x } }]'))).toBe(
      '',
    );
  });

  it('finds rules that are none, that fail their test, and that have none', async () => {
    if (await skipped()) {
      return;
    }
    expect(await check(chart('up = = 0', '[]'))).toMatch(/parse error/);
    expect(await check(chart('up == 0', '[]'))).toMatch(/FAILED/);
    expect(await check({ 'chart/rules/a.yaml': rules('up == 0') })).toMatch(
      /Nothing to test/,
    );
  });
});
