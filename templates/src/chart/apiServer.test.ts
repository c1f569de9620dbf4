import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import {
  DefinedServer,
  refusedBy,
  startDefinedServer,
} from '../tools/definedServer';
import { kubeBuilderAssets } from '../tools/kubeApiServer';
import { hasDefinitions } from '../tools/kubernetesSchemas';
import {
  ChartValues,
  EmittedChart,
  emitChart,
} from './__testUtils__/emitChart';
import {
  ENVIRONMENTS,
  Environment,
  helmTemplate,
  namespaceOf,
} from './__testUtils__/helmTemplate';

jest.setTimeout(120_000);

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

const describeReal =
  (kubeBuilderAssets() && hasDefinitions) || process.env.CI
    ? describe
    : describe.skip;

const VARIANTS: [string, ChartValues['kind'], Partial<ChartValues>][] = [
  ['api', 'api', { exposure: 'public', host: 'api.textloom.ai' }],
  ['api, plain canary', 'api', { rollouts: false, objectStorage: true }],
  ['api, plain blue-green', 'api', { rollouts: false, strategy: 'blue-green' }],
  ['web, blue-green', 'web', { strategy: 'blue-green' }],
  ['worker', 'worker', {}],
];

describeReal('a real API server with the real definitions', () => {
  let defined: DefinedServer;
  const charts = new Map<string, EmittedChart>();

  beforeAll(async () => {
    defined = await startDefinedServer(USED, [
      ...ENVIRONMENTS.map(namespaceOf),
      'argocd',
    ]);
    for (const [name, kind, changes] of VARIANTS) {
      charts.set(name, await emitChart(kind, changes));
    }
  });

  afterAll(async () => {
    await Promise.all([...charts.values()].map(it => it.remove()));
    await defined?.server.stop();
  });

  it.each(VARIANTS)('takes every object of %s', async name => {
    const chart = charts.get(name) as EmittedChart;
    for (const environment of ['dev', 'staging', 'prod'] as Environment[]) {
      const { all } = await helmTemplate(chart, { environment });
      expect(all.length).toBeGreaterThanOrEqual(12);
      const refused = await refusedBy(defined, all, namespaceOf(environment));
      expect(refused).toEqual([]);
    }
  });

  it('takes the Applications', async () => {
    for (const environment of ENVIRONMENTS) {
      const { folder } = charts.get('api') as EmittedChart;
      const file = join(folder, 'argocd', `${environment}.yaml`);
      const application = parse(await readFile(file, 'utf8'));
      expect(await refusedBy(defined, [application], 'argocd')).toEqual([]);
    }
  });

  it('would notice a field that no definition has, and a value of the wrong type', async () => {
    const objects = await helmTemplate(charts.get('api') as EmittedChart);
    const rule = objects.one('DestinationRule');
    const strange = { ...rule, spec: { ...rule.spec, trafficPolice: 'x' } };
    expect(await refusedBy(defined, [strange], 'textloom')).toEqual([
      'DestinationRule video-search: .spec.trafficPolice = "x" is not known',
    ]);
    const service = objects.one('Service');
    const wrong = { ...service, spec: { ...service.spec, ports: 80 } };
    expect((await refusedBy(defined, [wrong], 'textloom')).join()).toMatch(
      /Service/,
    );
  });
});
