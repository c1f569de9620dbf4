import {
  ENVIRONMENTS,
  KubeObject,
  nameOf,
  ofKind,
} from '../consistency/service';
import { objectOf } from '../covering/json';
import {
  KubeApiServer,
  kubeBuilderAssets,
  startKubeApiServer,
} from '../tools/kubeApiServer';
import { createSchemaCheck, hasDefinitions } from '../tools/kubernetesSchemas';
import { define, refused, served } from './__testUtils__/accepted';
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

const assets = kubeBuilderAssets();
const describeReal =
  (assets && hasDefinitions) || process.env.CI ? describe : describe.skip;

/** The server is Kubernetes 1.20; the same object under the name that it had there. */
const OLDER: Readonly<Record<string, string>> = {
  'policy/v1': 'policy/v1beta1',
};

describeReal('a real API server with the real definitions', () => {
  let server: KubeApiServer;

  beforeAll(async () => {
    if (!assets) {
      throw new Error('KUBEBUILDER_ASSETS holds no etcd and kube-apiserver');
    }
    server = await startKubeApiServer(assets);
    await define(server, [
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
    ]);
    for (const name of [
      'istio-system',
      'monitoring',
      'logging',
      'sentry',
      'argocd',
    ]) {
      await server.ask('POST', '/api/v1/namespaces', {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name },
      });
    }
  });
  afterAll(() => server?.stop());

  it('takes every object of production and of Argo CD, and would notice what it does not know', async () => {
    const shown = all()
      // Those are there already.
      .filter(
        ({ kind, metadata }) =>
          kind !== 'Namespace' || metadata.name === 'textloom',
      )
      .map(object => ({
        ...object,
        apiVersion: OLDER[String(object.apiVersion)] ?? object.apiVersion,
      }));
    const resources = await served(
      server,
      shown.map(({ apiVersion, kind }) => `${String(apiVersion)} ${kind}`),
    );
    const faults: string[] = [];
    for (const object of shown) {
      faults.push(...(await refused(server, resources, object)));
    }
    expect(faults).toEqual([]);
    expect(shown.length).toBeGreaterThan(40);

    const gateway = one('Gateway', 'textloom');
    const strange = {
      ...gateway,
      spec: { ...objectOf(gateway.spec), door: 1 },
    };
    expect(await refused(server, resources, strange as KubeObject)).toEqual([
      'Gateway textloom: .spec.door = 1 is not known',
    ]);
    const window = one('AppProject', 'platform');
    const wrong = {
      ...window,
      spec: { ...objectOf(window.spec), syncWindows: 'never' },
    };
    expect(await refused(server, resources, wrong as KubeObject)).toHaveLength(
      1,
    );
  });
});
