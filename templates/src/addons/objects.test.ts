import {
  at,
  ENVIRONMENTS,
  KubeObject,
  nameOf,
  ofKind,
} from '../consistency/service';
import { listOf, objectOf } from '../covering/json';
import { HELM_VERSIONS } from '../tools/helm';
import {
  emittedFiles,
  FileFolder,
  writtenFiles,
} from './__testUtils__/emitted';
import { argoObjects, chartObjects, CHARTS } from './__testUtils__/objects';

jest.setTimeout(180_000);

const files = emittedFiles();
/** Both charts and Argo CD, by environment and version of Helm. */
const objects = new Map<string, readonly KubeObject[]>();
let written: FileFolder;

const all = () => [...argoObjects(files), ...(objects.get('prod 4') ?? [])];
const one = (kind: string, name: string) => {
  const found = ofKind(all(), kind).filter(object => nameOf(object) === name);
  expect({ kind, name, count: found.length }).toEqual({ kind, name, count: 1 });
  return found[0];
};

beforeAll(async () => {
  written = await writtenFiles(files);
  const { folder } = written;
  for (const environment of ENVIRONMENTS) {
    for (const version of HELM_VERSIONS) {
      const charts = Object.keys(CHARTS) as (keyof typeof CHARTS)[];
      const made = await Promise.all(
        charts.map(chart =>
          chartObjects({ folder, chart, environment, version }),
        ),
      );
      objects.set(`${environment} ${version}`, made.flat());
    }
  }
});
afterAll(() => written?.remove());

describe('our own charts', () => {
  it.each(ENVIRONMENTS)('are the same by Helm 3 and 4 in %s', environment => {
    expect(objects.get(`${environment} 3`)).toEqual(
      objects.get(`${environment} 4`),
    );
    expect(objects.get(`${environment} 4`)?.length).toBeGreaterThan(15);
  });

  it('take what Terraform has made', async () => {
    const made = await chartObjects({
      ...{
        folder: written.folder,
        chart: 'charts/platform',
        environment: 'prod',
        version: 4,
      },
      set: [
        'terraform.gateway_target_group_arn=arn:aws:elasticloadbalancing:ap-southeast-1:1:targetgroup/x/1',
        'terraform.efs_id=fs-0123456789abcdef0',
      ],
    });
    const [binding] = ofKind(made, 'TargetGroupBinding');
    expect(at(binding, 'spec', 'serviceRef')).toEqual({
      name: 'istio-ingressgateway',
      port: 443,
    });
    expect(ofKind(made, 'StorageClass').map(nameOf)).toContain('efs');
  });

  it.each([
    ['charts/platform', 'environment=production'],
    ['charts/platform', 'hsts.maxAgeSeconds=60'],
    ['charts/platform', 'terraform.efs_id=efs'],
    ['observability', 'bridge.image=python:latest'],
    ['observability', 'elasticsearch.url=http://elasticsearch:9200'],
  ] as const)('%s refuses %s', async (chart, value) => {
    await expect(
      chartObjects({
        folder: written.folder,
        chart,
        environment: 'prod',
        version: 4,
        set: [value],
      }),
    ).rejects.toThrow(/schema/);
  });
});

describe('what holds the mesh together', () => {
  it('is a gateway that speaks TLS 1.3 only, and sends everybody there', () => {
    const servers = listOf(
      at(one('Gateway', 'textloom'), 'spec', 'servers'),
    ).map(objectOf);
    expect(
      servers.map(server => [at(server, 'port', 'number'), server.tls]),
    ).toEqual([
      [
        443,
        {
          mode: 'SIMPLE',
          credentialName: 'textloom-tls',
          minProtocolVersion: 'TLSV1_3',
        },
      ],
      [80, { httpsRedirect: true }],
    ]);
    for (const server of servers) {
      expect(server.hosts).toEqual(['textloom.ai', '*.textloom.ai']);
    }
    const header = at(
      one('EnvoyFilter', 'hsts'),
      'spec',
      'configPatches',
      0,
      'patch',
      'value',
      'response_headers_to_add',
      0,
      'header',
    );
    expect(header).toEqual({
      key: 'strict-transport-security',
      value: 'max-age=31536000; includeSubDomains',
    });
  });

  it('is a certificate that renews itself a month before it ends, with a new key', () => {
    const { spec } = one('Certificate', 'textloom');
    expect(spec).toMatchObject({
      secretName: 'textloom-tls',
      dnsNames: ['textloom.ai', '*.textloom.ai'],
      duration: '2160h',
      renewBefore: '720h',
      privateKey: { rotationPolicy: 'Always' },
      issuerRef: { kind: 'ClusterIssuer', name: 'letsencrypt' },
    });
    one('ClusterIssuer', 'letsencrypt');
  });

  it('is mTLS, strict, for all namespaces', () => {
    const policy = one('PeerAuthentication', 'default');
    expect(policy.metadata.namespace).toBe('istio-system');
    expect(policy.spec).toEqual({ mtls: { mode: 'STRICT' } });
  });

  it('is encrypted storage', () => {
    const classes = ofKind(all(), 'StorageClass');
    expect(classes.map(nameOf)).toEqual(['gp3', 'st1', 'sc1']);
    expect(classes.map(it => at(it, 'parameters', 'encrypted'))).toEqual([
      'true',
      'true',
      'true',
    ]);
  });
});

describe('pods of our own', () => {
  const pods = () =>
    ofKind(all(), 'Deployment', 'Job').map(object => ({
      name: nameOf(object),
      pod: objectOf(at(object, 'spec', 'template', 'spec')),
    }));

  it('run without rights, within limits', () => {
    expect(pods().map(({ name }) => name)).toEqual([
      'alert-bridge',
      'elasticsearch-lifecycle',
    ]);
    for (const { pod } of pods()) {
      expect(pod).toMatchObject({
        automountServiceAccountToken: false,
        securityContext: {
          runAsNonRoot: true,
          seccompProfile: { type: 'RuntimeDefault' },
        },
      });
      for (const container of listOf(pod.containers)) {
        expect(container).toMatchObject({
          image: expect.stringMatching(/:\d+\.\d+\.\d+/),
          resources: {
            requests: { cpu: expect.anything(), memory: expect.anything() },
            limits: { memory: expect.anything() },
          },
          securityContext: {
            allowPrivilegeEscalation: false,
            readOnlyRootFilesystem: true,
            capabilities: { drop: ['ALL'] },
          },
        });
      }
    }
  });

  it('are there for each other, and for nobody else', () => {
    const [bridge] = pods();
    const [container] = listOf(bridge.pod.containers);
    expect(container).toHaveProperty('readinessProbe');
    expect(container).toHaveProperty('livenessProbe');
    const labels = { 'app.kubernetes.io/name': 'alert-bridge' };
    for (const [kind, path] of [
      ['Service', ['spec', 'selector']],
      ['PodDisruptionBudget', ['spec', 'selector', 'matchLabels']],
      ['NetworkPolicy', ['spec', 'podSelector', 'matchLabels']],
      ['Deployment', ['spec', 'template', 'metadata', 'labels']],
    ] as const) {
      expect(at(one(kind, 'alert-bridge'), ...path)).toEqual(labels);
    }
  });
});

describe('receivers and rules', () => {
  it.each(['dev', 'test', 'staging'])('are not in %s', environment => {
    const kinds = objects.get(`${environment} 4`)?.map(({ kind }) => kind);
    expect(kinds).not.toContain('PrometheusRule');
    expect(kinds).not.toContain('Deployment');
    expect(kinds).toContain('Probe');
  });

  it('are in production, rules as they lie in the repository', () => {
    expect(ofKind(all(), 'PrometheusRule').map(nameOf).sort()).toEqual([
      'textloom-application',
      'textloom-business',
      'textloom-platform',
      'textloom-system',
    ]);
    expect(
      at(
        one('Secret', 'alertmanager-textloom'),
        'stringData',
        'alertmanager.yaml',
      ),
    ).toBe(files.get('observability/alertmanager/alertmanager.yaml'));
  });
});
