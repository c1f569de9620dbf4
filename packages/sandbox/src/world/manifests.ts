import { KubeObject } from '../kubernetes/types';
import { NODE_GROUP_LABEL } from './clusters';
import { Container, PodTemplate, Workload } from './objects';
import { WorkloadPlan } from './workloads/types';

const ISTIO_PROXY: Container = {
  name: 'istio-proxy',
  image: 'docker.io/istio/proxyv2:1.27.1',
  args: ['proxy', 'sidecar'],
  ports: [{ name: 'http-envoy-prom', containerPort: 15090 }],
  resources: {
    requests: { cpu: '100m', memory: '128Mi' },
    limits: { cpu: '2', memory: '1Gi' },
  },
};

function labelsOf(plan: WorkloadPlan): Record<string, string> {
  return {
    'app.kubernetes.io/name': plan.component ?? plan.name,
    'app.kubernetes.io/instance': plan.name,
    'app.kubernetes.io/managed-by': 'Helm',
    ...(plan.component ? { 'backstage.io/kubernetes-id': plan.component } : {}),
  };
}

/** Whether a container is the mesh's and not the service's own. */
export function isInjected({ name }: Container): boolean {
  return name === ISTIO_PROXY.name;
}

/** An image by digest tells no version. */
function versionLabel(image: string): Record<string, string> {
  const version = image.includes('@') ? '' : image.split(':').pop() ?? '';
  return version
    ? {
        'app.kubernetes.io/version': version.replace(/[^A-Za-z0-9._-]/g, '-'),
      }
    : {};
}

function templateOf(plan: WorkloadPlan): PodTemplate {
  const main: Container = {
    name: plan.name,
    image: plan.image,
    ...(plan.port ? { ports: [{ containerPort: plan.port }] } : {}),
    resources: {
      requests: { cpu: plan.cpu, memory: plan.memory },
      limits: { memory: plan.memory },
    },
  };
  return {
    metadata: {
      labels: { ...labelsOf(plan), ...versionLabel(plan.image) },
      annotations: {
        'kubectl.kubernetes.io/default-container': plan.name,
        ...(plan.mesh ? { 'sidecar.istio.io/status': 'injected' } : {}),
      },
    },
    spec: {
      serviceAccountName: plan.name,
      ...(plan.group
        ? { nodeSelector: { [NODE_GROUP_LABEL]: plan.group } }
        : {}),
      ...(plan.tolerations ? { tolerations: plan.tolerations } : {}),
      ...(plan.kind === 'DaemonSet'
        ? { priorityClassName: 'system-node-critical' }
        : {}),
      containers: plan.mesh ? [main, ISTIO_PROXY] : [main],
    },
  };
}

function metadataOf(plan: WorkloadPlan, name = plan.name) {
  return { name, namespace: plan.namespace, labels: labelsOf(plan) };
}

const selectorOf = (plan: WorkloadPlan) => ({
  'app.kubernetes.io/instance': plan.name,
});

/** Deployment, StatefulSet or DaemonSet of a plan. */
export function workloadOf(plan: WorkloadPlan): Workload {
  return {
    apiVersion: 'apps/v1',
    kind: plan.kind,
    metadata: metadataOf(plan),
    spec: {
      ...(plan.kind === 'DaemonSet' ? {} : { replicas: plan.replicas }),
      ...(plan.kind === 'StatefulSet' ? { serviceName: plan.name } : {}),
      selector: { matchLabels: selectorOf(plan) },
      template: templateOf(plan),
    },
  };
}

/** What stands beside the workload: service account, service, ingress, autoscaler, disruption budget. */
export function companionsOf(plan: WorkloadPlan): KubeObject[] {
  const metadata = metadataOf(plan);
  const objects: KubeObject[] = [
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata },
  ];
  if (plan.port) {
    objects.push({
      apiVersion: 'v1',
      kind: 'Service',
      metadata,
      spec: {
        type: 'ClusterIP',
        selector: selectorOf(plan),
        ports: [{ name: 'main', port: plan.port, targetPort: plan.port }],
      },
    });
  }
  if (plan.host && plan.port) {
    objects.push(ingressOf(plan, plan.host, plan.port));
  }
  if (plan.autoscaler) {
    objects.push(autoscalerOf(plan, plan.autoscaler));
  }
  if (plan.maxUnavailable) {
    objects.push({
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata,
      spec: {
        maxUnavailable: plan.maxUnavailable,
        selector: { matchLabels: selectorOf(plan) },
      },
    });
  }
  return objects;
}

function ingressOf(plan: WorkloadPlan, host: string, port: number): KubeObject {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: metadataOf(plan),
    spec: {
      ingressClassName: 'nginx',
      tls: [{ hosts: [host], secretName: `${plan.name}-tls` }],
      rules: [
        {
          host,
          http: {
            paths: [
              {
                path: '/',
                pathType: 'Prefix',
                backend: {
                  service: { name: plan.name, port: { number: port } },
                },
              },
            ],
          },
        },
      ],
    },
  };
}

function autoscalerOf(
  plan: WorkloadPlan,
  { min, max, cpu, memory }: NonNullable<WorkloadPlan['autoscaler']>,
): KubeObject {
  const metric = (name: string, averageUtilization: number) => ({
    type: 'Resource',
    resource: { name, target: { type: 'Utilization', averageUtilization } },
  });
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: metadataOf(plan),
    spec: {
      minReplicas: min,
      maxReplicas: max,
      scaleTargetRef: {
        apiVersion: 'apps/v1',
        kind: plan.kind,
        name: plan.name,
      },
      metrics: [
        metric('cpu', cpu),
        ...(memory ? [metric('memory', memory)] : []),
      ],
    },
  };
}
