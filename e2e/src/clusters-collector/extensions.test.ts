import { Collector } from '@textloom/plugin-clusters-backend';
import { collect, eventually, stateOf } from './collecting';
import { aDefinition } from './definitions';
import { KubeWriter } from './kubeWriter';
import { realServer, ServerUnderTest } from './servers';

const DEFINITIONS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
const KARPENTER = '/apis/karpenter.sh/v1';
const VPAS = '/apis/autoscaling.k8s.io/v1';
const NAMESPACE = 'default';

/** As cluster-autoscaler 1.30 and later write it. */
const STATUS = `time: 2026-03-01 09:00:00.000000000 +0000 UTC
autoscalerStatus: Running
nodeGroups:
- name: asg-workers
  health:
    status: Healthy
    nodeCounts:
      registered:
        total: 3
        ready: 3
    cloudProviderTarget: 4
    minSize: 1
    maxSize: 9
  scaleUp:
    status: Backoff
    backoffInfo:
      errorCode: OutOfResource
      errorMessage: no capacity in ap-southeast-1a
`;

const { missing, start } = realServer();
// In CI a missing server fails in `start`, with the reason.
const onServer = missing && !process.env.CI ? describe.skip : describe;

onServer(
  `collector of Karpenter and autoscalers${missing ? `: ${missing}` : ''}`,
  () => {
    let server: ServerUnderTest;
    let writer: KubeWriter;
    let collector: Collector;
    const made = async (path: string, object: object) => {
      // A definition is served a moment after it was made.
      await eventually(async () => {
        await writer.create(path, object);
      }, 10_000);
    };

    beforeAll(async () => {
      server = await start();
      writer = new KubeWriter(server);
      await Promise.all([
        writer.create(
          DEFINITIONS,
          aDefinition('karpenter.sh', 'NodePool', 'Cluster'),
        ),
        writer.create(
          DEFINITIONS,
          aDefinition('karpenter.sh', 'NodeClaim', 'Cluster'),
        ),
        writer.create(
          DEFINITIONS,
          aDefinition(
            'autoscaling.k8s.io',
            'VerticalPodAutoscaler',
            'Namespaced',
          ),
        ),
      ]);
    }, 90_000);

    afterAll(async () => {
      await collector?.stop();
      writer?.close();
      await server?.stop();
    }, 30_000);

    it('finds them by discovery', async () => {
      const condition = { type: 'Drifted', status: 'True' };
      await made(`${KARPENTER}/nodepools`, {
        apiVersion: 'karpenter.sh/v1',
        kind: 'NodePool',
        metadata: { name: 'general' },
      });
      await made(`${KARPENTER}/nodeclaims`, {
        apiVersion: 'karpenter.sh/v1',
        kind: 'NodeClaim',
        metadata: {
          name: 'general-7x2',
          labels: { 'karpenter.sh/nodepool': 'general' },
        },
        status: { nodeName: 'ip-10-0-1-1', conditions: [condition] },
      });
      await made(`${VPAS}/namespaces/${NAMESPACE}/verticalpodautoscalers`, {
        apiVersion: 'autoscaling.k8s.io/v1',
        kind: 'VerticalPodAutoscaler',
        metadata: { name: 'web', namespace: NAMESPACE },
        spec: {
          targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
          updatePolicy: { updateMode: 'Off' },
        },
        status: {
          recommendation: {
            containerRecommendations: [
              { containerName: 'a', target: { cpu: '250m', memory: '64Mi' } },
              { containerName: 'b', target: { cpu: '1', memory: '1Gi' } },
            ],
          },
        },
      });
      collector = collect(server);
      await eventually(() => {
        for (const source of ['karpenter', 'vpas'] as const) {
          expect(stateOf(collector, source)?.state).toBe('live');
        }
      }, 10_000);
      const { karpenter, vpas } = collector.facts();
      expect(karpenter).toMatchObject([
        { kind: 'NodePool', name: 'general' },
        {
          kind: 'NodeClaim',
          name: 'general-7x2',
          pool: 'general',
          nodeName: 'ip-10-0-1-1',
          conditions: [condition],
        },
      ]);
      expect(vpas).toMatchObject([
        {
          targetName: 'web',
          updateMode: 'Off',
          target: { cpuMillis: 1_250, memoryBytes: 1_088 * 2 ** 20 },
        },
      ]);
    }, 60_000);

    it('reads what the cluster-autoscaler says, from when it says it', async () => {
      expect(stateOf(collector, 'autoscaler')?.state).toBe('absent');
      await eventually(async () => {
        await writer.create('/api/v1/namespaces/kube-system/configmaps', {
          apiVersion: 'v1',
          kind: 'ConfigMap',
          metadata: {
            name: 'cluster-autoscaler-status',
            namespace: 'kube-system',
          },
          data: { status: STATUS },
        });
      }, 10_000);
      const later = collect(server);
      await eventually(
        () => expect(stateOf(later, 'autoscaler')?.state).toBe('live'),
        10_000,
      );
      expect(later.facts().autoscaler).toMatchObject([
        {
          name: 'asg-workers',
          health: 'Healthy',
          scaleUp: 'Backoff',
          backoff: {
            code: 'OutOfResource',
            message: 'no capacity in ap-southeast-1a',
          },
          ready: 3,
          target: 4,
          min: 1,
          max: 9,
        },
      ]);
      await later.stop();
    }, 60_000);
  },
);
