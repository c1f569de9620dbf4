import { ClusterPlan } from '../clusters';
import { WorkloadPlan } from './types';

const EKS = '602401143452.dkr.ecr.ap-southeast-1.amazonaws.com/eks';

const EVERYWHERE = [{ operator: 'Exists' }];

type Row = [
  name: string,
  namespace: string,
  image: string,
  replicas: number,
  cpu: string,
  memory: string,
  port?: number,
];

const agents: Row[] = [
  [
    'aws-node',
    'kube-system',
    `${EKS}/amazon-k8s-cni:v1.20.3`,
    0,
    '25m',
    '64Mi',
  ],
  [
    'kube-proxy',
    'kube-system',
    `${EKS}/kube-proxy:v1.34.0-eksbuild.2`,
    0,
    '50m',
    '48Mi',
  ],
  [
    'ebs-csi-node',
    'kube-system',
    `${EKS}/aws-ebs-csi-driver:v1.49.0`,
    0,
    '10m',
    '40Mi',
  ],
  [
    'node-exporter',
    'monitoring',
    'quay.io/prometheus/node-exporter:v1.9.1',
    0,
    '20m',
    '32Mi',
    9100,
  ],
  [
    'filebeat',
    'logging',
    'docker.elastic.co/beats/filebeat:9.1.4',
    0,
    '50m',
    '100Mi',
  ],
];

/** Small controllers that run on the system nodes. */
const controllers: Row[] = [
  ['coredns', 'kube-system', `${EKS}/coredns:v1.12.3`, 2, '100m', '70Mi', 53],
  [
    'metrics-server',
    'kube-system',
    'registry.k8s.io/metrics-server/metrics-server:v0.8.0',
    1,
    '100m',
    '200Mi',
    443,
  ],
  [
    'aws-load-balancer-controller',
    'kube-system',
    'public.ecr.aws/eks/aws-load-balancer-controller:v2.13.4',
    2,
    '50m',
    '100Mi',
  ],
  [
    'cluster-autoscaler',
    'kube-system',
    'registry.k8s.io/autoscaling/cluster-autoscaler:v1.34.0',
    1,
    '100m',
    '300Mi',
  ],
  [
    'cert-manager',
    'cert-manager',
    'quay.io/jetstack/cert-manager-controller:v1.18.2',
    1,
    '50m',
    '96Mi',
  ],
  [
    'argocd-application-controller',
    'argocd',
    'quay.io/argoproj/argocd:v3.1.7',
    1,
    '250m',
    '512Mi',
  ],
  [
    'argocd-server',
    'argocd',
    'quay.io/argoproj/argocd:v3.1.7',
    1,
    '100m',
    '128Mi',
    8080,
  ],
  [
    'argocd-repo-server',
    'argocd',
    'quay.io/argoproj/argocd:v3.1.7',
    1,
    '100m',
    '256Mi',
  ],
  [
    'grafana',
    'monitoring',
    'docker.io/grafana/grafana:12.2.0',
    1,
    '100m',
    '256Mi',
    3000,
  ],
];

/** Mesh, ingress and monitoring that run beside the application. */
const services: Row[] = [
  [
    'istiod',
    'istio-system',
    'docker.io/istio/pilot:1.27.1',
    2,
    '500m',
    '1Gi',
    15012,
  ],
  [
    'istio-ingressgateway',
    'istio-system',
    'docker.io/istio/proxyv2:1.27.1',
    3,
    '200m',
    '256Mi',
    8443,
  ],
  [
    'ingress-nginx-controller',
    'ingress-nginx',
    'registry.k8s.io/ingress-nginx/controller:v1.13.3',
    3,
    '200m',
    '256Mi',
    443,
  ],
  [
    'jaeger',
    'monitoring',
    'docker.io/jaegertracing/jaeger:2.10.0',
    1,
    '250m',
    '512Mi',
    16686,
  ],
];

const stateful: Row[] = [
  [
    'prometheus',
    'monitoring',
    'quay.io/prometheus/prometheus:v3.6.0',
    2,
    '1',
    '3Gi',
    9090,
  ],
  [
    'alertmanager',
    'monitoring',
    'quay.io/prometheus/alertmanager:v0.28.1',
    3,
    '50m',
    '64Mi',
    9093,
  ],
];

function toPlan(kind: WorkloadPlan['kind'], row: Row): WorkloadPlan {
  const [name, namespace, image, replicas, cpu, memory, port] = row;
  return {
    kind,
    name,
    namespace,
    image,
    replicas,
    cpu,
    memory,
    port,
    maxUnavailable: replicas > 1 ? 1 : undefined,
  };
}

/** What is doubled in every cluster. */
const KEPT = new Set(['coredns', 'istio-ingressgateway']);

/** What every cluster runs beside TextLoom; one replica each where the cluster is small. */
export function platformWorkloads(plan: ClusterPlan): WorkloadPlan[] {
  const full = plan.size === 'full';
  const system = full ? 'management' : 'system';
  const apps = full ? 'compute' : 'apps';
  const keepsReplicas = ({ name }: WorkloadPlan) => full || KEPT.has(name);
  const sized = (workload: WorkloadPlan, group: string): WorkloadPlan => ({
    ...workload,
    group,
    replicas: keepsReplicas(workload) ? workload.replicas : 1,
    maxUnavailable: keepsReplicas(workload)
      ? workload.maxUnavailable
      : undefined,
  });
  return [
    ...agents.map(row => ({
      ...toPlan('DaemonSet', row),
      tolerations: EVERYWHERE,
    })),
    ...controllers.map(row => sized(toPlan('Deployment', row), system)),
    ...services.map(row => sized(toPlan('Deployment', row), apps)),
    ...stateful.map(row => ({
      ...sized(toPlan('StatefulSet', row), apps),
      volume: '100Gi',
    })),
  ];
}
