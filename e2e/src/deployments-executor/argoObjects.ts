import { ARGO_NAMESPACE, NAMESPACE } from './argoServer';

/** A digest of 64 times the same digit. */
export const digest = (digit: string) => `sha256:${digit.repeat(64)}`;

/** An Application of a service in `prod`, as Argo CD's command line makes it. */
export function anApplication(service: string, kind: string): object {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name: `${service}-prod`, namespace: ARGO_NAMESPACE },
    spec: {
      project: 'default',
      source: { repoURL: 'https://git.example.com/gitops.git', path: service },
      destination: { namespace: NAMESPACE, name: 'in-cluster' },
      syncPolicy: { syncOptions: ['ApplyOutOfSyncOnly=true'] },
    },
    status: {
      sync: { status: 'Synced', revision: 'a'.repeat(40) },
      health: { status: 'Healthy' },
      resources: [
        { kind: 'Service', namespace: NAMESPACE, name: service },
        {
          group: kind === 'Rollout' ? 'argoproj.io' : 'apps',
          kind,
          namespace: NAMESPACE,
          name: service,
        },
      ],
    },
  };
}

const template = (service: string) => ({
  metadata: { labels: { app: service } },
  spec: { containers: [{ name: 'main', image: `registry/${service}` }] },
});

/** A Rollout that waits for somebody after 5, 25 and 50 per cent. */
export function aRollout(service: string): object {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Rollout',
    metadata: { name: service, namespace: NAMESPACE },
    spec: {
      replicas: 4,
      selector: { matchLabels: { app: service } },
      template: template(service),
      strategy: {
        canary: {
          steps: [5, 25, 50].flatMap(setWeight => [
            { setWeight },
            { pause: {} },
          ]),
        },
      },
    },
  };
}

/** What the controller writes while it waits after the first step. */
export const PAUSED_AT_FIRST = {
  phase: 'Paused',
  message: 'CanaryPauseStep',
  currentStepIndex: 1,
  currentPodHash: 'new1',
  stableRS: 'old1',
  observedGeneration: '1',
  controllerPause: true,
  pauseConditions: [
    { reason: 'CanaryPauseStep', startTime: '2026-03-01T09:00:00Z' },
  ],
};

/** A Deployment of one container. */
export function aDeployment(service: string): object {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: service, namespace: NAMESPACE },
    spec: {
      selector: { matchLabels: { app: service } },
      template: template(service),
    },
  };
}

/** A pod of a service, beside which a mesh has put its proxy. */
export function aPod(service: string, name: string): object {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: NAMESPACE, labels: { app: service } },
    spec: {
      containers: [
        { name: 'main', image: `registry/${service}` },
        { name: 'istio-proxy', image: 'registry/proxyv2' },
      ],
    },
  };
}

/** What the kubelet writes of a pod that runs a digest. */
export function podStatus(
  service: string,
  digit: string,
  ready: 'True' | 'False' = 'True',
): object {
  const container = (name: string, repository: string, sum: string) => ({
    name,
    image: `${repository}:1`,
    imageID: `${repository}@${sum}`,
    ready: ready === 'True',
    restartCount: 0,
    state: { running: { startedAt: '2026-03-01T09:00:00Z' } },
  });
  return {
    status: {
      phase: 'Running',
      conditions: [{ type: 'Ready', status: ready }],
      containerStatuses: [
        container('main', `registry/${service}`, digest(digit)),
        container('istio-proxy', 'registry/proxyv2', digest('f')),
      ],
    },
  };
}
