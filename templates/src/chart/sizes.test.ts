import { NODE_GROUPS, podsThatFit, requestOf } from './__testUtils__/amounts';
import { EmittedChart, emitChart } from './__testUtils__/emitChart';
import {
  ENVIRONMENTS,
  helmTemplate,
  KubeObject,
  Objects,
} from './__testUtils__/helmTemplate';

jest.setTimeout(60_000);

const charts = {} as Record<'api' | 'worker' | 'web', EmittedChart>;
const prod = {} as Record<'api' | 'worker' | 'web', Objects>;

beforeAll(async () => {
  for (const kind of ['api', 'worker', 'web'] as const) {
    charts[kind] = await emitChart(kind);
    prod[kind] = await helmTemplate(charts[kind]);
  }
});

afterAll(() => Promise.all(Object.values(charts).map(it => it.remove())));

const resource = (name: string, averageUtilization: number) => ({
  type: 'Resource',
  resource: { name, target: { type: 'Utilization', averageUtilization } },
});
const perPod = (name: string, averageValue: string) => ({
  type: 'Pods',
  pods: {
    metric: { name },
    target: { type: 'AverageValue', averageValue },
  },
});
const external = (name: string, queue: string, value: string) => ({
  type: 'External',
  external: {
    metric: {
      name,
      selector: { matchLabels: { job: 'video-renderer', queue } },
    },
    target: { type: 'Value', value },
  },
});

describe('autoscalers in production', () => {
  it.each([
    {
      kind: 'api' as const,
      name: 'video-search',
      bounds: [5, 50],
      metrics: [
        resource('cpu', 70),
        resource('memory', 80),
        perPod('http_requests_per_second', '1000'),
      ],
    },
    {
      kind: 'worker' as const,
      name: 'video-renderer',
      bounds: [10, 100],
      metrics: [
        resource('cpu', 75),
        external('queue_length', 'video', '50'),
        // Five minutes.
        external('queue_oldest_task_seconds', 'video', '300'),
      ],
    },
    {
      kind: 'worker' as const,
      name: 'video-renderer-priority',
      bounds: [3, 30],
      metrics: [
        resource('cpu', 75),
        external('queue_length', 'video-priority', '50'),
        external('queue_oldest_task_seconds', 'video-priority', '300'),
      ],
    },
    {
      kind: 'web' as const,
      name: 'video-studio',
      bounds: [3, 20],
      metrics: [
        resource('cpu', 70),
        resource('memory', 80),
        perPod('http_requests_per_second', '1000'),
      ],
    },
  ])('$name runs with $bounds', ({ kind, name, bounds, metrics }) => {
    const { spec } = prod[kind].one('HorizontalPodAutoscaler', name);
    expect([spec.minReplicas, spec.maxReplicas]).toEqual(bounds);
    expect(spec.metrics).toEqual(metrics);
  });

  it('own the replicas alone', () => {
    const workloads = [...prod.api.all, ...prod.worker.all].filter(({ kind }) =>
      ['Deployment', 'Rollout'].includes(kind),
    );
    expect(workloads).toHaveLength(5);
    workloads.forEach(({ spec }) =>
      expect(spec).not.toHaveProperty('replicas'),
    );
  });

  it('scale the Rollout where there is one, and the Deployment elsewhere', () => {
    const targetOf = (name: string) =>
      prod.worker.one('HorizontalPodAutoscaler', name).spec.scaleTargetRef.kind;
    expect(targetOf('video-renderer')).toBe('Rollout');
    expect(targetOf('video-renderer-priority')).toBe('Deployment');
  });

  it('leave only recommendations to the vertical ones', () => {
    const vertical = [...prod.api.all, ...prod.worker.all, ...prod.web.all]
      .filter(({ kind }) => kind === 'VerticalPodAutoscaler')
      .map(({ spec }) => spec.updatePolicy.updateMode);
    expect(vertical).toEqual(['Off', 'Off', 'Off', 'Off']);
  });

  it('let the vertical one act at the start of pods where they scale by no resource', async () => {
    const objects = await helmTemplate(charts.worker, {
      set: ['autoscaling.cpu=null'],
    });
    const { spec } = objects.one('VerticalPodAutoscaler', 'video-renderer');
    expect(spec.updatePolicy.updateMode).toBe('Initial');
  });
});

describe('node groups', () => {
  const sizes = () =>
    Object.values(prod).flatMap(objects =>
      objects.ofKind('HorizontalPodAutoscaler').map(({ metadata, spec }) => {
        const deployment = objects.one('Deployment', metadata.name);
        const { nodeSelector } = deployment.spec.template.spec;
        return {
          name: metadata.name,
          group: nodeSelector['eks.amazonaws.com/nodegroup'] as string,
          most: spec.maxReplicas as number,
          request: requestOf(deployment),
        };
      }),
    );

  it('are those of the architecture', () => {
    expect(sizes().map(({ name, group }) => [name, group])).toEqual([
      ['video-search', 'compute'],
      ['video-renderer', 'worker'],
      ['video-renderer-priority', 'high-performance'],
      ['video-studio', 'compute'],
    ]);
  });

  it('hold as many pods as the autoscalers may ask for', () => {
    for (const { group, most, request } of sizes()) {
      expect(podsThatFit(NODE_GROUPS[group], request)).toBeGreaterThanOrEqual(
        most,
      );
    }
  });

  it('hold an API and a website at their limits side by side', () => {
    const cpu = sizes()
      .filter(({ group }) => group === 'compute')
      .reduce((sum, { most, request }) => sum + most * request.cpu, 0);
    const { nodes, allocatable } = NODE_GROUPS.compute;
    expect(cpu).toBeLessThanOrEqual(nodes * allocatable.cpu);
  });

  it('of the priority queue are entered by a toleration alone', () => {
    const tolerationsOf = (name: string): { key: string }[] =>
      prod.worker.one('Deployment', name).spec.template.spec.tolerations;
    const taint = {
      key: 'textloom.ai/dedicated',
      operator: 'Equal',
      value: 'priority',
      effect: 'NoSchedule',
    };
    expect(tolerationsOf('video-renderer-priority')).toContainEqual(taint);
    expect(tolerationsOf('video-renderer')).not.toContainEqual(taint);
  });

  it.each([
    ['dev', true],
    ['test', true],
    ['staging', false],
    ['prod', false],
  ] as const)('are Spot in %s: %s', async (environment, spot) => {
    const objects = await helmTemplate(charts.api, { environment });
    const { spec } = objects.one('Deployment').spec.template;
    const keys = spec.tolerations.map(({ key }: { key: string }) => key);
    expect(keys.includes('eks.amazonaws.com/capacityType')).toBe(spot);
    expect('affinity' in spec).toBe(spot);
  });
});

describe('pods', () => {
  const deployments = () =>
    Object.values(prod).flatMap(objects => objects.ofKind('Deployment'));

  it('are spread over zones and nodes', () => {
    for (const { spec } of deployments()) {
      const spread = spec.template.spec.topologySpreadConstraints;
      expect(
        spread.map((it: { topologyKey: string; maxSkew: number }) => [
          it.topologyKey,
          it.maxSkew,
        ]),
      ).toEqual([
        ['topology.kubernetes.io/zone', 1],
        ['kubernetes.io/hostname', 1],
      ]);
      for (const { labelSelector } of spread) {
        expect(labelSelector).toEqual(spec.selector);
      }
    }
  });

  it('have a disruption budget each, and never less than most of them', () => {
    const budgets = Object.values(prod).flatMap(objects =>
      objects
        .ofKind('PodDisruptionBudget')
        .map(({ metadata, spec }) => [metadata.name, spec.maxUnavailable]),
    );
    expect(budgets).toEqual([
      ['video-search', '20%'],
      ['video-renderer', '10%'],
      ['video-renderer-priority', '10%'],
      ['video-studio', '20%'],
    ]);
  });

  it('end in time: the wait before the end is shorter than the grace period', () => {
    const { spec } = prod.api.one('Deployment').spec.template;
    const [, seconds] = spec.containers[0].lifecycle.preStop.exec.command;
    expect(Number(seconds)).toBeLessThan(spec.terminationGracePeriodSeconds);
    const worker = prod.worker.one('Deployment', 'video-renderer');
    expect(worker.spec.template.spec.terminationGracePeriodSeconds).toBe(600);
  });

  it.each([
    ['api', 'http', 8000],
    ['web', 'http', 3000],
    ['worker', 'metrics', 9000],
  ] as const)('of %s listen on port %s, %i', (kind, name, containerPort) => {
    for (const { spec } of prod[kind].ofKind('Deployment')) {
      const [container] = spec.template.spec.containers;
      expect(container.ports).toEqual([{ name, containerPort }]);
      expect(container.startupProbe.httpGet).toEqual({
        path: '/healthz',
        port: name,
      });
      expect(container.livenessProbe.httpGet.path).toBe('/healthz');
      expect(container.readinessProbe.httpGet.path).toBe('/readyz');
      expect(container.env).toContainEqual({
        name: 'PORT',
        value: `${containerPort}`,
      });
    }
  });

  it('get their image by digest as soon as there is one', async () => {
    const imagesOf = (objects: Objects): unknown[] =>
      objects
        .ofKind('Deployment')
        .map(({ spec }: KubeObject) => spec.template.spec.containers[0].image);
    expect(imagesOf(prod.api)).toEqual([
      'registry.textloom.ai/video-search:0.1.0',
    ]);
    const digest = `sha256:${'a1'.repeat(32)}`;
    const released = await helmTemplate(charts.api, {
      set: [`image.digest=${digest}`],
    });
    expect(imagesOf(released)).toEqual([
      `registry.textloom.ai/video-search@${digest}`,
    ]);
  });
});

describe('labels', () => {
  it('are on every object in every environment', async () => {
    for (const environment of ENVIRONMENTS) {
      const { all } = await helmTemplate(charts.worker, { environment });
      for (const { metadata } of all) {
        expect(metadata.labels).toMatchObject({
          'app.kubernetes.io/name': 'video-renderer',
          'app.kubernetes.io/version': '0.1.0',
          'app.kubernetes.io/part-of': 'textloom',
          'backstage.io/kubernetes-id': 'video-renderer',
          'textloom.ai/environment': environment,
        });
      }
    }
  });
});
