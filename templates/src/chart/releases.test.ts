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

const PUBLIC = { exposure: 'public', host: 'api.textloom.ai' } as const;
const charts: EmittedChart[] = [];

async function emit(
  kind: ChartValues['kind'],
  changes: Partial<ChartValues> = {},
): Promise<EmittedChart> {
  const chart = await emitChart(kind, changes);
  charts.push(chart);
  return chart;
}

afterAll(() => Promise.all(charts.map(it => it.remove())));

/** Subset, or host where there is none, and weight of each destination of a route. */
const destinations = (route: {
  route: {
    destination: { host: string; subset?: string };
    weight?: number;
  }[];
}) =>
  route.route.map(({ destination, weight }) => [
    destination.subset ?? destination.host,
    weight,
  ]);

const subsets = (objects: Objects) =>
  Object.fromEntries(
    (objects.one('DestinationRule').spec.subsets ?? []).map(
      (subset: { name: string; labels: Record<string, string> }) => [
        subset.name,
        subset.labels['app.kubernetes.io/instance'],
      ],
    ),
  );

const CANARY_HEADER = [{ headers: { canary: { exact: 'true' } } }];

describe('a canary by fixed weights', () => {
  let objects: Objects;
  beforeAll(async () => {
    objects = await helmTemplate(
      await emit('api', { ...PUBLIC, rollouts: false }),
    );
  });

  it('gets five per cent, and whoever asks for it by header', () => {
    const { spec } = objects.one('VirtualService');
    expect(spec.hosts).toEqual(['video-search', 'api.textloom.ai']);
    const [header, primary] = spec.http;
    expect(header.match).toEqual(CANARY_HEADER);
    expect(destinations(header)).toEqual([['canary', undefined]]);
    expect(primary).not.toHaveProperty('match');
    expect(destinations(primary)).toEqual([
      ['stable', 95],
      ['canary', 5],
    ]);
  });

  it('has pods of its own, which the subsets tell apart', () => {
    expect(subsets(objects)).toEqual({
      stable: 'video-search',
      canary: 'video-search-canary',
    });
    for (const [, instance] of Object.entries(subsets(objects))) {
      const { spec } = objects.one('Deployment', instance as string);
      expect(spec.template.metadata.labels).toMatchObject(
        spec.selector.matchLabels,
      );
      expect(spec.selector.matchLabels['app.kubernetes.io/instance']).toBe(
        instance,
      );
    }
    expect(objects.ofKind('Rollout')).toEqual([]);
  });

  it('is scaled by its share', () => {
    const { spec } = objects.one(
      'HorizontalPodAutoscaler',
      'video-search-canary',
    );
    expect([spec.minReplicas, spec.maxReplicas]).toEqual([2, 3]);
  });

  it('runs an image of its own once it is set', async () => {
    const digest = `sha256:${'b2'.repeat(32)}`;
    const changed = await helmTemplate(charts[0], {
      set: [`canary.image.digest=${digest}`, 'canary.weight=20'],
    });
    const imageOf = (name: string) =>
      changed.one('Deployment', name).spec.template.spec.containers[0].image;
    expect(imageOf('video-search')).toBe(
      'registry.textloom.ai/video-search:0.1.0',
    );
    expect(imageOf('video-search-canary')).toBe(
      `registry.textloom.ai/video-search@${digest}`,
    );
    expect(destinations(changed.one('VirtualService').spec.http[1])).toEqual([
      ['stable', 80],
      ['canary', 20],
    ]);
  });
});

describe('a canary by Argo Rollouts', () => {
  let objects: Objects;
  beforeAll(async () => {
    objects = await helmTemplate(await emit('api', PUBLIC));
  });

  it('waits at 5, 25 and 50 per cent for a promotion', () => {
    const { strategy, workloadRef } = objects.one('Rollout').spec;
    expect(workloadRef).toMatchObject({
      kind: 'Deployment',
      name: objects.one('Deployment').metadata.name,
    });
    expect(strategy.canary.steps).toEqual([
      { setWeight: 5 },
      { pause: {} },
      { setWeight: 25 },
      { pause: {} },
      { setWeight: 50 },
      { pause: {} },
      { setWeight: 100 },
    ]);
  });

  it('moves the weights of the route and the subsets that exist', () => {
    const { istio } =
      objects.one('Rollout').spec.strategy.canary.trafficRouting;
    const { metadata, spec } = objects.one('VirtualService');
    expect(istio.virtualService).toEqual({
      name: metadata.name,
      routes: ['primary'],
    });
    expect(Object.keys(subsets(objects)).sort()).toEqual(
      [
        istio.destinationRule.canarySubsetName,
        istio.destinationRule.stableSubsetName,
      ].sort(),
    );
    const [header, primary] = spec.http;
    expect(primary.name).toBe('primary');
    expect(header.match).toEqual(CANARY_HEADER);
    expect(destinations(primary)).toEqual([
      ['stable', 100],
      ['canary', 0],
    ]);
  });

  it('goes back by itself beyond 1 % of errors or 500 ms', () => {
    const { metrics } = objects.one('AnalysisTemplate').spec;
    expect(
      metrics.map((it: { name: string; successCondition: string }) => [
        it.name,
        it.successCondition.split(' || ').pop(),
      ]),
    ).toEqual([
      ['error-rate-percent', 'result[0] < 1'],
      ['p95-milliseconds', 'result[0] < 500'],
    ]);
    const { analysis } = objects.one('Rollout').spec.strategy.canary;
    expect(analysis.templates).toEqual([
      { templateName: objects.one('AnalysisTemplate').metadata.name },
    ]);
    expect(analysis.args).toEqual([
      { name: 'hash', valueFrom: { podTemplateHashValue: 'Latest' } },
    ]);
  });
});

describe('blue-green by two Deployments', () => {
  let chart: EmittedChart;
  beforeAll(async () => {
    chart = await emit('api', { strategy: 'blue-green', rollouts: false });
  });

  it.each([
    ['blue', 'green'],
    ['green', 'blue'],
  ])('gives %s the traffic, and %s what asks for it', async (active, idle) => {
    const objects = await helmTemplate(chart, {
      set: [`activeColor=${active}`],
    });
    const [header, primary] = objects.one('VirtualService').spec.http;
    expect(destinations(primary)).toEqual([[active, undefined]]);
    expect(header.match).toEqual(CANARY_HEADER);
    expect(destinations(header)).toEqual([[idle, undefined]]);
    expect(subsets(objects)).toEqual({
      blue: 'video-search-blue',
      green: 'video-search-green',
    });
    expect(
      objects.ofKind('Deployment').map(({ metadata }) => metadata.name),
    ).toEqual(['video-search-blue', 'video-search-green']);
  });

  it('switches only after that colour has said that it is ready', async () => {
    const digest = `sha256:${'c3'.repeat(32)}`;
    const objects = await helmTemplate(chart, {
      set: ['activeColor=green', `colors.green.digest=${digest}`],
    });
    const job = objects.one('Job', 'video-search-health');
    const wave = ({ metadata }: KubeObject) =>
      Number(metadata.annotations?.['argocd.argoproj.io/sync-wave']);
    expect(wave(job)).toBeGreaterThan(0);
    expect(wave(objects.one('VirtualService'))).toBeGreaterThan(wave(job));
    const [container] = job.spec.template.spec.containers;
    expect(container.args).toEqual(['http://video-search-green/readyz']);
    expect(container.image).toContain(digest);
    const service = objects.one('Service', 'video-search-green');
    expect(service.spec.selector).toMatchObject(
      objects.one('Deployment', 'video-search-green').spec.selector.matchLabels,
    );
  });
});

describe('blue-green by Argo Rollouts', () => {
  it('tests the new version, waits, switches and keeps the old one', async () => {
    const objects = await helmTemplate(
      await emit('web', { strategy: 'blue-green' }),
    );
    const { blueGreen } = objects.one('Rollout').spec.strategy;
    expect(blueGreen).toMatchObject({
      activeService: 'video-studio',
      previewService: 'video-studio-preview',
      autoPromotionEnabled: false,
      scaleDownDelaySeconds: 3600,
      prePromotionAnalysis: {
        templates: [{ templateName: 'video-studio-health' }],
      },
      postPromotionAnalysis: { templates: [{ templateName: 'video-studio' }] },
    });
    const health = objects.one('AnalysisTemplate', 'video-studio-health');
    const { spec } = health.spec.metrics[0].provider.job.spec.template;
    expect(spec.containers[0].command).toEqual([
      'node',
      '-e',
      expect.stringContaining('fetch(process.argv[1])'),
    ]);
    expect(spec.containers[0].args).toEqual([
      'http://video-studio-preview/readyz',
    ]);
    // Without an end, it would watch for ever.
    const after = objects.one('AnalysisTemplate', 'video-studio');
    expect(
      after.spec.metrics.map(({ count }: { count: number }) => count),
    ).toEqual([10, 10]);
    const [header, primary] = objects.one('VirtualService').spec.http;
    expect(destinations(header)).toEqual([['video-studio-preview', undefined]]);
    expect(destinations(primary)).toEqual([['video-studio', undefined]]);
  });
});

describe('a worker', () => {
  it('takes a share of the pods with Argo Rollouts, and no traffic', async () => {
    const objects = await helmTemplate(await emit('worker'));
    const { canary } = objects.one('Rollout').spec.strategy;
    expect(canary).not.toHaveProperty('trafficRouting');
    expect(canary.steps[0]).toEqual({ setWeight: 5 });
    expect(objects.ofKind('VirtualService')).toEqual([]);
    expect(objects.ofKind('DestinationRule')).toEqual([]);
  });

  it('is replaced by Kubernetes without Argo Rollouts', async () => {
    const objects = await helmTemplate(
      await emit('worker', { rollouts: false, priorityQueue: false }),
    );
    expect(objects.ofKind('Rollout')).toEqual([]);
    expect(objects.one('Deployment').spec.strategy.rollingUpdate).toEqual({
      maxSurge: '25%',
      maxUnavailable: 0,
    });
  });

  it('cannot be split by weights, and the chart says so', async () => {
    const chart = await emit('worker', { rollouts: false });
    await expect(
      helmTemplate(chart, { set: ['strategy=canary'] }),
    ).rejects.toThrow('A worker has no requests that Istio could split');
  });
});

describe('routes', () => {
  it('are plain where nothing is tried out', async () => {
    const chart = await emit('api', PUBLIC);
    for (const environment of ['dev', 'test', 'staging'] as const) {
      const objects = await helmTemplate(chart, { environment });
      const { hosts, http } = objects.one('VirtualService').spec;
      expect(hosts).toEqual(['video-search', `${environment}.api.textloom.ai`]);
      expect(http.map(destinations)).toEqual([[['video-search', undefined]]]);
      expect(objects.ofKind('Rollout')).toEqual([]);
    }
  });

  it('have time-outs and retries that do not repeat what may have been done', async () => {
    const objects = await helmTemplate(await emit('api', PUBLIC));
    for (const route of objects.one('VirtualService').spec.http) {
      expect(route.timeout).toBe('15s');
      expect(route.retries).toEqual({
        attempts: 2,
        perTryTimeout: '5s',
        retryOn: 'connect-failure,refused-stream,reset-before-request',
      });
      expect(route.headers.response.set).toEqual({
        'Strict-Transport-Security': 'max-age=31536000; includeSubDomains',
      });
    }
  });

  it('of internal services are not at the gateway and tell browsers nothing', async () => {
    const { spec } = (await helmTemplate(await emit('api'))).one(
      'VirtualService',
    );
    expect(spec.hosts).toEqual(['video-search']);
    expect(spec.gateways).toEqual(['mesh']);
    expect(spec.http[0]).not.toHaveProperty('headers');
  });

  it('break the circuit to a pod that keeps failing', async () => {
    const { spec } = (await helmTemplate(await emit('api'))).one(
      'DestinationRule',
    );
    expect(spec.trafficPolicy).toEqual({
      tls: { mode: 'ISTIO_MUTUAL' },
      connectionPool: {
        tcp: { maxConnections: 1000, connectTimeout: '1s' },
        http: {
          http1MaxPendingRequests: 1000,
          http2MaxRequests: 1000,
          maxRetries: 10,
        },
      },
      outlierDetection: {
        consecutive5xxErrors: 5,
        interval: '10s',
        baseEjectionTime: '30s',
        maxEjectionPercent: 50,
      },
    });
  });
});
