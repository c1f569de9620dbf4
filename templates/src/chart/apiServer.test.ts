import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import {
  KubeApiServer,
  kubeBuilderAssets,
  startKubeApiServer,
} from '../tools/kubeApiServer';
import {
  ChartValues,
  EmittedChart,
  emitChart,
} from './__testUtils__/emitChart';
import {
  ENVIRONMENTS,
  Environment,
  helmTemplate,
  KubeObject,
  namespaceOf,
} from './__testUtils__/helmTemplate';

jest.setTimeout(120_000);

/** Definitions of public projects, beside the repository; absent on most machines. */
const DEFINITIONS = resolve(__dirname, '../../../../shared/data/crds');
/** Those that services use: each that is served costs the API server seconds. */
const USED = [
  ...['virtualservices', 'destinationrules'].map(
    it => `${it}.networking.istio.io`,
  ),
  ...[
    'peerauthentications',
    'requestauthentications',
    'authorizationpolicies',
  ].map(it => `${it}.security.istio.io`),
  ...['applications', 'rollouts', 'analysistemplates'].map(
    it => `${it}.argoproj.io`,
  ),
  ...['servicemonitors', 'prometheusrules'].map(
    it => `${it}.monitoring.coreos.com`,
  ),
  'externalsecrets.external-secrets.io',
  'verticalpodautoscalers.autoscaling.k8s.io',
];

const assets = kubeBuilderAssets();
const describeReal =
  (assets && existsSync(DEFINITIONS)) || process.env.CI
    ? describe
    : describe.skip;

/** The server is Kubernetes 1.20; the same objects under the names that they had there. */
const OLDER: Record<string, string> = {
  'autoscaling/v2': 'autoscaling/v2beta2',
  'policy/v1': 'policy/v1beta1',
};

/** Fields that Kubernetes knows since 1.22, 1.26 and 1.27. */
const NEWER = /\.(?:nodeTaintsPolicy|matchLabelKeys)[. ]/;

const VARIANTS: [string, ChartValues['kind'], Partial<ChartValues>][] = [
  ['api', 'api', { exposure: 'public', host: 'api.textloom.ai' }],
  ['api, plain canary', 'api', { rollouts: false, objectStorage: true }],
  ['api, plain blue-green', 'api', { rollouts: false, strategy: 'blue-green' }],
  ['web, blue-green', 'web', { strategy: 'blue-green' }],
  ['worker', 'worker', {}],
];

/** Paths of what was sent and did not come back as it was: unknown to the server, or changed by it. */
function lost(sent: unknown, kept: unknown, path = ''): string[] {
  if (typeof sent !== 'object' || sent === null) {
    // The server writes quantities as short as it can: 1000 as 1k.
    const long = typeof kept === 'string' ? kept.replace(/k$/, '000') : kept;
    return sent === kept || sent === long
      ? []
      : [`${path} = ${JSON.stringify(sent)}`];
  }
  const parts = Object.entries(sent);
  if (Array.isArray(sent) && Array.isArray(kept)) {
    // The server may put lists into an order of its own.
    return parts.flatMap(([index, value]) =>
      kept.some(other => lost(value, other).length === 0)
        ? []
        : lost(value, kept[Number(index)], `${path}.${index}`),
    );
  }
  return parts.flatMap(([key, value]) =>
    lost(
      value,
      (kept as Record<string, unknown> | undefined)?.[key],
      `${path}.${key}`,
    ),
  );
}

describeReal('a real API server with the real definitions', () => {
  let server: KubeApiServer;
  let collections: Map<string, string>;
  const charts = new Map<string, EmittedChart>();

  beforeAll(async () => {
    if (!assets) {
      throw new Error('KUBEBUILDER_ASSETS holds no etcd and kube-apiserver');
    }
    server = await startKubeApiServer(assets);
    for (const name of USED) {
      const answer = await server.ask(
        'POST',
        '/apis/apiextensions.k8s.io/v1/customresourcedefinitions',
        JSON.parse(readFileSync(join(DEFINITIONS, `${name}.json`), 'utf8')),
      );
      if (answer.status !== 201) {
        throw new Error(`${name}: ${JSON.stringify(answer.body)}`);
      }
    }
    for (const name of [...ENVIRONMENTS.map(namespaceOf), 'argocd']) {
      await server.ask('POST', '/api/v1/namespaces', {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name },
      });
    }
    for (const [name, kind, changes] of VARIANTS) {
      charts.set(name, await emitChart(kind, changes));
    }
    collections = await discover(server);
  });

  afterAll(async () => {
    await Promise.all([...charts.values()].map(it => it.remove()));
    await server?.stop();
  });

  /** Shows an object to the server. Returns what it does not take, in words. */
  async function refused(
    object: KubeObject,
    namespace: string,
  ): Promise<string[]> {
    const apiVersion = OLDER[object.apiVersion] ?? object.apiVersion;
    const what = `${object.kind} ${object.metadata.name}`;
    const collection = collections.get(`${apiVersion}/${object.kind}`);
    if (!collection) {
      return [`${what}: ${apiVersion} is not served`];
    }
    const [base, plural] = collection.split(' ');
    const { status, body } = await server.ask(
      'POST',
      `${base}/namespaces/${namespace}/${plural}?dryRun=All`,
      { ...object, apiVersion },
    );
    return status === 201
      ? lost({ ...object, apiVersion }, body)
          .filter(path => !NEWER.test(path))
          .map(path => `${what}: ${path} is not known`)
      : [`${what}: ${body.message}`];
  }

  it.each(VARIANTS)('takes every object of %s', async name => {
    const chart = charts.get(name) as EmittedChart;
    for (const environment of ['dev', 'staging', 'prod'] as Environment[]) {
      const { all } = await helmTemplate(chart, { environment });
      expect(all.length).toBeGreaterThanOrEqual(12);
      const answers = await Promise.all(
        all.map(object => refused(object, namespaceOf(environment))),
      );
      expect(answers.flat()).toEqual([]);
    }
  });

  it('takes the Applications', async () => {
    for (const environment of ENVIRONMENTS) {
      const { folder } = charts.get('api') as EmittedChart;
      const file = join(folder, 'argocd', `${environment}.yaml`);
      const application = parse(await readFile(file, 'utf8'));
      expect(await refused(application, 'argocd')).toEqual([]);
    }
  });

  it('would notice a field that no definition has, and a value of the wrong type', async () => {
    const objects = await helmTemplate(charts.get('api') as EmittedChart);
    const rule = objects.one('DestinationRule');
    const strange = { ...rule, spec: { ...rule.spec, trafficPolice: 'x' } };
    expect(await refused(strange, 'textloom')).toEqual([
      'DestinationRule video-search: .spec.trafficPolice = "x" is not known',
    ]);
    const service = objects.one('Service');
    const wrong = { ...service, spec: { ...service.spec, ports: 80 } };
    expect((await refused(wrong, 'textloom')).join()).toMatch(/Service/);
  });
});

/** Base path and plural of each kind that can be made in a namespace; waits until the last definition is served. */
async function discover(server: KubeApiServer): Promise<Map<string, string>> {
  for (let attempt = 0; ; attempt++) {
    const found = new Map<string, string>();
    const { body: groups } = await server.ask('GET', '/apis');
    const versions = [
      'api/v1',
      ...groups.groups.flatMap(
        (group: { versions: { groupVersion: string }[] }) =>
          group.versions.map(({ groupVersion }) => `apis/${groupVersion}`),
      ),
    ];
    for (const path of versions) {
      const { status, body } = await server.ask('GET', `/${path}`);
      const resources = status === 200 ? body.resources : [];
      for (const { name, kind, namespaced } of resources) {
        if (namespaced && !name.includes('/')) {
          found.set(
            `${path.replace(/^apis?\//, '')}/${kind}`,
            `/${path} ${name}`,
          );
        }
      }
    }
    if (
      found.has('autoscaling.k8s.io/v1/VerticalPodAutoscaler') ||
      attempt > 100
    ) {
      return found;
    }
    await new Promise(done => setTimeout(done, 100));
  }
}
