import { EmittedFile } from '../domain/policy/types';

/** A small repository in which the policy finds nothing. */
export const GOOD: Readonly<Record<string, string>> = {
  Dockerfile: `# syntax=docker/dockerfile:1
ARG BASE=python:3.12-slim
FROM \${BASE} AS build
RUN pip install \\
    # what the service needs
    --prefix=/install .
FROM \${BASE}
COPY --from=build /install /usr/local
USER 10001:10001
HEALTHCHECK CMD ["python", "-m", "shop.health"]
CMD ["shop"]
`,
  '.github/workflows/ci.yaml': `name: CI
on: [push]
permissions:
  contents: read
jobs:
  test:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2
      - run: make test
        env:
          TITLE: \${{ github.event.pull_request.title }}
`,
  'catalog-info.yaml': `apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: shop
spec:
  type: service
  lifecycle: production
  owner: group:default/video-platform
---
apiVersion: backstage.io/v1alpha1
kind: API
metadata:
  name: shop
spec:
  type: openapi
  lifecycle: production
  owner: group:default/video-platform
  definition:
    $text: ./openapi.yaml
`,
  'src/shop.py': 'token = os.environ["TOKEN"]\n',
  'app/[id]/page.tsx': 'export default () => null;\n',
  'package.json': '{ "name": "shop" }\n',
  'chart/Chart.yaml': 'apiVersion: v2\nname: shop\nversion: 0.1.0\n',
  'chart/templates/all.yaml': '{{ include "all" . }}\n',
};

/** Objects of one environment in which the policy finds nothing. */
export const GOOD_OBJECTS = `apiVersion: apps/v1
kind: Deployment
metadata: { name: shop }
spec:
  template:
    metadata: { labels: { app.kubernetes.io/name: shop, version: stable } }
    spec:
      securityContext: { runAsNonRoot: true, runAsUser: 10001 }
      topologySpreadConstraints:
        - topologyKey: topology.kubernetes.io/zone
      volumes:
        - { name: tmp, emptyDir: {} }
      containers:
        - name: shop
          image: registry.textloom.ai/shop:1.2.3
          securityContext:
            readOnlyRootFilesystem: true
            allowPrivilegeEscalation: false
            capabilities: { drop: [ALL] }
          resources:
            requests: { cpu: 500m, memory: 256Mi }
            limits: { memory: 512Mi }
          readinessProbe: { httpGet: { path: /readyz, port: http } }
          livenessProbe: { httpGet: { path: /healthz, port: http } }
---
apiVersion: batch/v1
kind: Job
metadata: { name: migrate }
spec:
  template:
    spec:
      securityContext: { runAsNonRoot: true }
      containers:
        - name: migrate
          image: registry.textloom.ai/shop@sha256:${'a'.repeat(64)}
          securityContext:
            readOnlyRootFilesystem: true
            allowPrivilegeEscalation: false
            capabilities: { drop: [ALL] }
          resources:
            requests: { cpu: 100m, memory: 64Mi }
            limits: { memory: 64Mi }
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: shop }
spec:
  selector: { matchLabels: { app.kubernetes.io/name: shop } }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: shop }
spec:
  minReplicas: 5
  maxReplicas: 50
  scaleTargetRef: { kind: Deployment, name: shop }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: shop }
spec:
  podSelector:
    matchExpressions:
      - { key: app.kubernetes.io/name, operator: In, values: [shop] }
  ingress:
    - from: [{ namespaceSelector: {} }]
---
apiVersion: security.istio.io/v1
kind: PeerAuthentication
metadata: { name: shop }
spec:
  selector: { matchLabels: { app.kubernetes.io/name: shop } }
  mtls: { mode: STRICT }
---
apiVersion: security.istio.io/v1
kind: RequestAuthentication
metadata: { name: shop }
spec:
  selector: { matchLabels: { app.kubernetes.io/name: shop } }
---
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: { name: shop }
spec:
  selector: { matchLabels: { app.kubernetes.io/name: shop } }
  rules:
    - from: [{ source: { requestPrincipals: ['*'] } }]
---
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: { name: shop }
spec: { data: [] }
`;

/** Texts as files. */
export function asFiles(
  texts: Readonly<Record<string, string>>,
): EmittedFile[] {
  return Object.entries(texts).map(([path, text]) => ({
    path,
    size: Buffer.byteLength(text),
    kind: 'text',
    text,
  }));
}
