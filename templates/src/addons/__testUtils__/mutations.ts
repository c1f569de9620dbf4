/** A change to a file that one rule has to find. */
export type Mutation = readonly [
  rule: string,
  path: string,
  from: string | RegExp,
  to: string,
];

const ARGO = 'argocd/applicationsets';
const ALERTMANAGER = 'observability/alertmanager/alertmanager.yaml';
const RULES = 'observability/prometheus/rules';
const DASHBOARDS = 'observability/grafana/dashboards';

/** Faults that people make; each turns its rule red, and it alone. */
export const MUTATIONS: readonly Mutation[] = [
  [
    'path-exists',
    `${ARGO}/charts.yaml`,
    'path: charts/platform,',
    'path: charts/mesh,',
  ],
  [
    'path-exists',
    `${ARGO}/addons.yaml`,
    'environments/test.yaml',
    'environments/qa.yaml',
  ],
  [
    'path-exists',
    `${ARGO}/addons-prod.yaml`,
    'addons/*/addon.yaml',
    'addons/*/chart.yaml',
  ],
  ['path-exists', 'argocd/root.yaml', 'path: argocd\n', 'path: apps\n'],
  [
    'version-pinned',
    'addons/istiod/addon.yaml',
    /version: .*/,
    "version: '1.x'",
  ],
  [
    'version-pinned',
    'addons/velero/addon.yaml',
    /repo: .*/,
    'repo: https://example.com/charts',
  ],
  [
    'version-pinned',
    'addons/velero/addon.yaml',
    'addon: velero',
    'addon: backups',
  ],
  [
    'override-known',
    'environments/dev.yaml',
    '  cluster-autoscaler:',
    '  autoscaler:',
  ],
  [
    'prod-manual',
    `${ARGO}/addons-prod.yaml`,
    '      syncPolicy:\n',
    '      syncPolicy:\n        automated: {}\n',
  ],
  [
    'prod-manual',
    `${ARGO}/services.yaml`,
    'if eq .environment "dev"',
    'if ne .environment ""',
  ],
  [
    'prod-manual',
    `${ARGO}/charts.yaml`,
    'type: RollingSync',
    'type: AllAtOnce',
  ],
  [
    'sync-window',
    'argocd/projects/platform.yaml',
    'duration: 12h',
    'duration: 11h',
  ],
  ['sync-window', 'argocd/projects/services.yaml', '0 0 * * 0,6', '0 0 * * 0'],
  [
    'sync-window',
    'argocd/projects/services.yaml',
    'manualSync: true',
    'manualSync: false',
  ],
  [
    'sync-window',
    'argocd/projects/platform.yaml',
    'timeZone: Asia/Shanghai',
    'timeZone: UTC',
  ],
  [
    'wave-order',
    'addons/external-secrets/addon.yaml',
    "wave: '1'",
    "wave: '2'",
  ],
  ['wave-order', 'addons/cert-manager/addon.yaml', "wave: '1'", "wave: '0'"],
  ['wave-order', 'addons/logstash/addon.yaml', "wave: '4'", "wave: '2'"],
  ['wave-order', 'addons/sentry/addon.yaml', "wave: '4'", "wave: '5'"],
  ['severity-received', ALERTMANAGER, '- name: P1', '- name: P3'],
  [
    'severity-received',
    `${RULES}/system.yaml`,
    'severity: P2, service: network',
    'severity: warning, service: network',
  ],
  [
    'severity-received',
    `${RULES}/platform.yaml`,
    "acknowledge_minutes: '15'",
    "acknowledge_minutes: '30'",
  ],
  ['severity-received', `${RULES}/business.yaml`, ', service: video', ''],
  ['runbook-section', 'docs/runbook.md', '### NodeHighCpu', '### HighCpu'],
  [
    'runbook-section',
    `${RULES}/system.yaml`,
    'runbook/#nodehighcpu',
    'runbook/#cpu',
  ],
  [
    'metric-exported',
    `${DASHBOARDS}/system.json`,
    'node_memory_MemTotal_bytes',
    'memory_total',
  ],
  [
    'metric-exported',
    `${DASHBOARDS}/business.json`,
    'business_concurrent_users',
    'business_users',
  ],
  [
    'metric-exported',
    `${DASHBOARDS}/application.json`,
    'sum by (le)',
    'sum by le',
  ],
  [
    'metric-exported',
    'addons/kube-prometheus-stack/values.yaml',
    'nodeExporter: { enabled: true }',
    'nodeExporter: { enabled: false }',
  ],
  [
    'metric-exported',
    'addons/business-metrics/values.yaml',
    '- retention_ratio:',
    '- retention:',
  ],
  [
    'metric-exported',
    'addons/blackbox-exporter/values.yaml',
    'fullnameOverride: blackbox-exporter',
    'fullnameOverride: blackbox',
  ],
  [
    'autoscaler-metric',
    'addons/prometheus-adapter/values.yaml',
    'as: http_requests_per_second',
    'as: requests_per_second',
  ],
  [
    'autoscaler-metric',
    'addons/prometheus-adapter/values.yaml',
    'seriesQuery: queue_length',
    'seriesQuery: celery_queue_length',
  ],
  [
    'secret-provided',
    ALERTMANAGER,
    'receivers/smtp_password',
    'receivers/mail_password',
  ],
  [
    'secret-provided',
    'observability/alertmanager/bridge.py',
    'secret("wecom_webhook_url")',
    'secret("wecom_url")',
  ],
  [
    'secret-provided',
    'addons/kube-prometheus-stack/values.yaml',
    'secrets: [alertmanager-receivers]',
    'secrets: []',
  ],
  [
    'node-group-holds',
    'addons/istiod/values.yaml',
    'memory: 512Mi',
    'memory: 4Gi',
  ],
  [
    'node-group-holds',
    'addons/istio-ingressgateway/values.yaml',
    'maxReplicas: 10',
    'maxReplicas: 100',
  ],
  [
    'node-group-holds',
    'addons/ingress-nginx/values.yaml',
    'nodegroup: system',
    'nodegroup: edge',
  ],
  [
    'name-expected',
    'charts/platform/templates/gateway.yaml',
    'name: textloom\n  namespace',
    'name: public\n  namespace',
  ],
  [
    'name-expected',
    'addons/istio-ingressgateway/values.yaml',
    'name: istio-ingressgateway-service-account',
    'name: istio-ingressgateway',
  ],
  [
    'name-expected',
    'addons/otel-collector/values.yaml',
    '0.0.0.0:4318',
    '0.0.0.0:4319',
  ],
  [
    'name-expected',
    'charts/platform/templates/secrets.yaml',
    '  name: textloom\n',
    '  name: aws\n',
  ],
  [
    'name-expected',
    'observability/values.yaml',
    'redis.data:26379',
    'valkey.data:26379',
  ],
  [
    'backup-scheduled',
    'addons/velero/values.yaml',
    'storageLocation: cross-region',
    'storageLocation: default',
  ],
  [
    'backup-scheduled',
    'addons/velero/values.yaml',
    'schedule: 0 * * * *',
    'schedule: 0 */2 * * *',
  ],
];
