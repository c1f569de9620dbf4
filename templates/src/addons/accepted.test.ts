import {
  ENVIRONMENTS,
  KubeObject,
  nameOf,
  ofKind,
} from '../consistency/service';
import { objectOf } from '../covering/json';
import {
  DefinedServer,
  refusedBy,
  startDefinedServer,
} from '../tools/definedServer';
import { kubeBuilderAssets } from '../tools/kubeApiServer';
import { createSchemaCheck, hasDefinitions } from '../tools/kubernetesSchemas';
import { emittedFiles, writtenFiles } from './__testUtils__/emitted';
import { argoObjects, chartObjects } from './__testUtils__/objects';

jest.setTimeout(180_000);

const files = emittedFiles();
/** Objects of our charts, by environment, and of Argo CD. */
const objects = new Map<string, readonly KubeObject[]>([
  ['argocd', argoObjects(files)],
]);

beforeAll(async () => {
  const { folder, remove } = await writtenFiles(files);
  try {
    for (const environment of ENVIRONMENTS) {
      const made = await Promise.all([
        chartObjects({
          folder,
          chart: 'charts/platform',
          environment,
          version: 4,
        }),
        chartObjects({
          folder,
          chart: 'observability',
          environment,
          version: 4,
        }),
      ]);
      objects.set(environment, made.flat());
    }
  } finally {
    remove();
  }
});

const all = () => ['argocd', 'prod'].flatMap(where => objects.get(where) ?? []);
const one = (kind: string, name: string) => {
  const found = ofKind(all(), kind).filter(object => nameOf(object) === name);
  expect({ kind, name, count: found.length }).toEqual({ kind, name, count: 1 });
  return found[0];
};

const describeDefined =
  hasDefinitions || process.env.CI ? describe : describe.skip;
describeDefined('strict schemas', () => {
  it('take every object of every environment', async () => {
    const check = await createSchemaCheck();
    const faults = [...objects].flatMap(([where, made]) =>
      made.flatMap(object =>
        check(object).map(
          fault => `${where} ${object.kind} ${nameOf(object)}: ${fault}`,
        ),
      ),
    );
    expect([...new Set(faults)]).toEqual([]);
    const gateway = one('Gateway', 'textloom');
    expect(
      check({ ...gateway, spec: { ...objectOf(gateway.spec), server: [] } }),
    ).toHaveLength(1);
  });
});

const describeReal =
  (kubeBuilderAssets() && hasDefinitions) || process.env.CI
    ? describe
    : describe.skip;

const USED = [
  ...['applications', 'applicationsets', 'appprojects'].map(
    it => `${it}.argoproj.io`,
  ),
  ...['gateways', 'envoyfilters'].map(it => `${it}.networking.istio.io`),
  'peerauthentications.security.istio.io',
  'telemetries.telemetry.istio.io',
  ...['certificates', 'clusterissuers'].map(it => `${it}.cert-manager.io`),
  ...['clustersecretstores', 'externalsecrets'].map(
    it => `${it}.external-secrets.io`,
  ),
  ...['prometheusrules', 'servicemonitors', 'podmonitors', 'probes'].map(
    it => `${it}.monitoring.coreos.com`,
  ),
];
const NAMESPACES = [
  'istio-system',
  'monitoring',
  'logging',
  'sentry',
  'argocd',
];

describeReal('a real API server with the real definitions', () => {
  let defined: DefinedServer;
  beforeAll(async () => {
    defined = await startDefinedServer(USED, NAMESPACES);
  });
  afterAll(() => defined?.server.stop());

  it.each(['argocd', ...ENVIRONMENTS])(
    'takes every object of %s',
    async where => {
      // Some namespaces are there already.
      const shown = (objects.get(where) ?? []).filter(
        ({ kind, metadata }) =>
          kind !== 'Namespace' || metadata.name === 'textloom',
      );
      expect(await refusedBy(defined, shown, 'default')).toEqual([]);
      expect(shown.length).toBeGreaterThan(where === 'argocd' ? 4 : 20);
    },
  );

  it('would notice what it does not know', async () => {
    const gateway = one('Gateway', 'textloom');
    const strange = {
      ...gateway,
      spec: { ...objectOf(gateway.spec), door: 1 },
    };
    expect(await refusedBy(defined, [strange], 'default')).toEqual([
      'Gateway textloom: .spec.door = 1 is not known',
    ]);
    const window = one('AppProject', 'platform');
    const wrong = {
      ...window,
      spec: { ...objectOf(window.spec), syncWindows: 'never' },
    };
    expect(await refusedBy(defined, [wrong], 'default')).toHaveLength(1);
  });
});
