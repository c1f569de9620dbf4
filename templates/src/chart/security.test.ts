import {
  ChartValues,
  EmittedChart,
  emitChart,
} from './__testUtils__/emitChart';
import {
  helmTemplate,
  KubeObject,
  Objects,
} from './__testUtils__/helmTemplate';

jest.setTimeout(60_000);

const charts: EmittedChart[] = [];

async function render(
  kind: ChartValues['kind'],
  changes: Partial<ChartValues> = {},
  set: readonly string[] = [],
): Promise<Objects> {
  const chart = await emitChart(kind, changes);
  charts.push(chart);
  return helmTemplate(chart, { set });
}

afterAll(() => Promise.all(charts.map(it => it.remove())));

interface Rule {
  from: {
    source: {
      principals?: string[];
      requestPrincipals?: string[];
      notRequestPrincipals?: string[];
      notPrincipals?: string[];
    };
  }[];
  to: { operation: Record<string, string[]> }[];
}

const GATEWAY =
  'cluster.local/ns/istio-system/sa/istio-ingressgateway-service-account';

/** Who is let in, whether with a token, and to what. */
const allowed = (objects: Objects, name: string) =>
  objects
    .one('AuthorizationPolicy', name)
    .spec.rules.map(({ from: [{ source }], to: [{ operation }] }: Rule) => ({
      who: source.principals,
      token: source.requestPrincipals,
      to: operation.paths ?? operation.notPaths?.map(path => `not ${path}`),
    }));

describe('pods', () => {
  it.each(['api', 'worker', 'web'] as const)(
    'of %s may do as little as possible',
    async kind => {
      const objects = await render(kind, {
        strategy: kind === 'worker' ? 'canary' : 'blue-green',
        rollouts: kind === 'worker',
      });
      const templates = [
        ...objects.ofKind('Deployment'),
        ...objects.ofKind('Job'),
      ].map(({ spec }) => spec.template.spec);
      expect(templates.length).toBeGreaterThanOrEqual(2);
      for (const pod of templates) {
        expect(pod.automountServiceAccountToken).toBe(false);
        expect(pod.securityContext).toMatchObject({
          runAsNonRoot: true,
          runAsUser: 10001,
          seccompProfile: { type: 'RuntimeDefault' },
        });
        for (const container of pod.containers) {
          expect(container.securityContext).toEqual({
            allowPrivilegeEscalation: false,
            readOnlyRootFilesystem: true,
            capabilities: { drop: ['ALL'] },
          });
          expect(Object.keys(container.resources)).toEqual(
            expect.arrayContaining(['requests', 'limits']),
          );
        }
      }
    },
  );
});

describe('the mesh', () => {
  it.each(['api', 'worker', 'web'] as const)(
    'encrypts every port of %s',
    async kind => {
      const { spec } = (await render(kind)).one('PeerAuthentication');
      expect(spec.mtls).toEqual({ mode: 'STRICT' });
      expect(spec).not.toHaveProperty('portLevelMtls');
    },
  );

  it('lets nobody call an API that names no caller, but Prometheus and itself', async () => {
    const objects = await render('api');
    expect(
      objects.one('AuthorizationPolicy', 'video-search-deny-all').spec,
    ).toEqual({
      selector: { matchLabels: { 'app.kubernetes.io/name': 'video-search' } },
    });
    expect(allowed(objects, 'video-search')).toEqual([
      {
        who: ['cluster.local/ns/monitoring/sa/prometheus'],
        token: undefined,
        to: ['/metrics'],
      },
      {
        who: ['cluster.local/ns/textloom/sa/video-search'],
        token: undefined,
        to: ['/healthz', '/readyz'],
      },
    ]);
  });

  it('demands a token of users beside the identity of the caller', async () => {
    const objects = await render(
      'api',
      { exposure: 'public', host: 'api.textloom.ai' },
      [
        'access.callers[0].name=textloom-gateway',
        'access.callers[1].name=nightly-report',
        'access.callers[1].namespace=reports',
        'access.callers[1].withoutToken=true',
      ],
    );
    const { spec } = objects.one('RequestAuthentication');
    expect(spec.jwtRules).toEqual([
      {
        issuer: 'https://auth.textloom.ai',
        audiences: ['textloom'],
        jwksUri: 'https://auth.textloom.ai/.well-known/jwks.json',
        forwardOriginalToken: true,
      },
    ]);
    expect(allowed(objects, 'video-search').slice(2)).toEqual([
      { who: [GATEWAY], token: ['*'], to: ['not /metrics'] },
      {
        who: ['cluster.local/ns/textloom/sa/textloom-gateway'],
        token: ['*'],
        to: ['not /metrics'],
      },
      {
        who: ['cluster.local/ns/reports/sa/nightly-report'],
        token: undefined,
        to: ['not /metrics'],
      },
    ]);
    const demand = objects.one(
      'AuthorizationPolicy',
      'video-search-require-token',
    ).spec;
    expect(demand.action).toBe('DENY');
    expect(demand.rules).toEqual([
      {
        from: [
          {
            source: {
              notRequestPrincipals: ['*'],
              notPrincipals: ['cluster.local/ns/reports/sa/nightly-report'],
            },
          },
        ],
        to: [{ operation: { notPaths: ['/healthz', '/readyz', '/metrics'] } }],
      },
    ]);
  });

  it('tells the service the same issuer and audience', async () => {
    const objects = await render('api');
    const [rule] = objects.one('RequestAuthentication').spec.jwtRules;
    const { env } = objects.one('Deployment').spec.template.spec.containers[0];
    const value = (name: string) =>
      env.find((it: { name: string }) => it.name === name)?.value;
    expect([
      value('JWT_ISSUER'),
      [value('JWT_AUDIENCE')],
      value('JWKS_URL'),
    ]).toEqual([rule.issuer, rule.audiences, rule.jwksUri]);
  });

  it('lets people without a token look at a website', async () => {
    const objects = await render('web');
    expect(objects.ofKind('RequestAuthentication')).toEqual([]);
    expect(allowed(objects, 'video-studio').slice(2)).toEqual([
      { who: [GATEWAY], token: undefined, to: ['not /metrics'] },
    ]);
  });

  it('lets Prometheus alone reach a worker', async () => {
    const objects = await render('worker');
    expect(allowed(objects, 'video-renderer')).toEqual([
      {
        who: ['cluster.local/ns/monitoring/sa/prometheus'],
        token: undefined,
        to: ['/metrics'],
      },
    ]);
  });
});

describe('the network', () => {
  /** Peers and ports of each rule, short enough to read. */
  const rules = (
    { spec }: KubeObject,
    direction: 'ingress' | 'egress',
    peers: 'from' | 'to',
  ) =>
    spec[direction].map(
      (rule: Record<string, Record<string, unknown>[]>): string =>
        `${rule[peers]
          .map(
            peer =>
              JSON.stringify(peer).match(
                /(?<="kubernetes.io\/metadata.name":"|"(?:app.kubernetes.io\/name|k8s-app)":"|"cidr":")[^"]+/g,
              ) ?? [],
          )
          .map(names => names.join('/'))
          .join(' ')}: ${rule.ports.map(({ port }) => port).join(' ')}`,
    );

  it('denies an API everything but what is named, both ways', async () => {
    const policy = (
      await render('api', { exposure: 'public', host: 'api.textloom.ai' })
    ).one('NetworkPolicy');
    expect(policy.spec.policyTypes).toEqual(['Ingress', 'Egress']);
    expect(policy.spec.podSelector).toEqual({
      matchLabels: { 'app.kubernetes.io/name': 'video-search' },
    });
    expect(rules(policy, 'ingress', 'from')).toEqual([
      'monitoring: 8000 15020 15090',
      'video-search istio-system: 8000',
    ]);
    expect(rules(policy, 'egress', 'to')).toEqual([
      'kube-system/kube-dns: 53 53',
      'istio-system: 15012',
      'monitoring: 4318',
      'video-search: 8000',
      'data/pgbouncer: 6432',
      'data/redis: 6379 26379',
      '0.0.0.0/0: 443',
    ]);
    const internet = policy.spec.egress.pop();
    expect(internet.to[0].ipBlock.except).toEqual(['169.254.169.254/32']);
  });

  it('lets a website and a bare worker reach no store', async () => {
    const egress = async (...args: Parameters<typeof render>) =>
      rules((await render(...args)).one('NetworkPolicy'), 'egress', 'to');
    expect((await egress('web')).join()).not.toMatch(/data\//);
    const worker = await egress('worker', { database: false });
    expect(worker.filter((rule: string) => rule.startsWith('data/'))).toEqual([
      'data/redis: 6379 26379',
    ]);
  });

  it('lets nobody into a worker but Prometheus', async () => {
    const policy = (await render('worker')).one('NetworkPolicy');
    expect(rules(policy, 'ingress', 'from')).toEqual([
      'monitoring: 9000 15020 15090',
    ]);
  });

  it('opens for a caller of another namespace by both of its labels', async () => {
    const objects = await render('api', {}, [
      'access.callers[0].name=nightly-report',
      'access.callers[0].namespace=reports',
    ]);
    expect(objects.one('NetworkPolicy').spec.ingress[1].from.pop()).toEqual({
      namespaceSelector: {
        matchLabels: { 'kubernetes.io/metadata.name': 'reports' },
      },
      podSelector: {
        matchLabels: { 'app.kubernetes.io/name': 'nightly-report' },
      },
    });
  });
});

describe('secrets', () => {
  const secretsOf = (objects: Objects): string[] =>
    objects
      .one('Deployment')
      .spec.template.spec.containers[0].env.flatMap(
        (it: { name: string; valueFrom?: unknown }) =>
          it.valueFrom ? it.name : [],
      );

  it.each([
    [
      {},
      [
        'DATABASE_URL',
        'DATABASE_REPLICA_URL',
        'REDIS_URL',
        'BROKER_URL',
        'SENTRY_DSN',
      ],
    ],
    [{ database: false, cache: false, jobs: false }, ['SENTRY_DSN']],
  ])(
    'come from the store, by what the service has: %p',
    async (changes, names) => {
      const objects = await render('api', changes);
      expect(secretsOf(objects)).toEqual(names);
      const { spec } = objects.one('ExternalSecret');
      expect(spec.secretStoreRef).toEqual({
        kind: 'ClusterSecretStore',
        name: 'textloom',
      });
      expect(
        spec.data.map(
          (it: { secretKey: string; remoteRef: { key: string } }) => [
            it.secretKey,
            it.remoteRef.key,
          ],
        ),
      ).toEqual(names.map(name => [name, 'textloom/prod/video-search']));
      expect(objects.ofKind('Secret')).toEqual([]);
    },
  );

  it('are none of a website', async () => {
    const objects = await render('web');
    expect(secretsOf(objects)).toEqual([]);
    expect(objects.ofKind('ExternalSecret')).toEqual([]);
  });
});
