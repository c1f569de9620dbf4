import { ARGO_NAMESPACE, NAMESPACE } from '../deployments-executor/argoServer';

/** The one service that there is. */
export const SERVICE = 'cart';
const FOLDER = `environments/prod/${SERVICE}`;
export const REPLICAS = 4;
/** Its image, by the digit that its digest consists of. */
export const image = (digit: string) =>
  `registry.example.com/${SERVICE}@sha256:${digit.repeat(64)}`;

/** What the repository holds while it names an image; the rollout waits at each of the weights. */
export const filesOf = (digit: string, weights: readonly number[] = [5, 50]) =>
  new Map([
    [
      `${FOLDER}/deployment.yaml`,
      `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${SERVICE} }
spec:
  replicas: ${REPLICAS}
  selector: { matchLabels: { app: ${SERVICE} } }
  template:
    metadata: { labels: { app: ${SERVICE} } }
    spec:
      containers:
        - name: main
          image: ${image(digit)}
          ports: [{ containerPort: 8080 }]
          resources: { requests: { cpu: "1", memory: 1Gi } }
`,
    ],
    [
      `${FOLDER}/service.yaml`,
      `apiVersion: v1
kind: Service
metadata: { name: ${SERVICE} }
spec:
  selector: { app: ${SERVICE} }
  ports: [{ name: main, port: 8080, targetPort: 8080 }]
`,
    ],
    [
      `${FOLDER}/rollout.yaml`,
      `apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: { name: ${SERVICE} }
spec:
  selector: { matchLabels: { app: ${SERVICE} } }
  workloadRef: { apiVersion: apps/v1, kind: Deployment, name: ${SERVICE}, scaleDown: never }
  strategy:
    canary:
      trafficRouting: { istio: { virtualService: { name: ${SERVICE} } } }
      steps:
${weights
  .map(
    weight => `        - setWeight: ${weight}
        - pause: {}
`,
  )
  .join('')}        - setWeight: 100
`,
    ],
  ]);

/** Follows the repository by itself. */
export const APPLICATION = {
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Application',
  metadata: { name: `${SERVICE}-prod`, namespace: ARGO_NAMESPACE },
  spec: {
    project: 'default',
    source: {
      repoURL: 'https://git.example.com/gitops.git',
      path: FOLDER,
      targetRevision: 'main',
    },
    destination: {
      server: 'https://kubernetes.default.svc',
      namespace: NAMESPACE,
    },
    syncPolicy: { automated: { prune: false, selfHeal: false } },
  },
};
