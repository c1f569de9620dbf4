import { ConfigReader } from '@backstage/config';
import { readDeploymentsConfig } from './config';
import { readPrometheus } from './prometheusConfig';

const read = (deployments: object = {}, rest: object = {}) =>
  readDeploymentsConfig(
    new ConfigReader({
      app: { baseUrl: 'https://portal.example.com/' },
      deployments: deployments as {},
      ...rest,
    }),
  );

describe('readDeploymentsConfig', () => {
  it('deploys nothing where nothing is set', () => {
    expect(readDeploymentsConfig(new ConfigReader({}))).toEqual({
      environments: [],
      figures: { queries: {} },
      baseUrl: '',
      strict: true,
    });
    expect(read({ gitops: { branch: 'main' } }).gitops).toBeUndefined();
  });

  it('fills in what is not set', () => {
    expect(
      read({
        gitops: { url: 'https://git/gitops.git' },
        environments: [{ name: 'prod', cluster: 'c', namespace: 'n' }],
      }),
    ).toMatchObject({
      baseUrl: 'https://portal.example.com',
      gitops: {
        type: 'git',
        branch: 'main',
        path: 'environments/{environment}/{service}',
        renderer: 'directory',
        author: { name: 'TextLoom Portal' },
      },
      environments: [
        { application: '{service}-{environment}', argoNamespace: 'argocd' },
      ],
    });
  });

  it('takes queries of other metrics, one by one', () => {
    const errorRate = 'failed_percent{app="{service}"{version}}';
    const figures = { versionLabel: 'version', queries: { errorRate } };
    expect(read({ figures }).figures).toEqual(figures);
  });

  it('is less strict in the sandbox only', () => {
    expect(read({}, { sandbox: { enabled: true } }).strict).toBe(false);
    expect(read({}, { sandbox: { enabled: false } }).strict).toBe(true);
  });

  const gitops = (over: object) => ({ gitops: { url: 'https://x', ...over } });

  it.each([
    [gitops({ path: 'all/{service}' }), 'must contain {environment}'],
    [gitops({ renderer: 'kustomize' }), 'must be directory or helm'],
    [gitops({ type: 'svn' }), 'must be git or github'],
    [
      {
        environments: ['a', 'a'].map(name => ({
          name,
          cluster: 'c',
          namespace: 'n',
        })),
      },
      'a is named twice',
    ],
    [{ environments: [{ name: 'a' }] }, 'cluster'],
    [
      { figures: { queries: { p95: 'p95{version="{version}"}' } } },
      'figures.queries.p95 must contain {service}',
    ],
    [
      { figures: { queries: { requests: 'requests{app="{service}"}' } } },
      'figures.queries.requests must contain {version} or {hash}',
    ],
    [{ figures: { versionLabel: 'pod-hash' } }, 'must be a label name'],
  ])('refuses %j', (deployments, message) => {
    expect(() => read(deployments)).toThrow(message);
  });
});

describe('readPrometheus', () => {
  const config = new ConfigReader({
    clusters: {
      sources: [
        {
          cluster: 'prod',
          prometheus: {
            url: 'https://prometheus',
            basicAuth: { username: 'u', password: 'p' },
            clusterLabel: { name: 'cluster' },
          },
        },
        { cluster: 'off', prometheus: { url: '/prometheus' } },
        { cluster: 'none' },
      ],
    },
  });

  it('is that of the health of clusters', () => {
    expect(readPrometheus(config, 'prod')).toMatchObject({
      url: 'https://prometheus',
      basicAuth: { username: 'u', password: 'p' },
      clusterLabel: { name: 'cluster', value: 'prod' },
    });
  });

  it.each(['off', 'none', 'other'])('is absent for %s', cluster => {
    expect(readPrometheus(config, cluster)).toBeUndefined();
  });
});
