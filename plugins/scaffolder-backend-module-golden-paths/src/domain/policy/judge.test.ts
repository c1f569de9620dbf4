import {
  RULE_IDS,
  RuleId,
} from '@textloom/plugin-scaffolder-golden-paths-common';
import fc from 'fast-check';
import { IN_FILES, IN_OBJECTS, KEY } from '../../__testUtils__/broken';
import { IN_SETTINGS } from '../../__testUtils__/brokenSettings';
import { IN_RESOURCES, IN_WRITTEN } from '../../__testUtils__/brokenTerraform';
import { asFiles, GOOD, GOOD_OBJECTS } from '../../__testUtils__/good';
import { catalogHits } from '../../service/catalogHits';
import { parseFiles, parseYaml } from '../../service/parseFiles';
import { judge } from './judge';
import { EmittedFile, Manifest } from './types';

function objects(text: string, environment: string): Manifest[] {
  return parseYaml('all.yaml', text).documents.map(({ value }) => ({
    environment,
    file: 'chart/templates/all.yaml',
    value: value as Manifest['value'],
  }));
}

async function findings(
  files: EmittedFile[],
  text = GOOD_OBJECTS,
  environments = ['prod'],
) {
  const parsed = parseFiles(files);
  const manifests = environments.flatMap(name => objects(text, name));
  return judge({ files, parsed, manifests }, await catalogHits(parsed));
}

/** The good repository with one text of one file replaced; `''` appends. */
function changed(file: string, from: string, to: string): EmittedFile[] {
  const text = GOOD[file] ?? '';
  if (!text.includes(from)) {
    throw new Error(`${file} has no ${from}`);
  }
  return asFiles({
    ...GOOD,
    [file]: from === '' ? text + to : text.replace(from, () => to),
  });
}

it('finds nothing in a good repository, in any environment', async () => {
  await expect(
    findings(asFiles(GOOD), GOOD_OBJECTS, ['dev', 'prod']),
  ).resolves.toEqual([]);
});

it.each(
  // A row without its last value would make of it the callback of a test.
  IN_FILES.map(([a, b, c, d, line]) => [a, b, c, d, line] as const),
)('%s: %s without %j but %j', async (rule, file, from, to, line) => {
  const found = await findings(changed(file, from, to));
  // A file that the catalog cannot read is not valid for it either.
  const own = found.filter(
    each => each.rule === rule || each.rule !== 'catalog-info-missing',
  );
  expect(
    own.map(({ rule: id, file: path, line: at }) => [id, path, at]),
  ).toEqual([[rule, file, line]]);
});

it.each(IN_OBJECTS)(
  '%s: objects without %j but %j',
  async (rule, from, to, subject) => {
    expect(GOOD_OBJECTS).toContain(from);
    const found = await findings(
      asFiles(GOOD),
      GOOD_OBJECTS.replace(from, () => to),
    );
    expect(found.map(each => [each.rule, each.subject])).toEqual([
      [rule, subject],
    ]);
  },
);

it('takes a Secret that says why it holds none', async () => {
  const plain = GOOD_OBJECTS.replace(
    'kind: ExternalSecret\nmetadata: { name: shop }\nspec: { data: [] }',
    'kind: Secret\nmetadata: { name: shop, annotations: { textloom.ai/not-secret: roles alone } }\nstringData: { a: b }',
  );
  expect(plain).toContain('roles alone');
  expect(await findings(asFiles(GOOD), plain)).toEqual([]);
});

/** What is no text of a file. */
const OTHERWISE: [RuleId, EmittedFile[]][] = [
  ['symlink', [...asFiles(GOOD), { path: 'link', size: 0, kind: 'symlink' }]],
  [
    'file-too-large',
    [...asFiles(GOOD), { path: 'a.bin', size: 1_048_577, kind: 'binary' }],
  ],
  [
    'too-many-files',
    asFiles({
      ...GOOD,
      ...Object.fromEntries(
        Array.from({ length: 2_000 }, (_, index) => [`f${index}`, 'x']),
      ),
    }),
  ],
  [
    'catalog-info-missing',
    asFiles(GOOD).filter(({ path }) => path !== 'catalog-info.yaml'),
  ],
];

it.each(OTHERWISE)('%s', async (rule, files) => {
  expect((await findings(files)).map(each => each.rule)).toEqual([rule]);
});

it('has a failing fixture for every rule', () => {
  const known = new Set(
    [
      ...IN_FILES,
      ...IN_OBJECTS,
      ...OTHERWISE,
      // See terraform.test.ts.
      ...IN_RESOURCES,
      ...IN_WRITTEN,
      ...IN_SETTINGS,
    ].map(([rule]) => rule),
  );
  // These need a catalog (module.test.ts) or Helm (check.test.ts).
  expect(RULE_IDS.filter(rule => !known.has(rule))).toEqual([
    'name-taken',
    'helm-missing',
    'chart-broken',
  ]);
});

it('says once what holds in several environments, and names them when not in all', async () => {
  const some = await findings(
    asFiles(GOOD),
    GOOD_OBJECTS.replace('shop:1.2.3', 'shop:latest'),
    ['dev', 'prod'],
  );
  expect(some.map(({ subject }) => subject)).toEqual([
    'Deployment shop, shop (prod)',
  ]);
  const all = await findings(
    asFiles(GOOD),
    GOOD_OBJECTS.replace('limits: { memory: 512Mi }', 'limits: {}'),
    ['dev', 'prod'],
  );
  expect(all.map(({ subject }) => subject)).toEqual(['Deployment shop, shop']);
});

it('takes a canary beside the stable version for scaled, and a workload behind a Rollout', async () => {
  const canary = objects(GOOD_OBJECTS, 'prod')[0];
  const rollout = GOOD_OBJECTS.replace(
    'kind: Deployment, name: shop',
    'kind: Rollout, name: shop',
  ).concat(
    '---\nkind: Rollout\nmetadata: { name: shop }\nspec: { workloadRef: { kind: Deployment, name: shop } }\n',
  );
  await expect(findings(asFiles(GOOD), rollout)).resolves.toEqual([]);
  const beside = judge({
    files: [],
    parsed: [],
    manifests: [
      ...objects(GOOD_OBJECTS, 'prod'),
      { ...canary, value: { ...canary.value, metadata: { name: 'canary' } } },
    ],
  });
  expect(beside).toEqual([]);
});

it('judges charts of one repository each by itself, but for what holds for the whole mesh', () => {
  const [own, ...around] = objects(GOOD_OBJECTS, 'prod');
  const elsewhere = (manifest: Manifest): Manifest => ({
    ...manifest,
    file: 'charts/other/templates/all.yaml',
    chart: 'charts/other',
  });
  const broken = judge({
    files: [],
    parsed: [],
    manifests: [own, ...around.map(elsewhere)],
  });
  expect(broken.map(({ rule, file }) => [rule, file])).toEqual([
    ['mesh-not-strict', 'chart/templates/all.yaml'],
    ['workload-no-network-policy', 'chart/templates/all.yaml'],
    ['workload-no-pdb', 'chart/templates/all.yaml'],
    ['hpa-missing', 'chart/templates/all.yaml'],
  ]);
  const strict = elsewhere({
    environment: 'prod',
    file: '',
    value: {
      kind: 'PeerAuthentication',
      metadata: { name: 'default', namespace: 'istio-system' },
      spec: { mtls: { mode: 'STRICT' } },
    },
  });
  const meshed = judge({
    files: [],
    parsed: [],
    manifests: [own, ...around.map(elsewhere), strict],
  });
  expect(meshed.map(({ rule }) => rule)).toEqual([
    'workload-no-network-policy',
    'workload-no-pdb',
    'hpa-missing',
  ]);
});

it('asks what stands beside a container only whether it lives', async () => {
  const beside = (probe: string) =>
    GOOD_OBJECTS.replace(
      '      containers:\n        - name: shop\n',
      match =>
        `      containers:\n        - name: main${match.slice(
          match.indexOf('shop') + 4,
        )}`,
    ).replace(
      '---\napiVersion: batch/v1',
      `        - name: exporter
          image: registry.textloom.ai/exporter:1.0.0
          securityContext:
            readOnlyRootFilesystem: true
            allowPrivilegeEscalation: false
            capabilities: { drop: [ALL] }
          resources:
            requests: { cpu: 10m, memory: 32Mi }
            limits: { memory: 32Mi }
          ${probe}: { httpGet: { path: /, port: metrics } }
---
apiVersion: batch/v1`,
    );
  await expect(
    findings(asFiles(GOOD), beside('livenessProbe')),
  ).resolves.toEqual([]);
  const found = await findings(asFiles(GOOD), beside('readinessProbe'));
  expect(found.map(each => [each.rule, each.subject])).toEqual([
    ['pod-no-probes', 'Deployment shop, exporter'],
  ]);
});

it('does not ask for more pods with the load where each has data of its own', async () => {
  const store = GOOD_OBJECTS.replace(
    'kind: Deployment\n',
    'kind: StatefulSet\n',
  ).replace('kind: HorizontalPodAutoscaler', 'kind: Other');
  await expect(findings(asFiles(GOOD), store)).resolves.toEqual([]);
});

it('takes the first line of a key alone for no secret', async () => {
  await expect(
    findings(changed('src/shop.py', '', `MARK = "${KEY.split('\n')[0]}"`)),
  ).resolves.toEqual([]);
});

it('never repeats a secret', async () => {
  const found = await findings(
    changed('src/shop.py', '', `k = "ghp_${'a'.repeat(36)}"`),
  );
  expect(JSON.stringify(found)).not.toContain('aaaa');
});

it('judges any text without failing', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...Object.keys(GOOD)),
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.nat(400),
      async (file, text, position) => {
        const old = GOOD[file];
        const files = asFiles({
          ...GOOD,
          [file]: old.slice(0, position) + text + old.slice(position),
        });
        expect(Array.isArray(await findings(files))).toBe(true);
      },
    ),
    { numRuns: 300 },
  );
});

it('takes linear time on long lines of almost-matches', async () => {
  const long = [
    '${{ github.event.'.repeat(20_000),
    'eyJ'.repeat(100_000),
    'curl '.repeat(60_000),
    '$'.repeat(300_000),
  ];
  const started = Date.now();
  for (const text of long) {
    await findings(
      asFiles({ ...GOOD, Dockerfile: `FROM a\nRUN ${text}`, 'x.txt': text }),
    );
  }
  expect(Date.now() - started).toBeLessThan(5_000);
});
