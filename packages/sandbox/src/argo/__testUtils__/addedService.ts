import { stringify } from 'yaml';

/** Name of a service that somebody adds. */
export const ADDED = 'captions-api';

const labels = {
  'app.kubernetes.io/name': ADDED,
  'app.kubernetes.io/part-of': 'textloom',
  'backstage.io/kubernetes-id': ADDED,
};
const selector = { 'app.kubernetes.io/name': ADDED };

/** One object of every kind that charts of new services have, as text by file name. */
export function addedManifests(
  options: { image?: string; replicas?: number; group?: string } = {},
): Record<string, string> {
  const { replicas, group = 'apps' } = options;
  const image =
    options.image ?? `registry.textloom.ai/${ADDED}@sha256:${'1'.repeat(64)}`;
  const metadata = { name: ADDED, labels };
  const objects: [apiVersion: string, kind: string, rest: object][] = [
    [
      'apps/v1',
      'Deployment',
      {
        spec: {
          ...(replicas && { replicas }),
          selector: { matchLabels: selector },
          template: {
            metadata: { labels },
            spec: {
              serviceAccountName: ADDED,
              nodeSelector: { 'eks.amazonaws.com/nodegroup': group },
              containers: [
                {
                  name: ADDED,
                  image,
                  ports: [{ name: 'http', containerPort: 8000 }],
                  resources: { requests: { cpu: '250m', memory: '512Mi' } },
                },
              ],
            },
          },
        },
      },
    ],
    [
      'v1',
      'Service',
      {
        spec: {
          selector,
          ports: [{ name: 'http', port: 80, targetPort: 'http' }],
        },
      },
    ],
    ['v1', 'ServiceAccount', { automountServiceAccountToken: false }],
    ['v1', 'ConfigMap', { data: { 'dashboard.json': '{}' } }],
    [
      'autoscaling/v2',
      'HorizontalPodAutoscaler',
      {
        spec: {
          scaleTargetRef: {
            apiVersion: 'apps/v1',
            kind: 'Deployment',
            name: ADDED,
          },
          minReplicas: 2,
          maxReplicas: 4,
          metrics: [
            {
              type: 'Resource',
              resource: {
                name: 'cpu',
                target: { type: 'Utilization', averageUtilization: 70 },
              },
            },
            {
              type: 'Pods',
              pods: {
                metric: { name: 'http_requests_per_second' },
                target: { type: 'AverageValue', averageValue: '1k' },
              },
            },
          ],
        },
      },
    ],
    [
      'autoscaling.k8s.io/v1',
      'VerticalPodAutoscaler',
      {
        spec: {
          targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: ADDED },
          updatePolicy: { updateMode: 'Off' },
        },
      },
    ],
    [
      'policy/v1',
      'PodDisruptionBudget',
      { spec: { maxUnavailable: 1, selector: { matchLabels: selector } } },
    ],
    [
      'networking.k8s.io/v1',
      'NetworkPolicy',
      {
        spec: {
          podSelector: { matchLabels: selector },
          policyTypes: ['Ingress', 'Egress'],
          egress: [
            {
              ports: [
                { protocol: 'UDP', port: 53 },
                { protocol: 'TCP', port: 53 },
              ],
            },
          ],
        },
      },
    ],
    [
      'networking.istio.io/v1',
      'VirtualService',
      {
        spec: {
          hosts: [ADDED],
          http: [{ route: [{ destination: { host: ADDED } }] }],
        },
      },
    ],
    ['networking.istio.io/v1', 'DestinationRule', { spec: { host: ADDED } }],
    [
      'security.istio.io/v1',
      'PeerAuthentication',
      { spec: { mtls: { mode: 'STRICT' } } },
    ],
    [
      'security.istio.io/v1',
      'RequestAuthentication',
      { spec: { jwtRules: [{ issuer: 'https://auth.textloom.ai' }] } },
    ],
    [
      'security.istio.io/v1',
      'AuthorizationPolicy',
      { spec: { action: 'ALLOW', rules: [{}] } },
    ],
    [
      'monitoring.coreos.com/v1',
      'ServiceMonitor',
      { spec: { endpoints: [{ port: 'http', path: '/metrics' }] } },
    ],
    [
      'monitoring.coreos.com/v1',
      'PrometheusRule',
      { spec: { groups: [{ name: ADDED, rules: [] }] } },
    ],
    [
      'external-secrets.io/v1',
      'ExternalSecret',
      { spec: { secretStoreRef: { name: 'textloom', kind: 'SecretStore' } } },
    ],
  ];
  return Object.fromEntries(
    objects.map(([apiVersion, kind, rest]) => [
      `${kind.toLowerCase()}.yaml`,
      stringify({ apiVersion, kind, metadata, ...rest }),
    ]),
  );
}

/** The manifests in a folder. */
export function inFolder(
  folder: string,
  manifests: Record<string, string>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(manifests).map(([name, text]) => [
      `${folder}/${name}`,
      text,
    ]),
  );
}
