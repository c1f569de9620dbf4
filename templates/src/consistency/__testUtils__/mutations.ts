import {
  inFile,
  inObjects,
  Loose,
  Mutation,
  withoutFile,
  withoutObjects,
} from './mutate';

/** A mutation and the service that it is done to; the API unless named. */
export type Case =
  | Mutation
  | { readonly worker: Mutation }
  | { readonly web: Mutation };

const container = (object: Loose) => object.spec.template.spec.containers[0];
const RULES = 'chart/rules/alerts.yaml';
const TESTS = 'chart/tests/alerts_test.yaml';

/** For each rule: what must turn it red, and no other rule. */
export const MUTATIONS: Readonly<Record<string, readonly Case[]>> = {
  'autoscaler-target': [
    inObjects('VerticalPodAutoscaler', ({ spec }) => {
      spec.targetRef.name = 'somebody-else';
    }),
    inObjects('VerticalPodAutoscaler', ({ spec }) => {
      spec.targetRef.name = 'video-search';
    }),
  ],
  'autoscaler-requests': [
    inObjects('Deployment', object => {
      delete container(object).resources.requests.memory;
    }),
  ],
  'node-group-holds': [
    inObjects('Deployment', object => {
      container(object).resources.requests.cpu = '2';
    }),
    inObjects('Deployment', object => {
      container(object).resources.requests.memory = '6Gi';
    }),
    inObjects('Deployment', object => {
      object.spec.template.spec.nodeSelector = {
        'eks.amazonaws.com/nodegroup': 'nowhere',
      };
    }),
    {
      worker: inObjects('HorizontalPodAutoscaler', ({ spec }) => {
        spec.maxReplicas *= 2;
      }),
    },
  ],
  'pools-fit': [
    inFile(/kit\/database\.py$/, /"pool_size": \d+/, '"pool_size": 50'),
  ],
  'subset-exists': [
    inObjects('VirtualService', ({ spec }) => {
      spec.http[0].route[0].destination.subset = 'typo';
    }),
    inObjects('DestinationRule', ({ spec }) => {
      spec.subsets[0].labels = { 'app.kubernetes.io/instance': 'typo' };
    }),
  ],
  'weights-sum': [
    inObjects('VirtualService', ({ spec }) => {
      spec.http.at(-1).route[0].weight = 90;
    }),
  ],
  'route-service': [
    inObjects('VirtualService', ({ spec }) => {
      const [{ destination }] = spec.http[0].route;
      destination.host = 'other';
      delete destination.subset;
    }),
  ],
  'service-port': [
    inObjects('Service', ({ spec }) => {
      spec.ports[0].targetPort = 'web';
    }),
    inObjects('Service', ({ spec }) => {
      spec.selector = { app: 'video-search' };
    }),
  ],
  'monitor-port': [
    inObjects('ServiceMonitor', ({ spec }) => {
      spec.endpoints[0].port = 'metrics';
    }),
    inObjects('ServiceMonitor', ({ spec }) => {
      spec.endpoints[0].path = '/prometheus';
    }),
    inObjects('ServiceMonitor', ({ spec }) => {
      spec.selector.matchLabels = { app: 'typo' };
    }),
  ],
  'selector-finds-pods': [
    inObjects('PodDisruptionBudget', ({ spec }) => {
      spec.selector.matchLabels = { app: 'typo' };
    }),
    inObjects('PeerAuthentication', ({ spec }) => {
      spec.selector.matchLabels = { app: 'typo' };
    }),
  ],
  'network-allows-port': [
    inObjects('NetworkPolicy', ({ spec }) => {
      spec.ingress = spec.ingress.map((rule: Loose) => ({
        ...rule,
        ports: [{ protocol: 'TCP', port: 9999 }],
      }));
    }),
  ],
  'token-required': [withoutObjects('AuthorizationPolicy')],
  'query-valid': [
    inFile(RULES, '> 0.01', '>> 0.01'),
    inFile(
      /dashboards\/.*\.json$/,
      'histogram_quantile(0.5,',
      'histogram_quantile(0.5,,',
    ),
  ],
  'metric-exported': [
    inFile(
      /web\/metrics\.py$/,
      '("method", "route", "status")',
      '("method", "route", "code")',
    ),
    inFile(
      RULES,
      'http_request_duration_seconds_bucket',
      'http_request_seconds_bucket',
    ),
    {
      web: inFile(
        /lib\/metrics\.ts$/,
        "'http_requests_in_flight'",
        "'requests_in_flight'",
      ),
    },
  ],
  'autoscaler-metric': [
    inObjects('HorizontalPodAutoscaler', ({ spec }) => {
      spec.metrics.find((metric: Loose) => metric.pods).pods.metric.name =
        'requests_rate';
    }),
    {
      worker: inObjects('HorizontalPodAutoscaler', ({ spec }) => {
        spec.metrics.find(
          (metric: Loose) => metric.external,
        ).external.metric.name = 'queue_size';
      }),
    },
  ],
  'severity-known': [
    inFile(RULES, /severity: P1/, 'severity: critical'),
    inFile(RULES, /acknowledge_minutes: '30'/, "acknowledge_minutes: '45'"),
  ],
  'runbook-anchor': [
    inFile('docs/runbook.md', '## HighErrorRate', '## Errors'),
    inFile(
      RULES,
      /runbook_url: .*higherrorrate/,
      'runbook_url: https://example.com',
    ),
  ],
  'alert-tested': [
    inFile(TESTS, /alertname="HighErrorRate"/g, 'alertname="Errors"'),
    withoutFile(TESTS),
  ],
  'application-source': [
    inFile(
      'argocd/staging.yaml',
      'environments/staging/',
      'environments/test/',
    ),
    inFile('argocd/prod.yaml', 'namespace: textloom\n', 'namespace: default\n'),
    inFile(
      'argocd/dev.yaml',
      'targetRevision: main',
      'targetRevision: main\n    helm: { valueFiles: [values-typo.yaml] }',
    ),
  ],
  'values-file': [
    withoutFile('chart/values-test.yaml'),
    inObjects('Deployment', ({ spec }) => {
      spec.template.metadata.labels['textloom.ai/environment'] = 'dev';
    }),
  ],
  'catalog-name': [
    inFile('catalog-info.yaml', /kubernetes-id: .*/, 'kubernetes-id: other'),
    inObjects('Deployment', ({ spec }) => {
      delete spec.template.metadata.labels['backstage.io/kubernetes-id'];
    }),
  ],
  'pipeline-image': [
    inFile('.textloom/service.env', /IMAGE=.*/, 'IMAGE=registry.example.com/x'),
    inFile('chart/Chart.yaml', /^name: .*/m, 'name: other'),
  ],
  'script-exists': [
    withoutFile('scripts/verify.sh'),
    inFile('Makefile', /^lint:/m, 'check-style:'),
  ],
  'port-same': [
    inFile('Dockerfile', /EXPOSE \d+/, 'EXPOSE 9090'),
    inObjects('Deployment', object => {
      container(object).env.find(({ name }: Loose) => name === 'PORT').value =
        '1';
    }),
  ],
  'prod-manual': [
    inFile('argocd/prod.yaml', 'syncPolicy:', 'syncPolicy:\n    automated: {}'),
  ],
  'autoscaler-owns-replicas': [
    inObjects('Deployment', ({ spec }) => {
      spec.replicas = 3;
    }),
    inFile(
      'argocd/prod.yaml',
      /kind: Deployment\n\s*jsonPointers: \[\/spec\/replicas\]/,
      'kind: Deployment\n      jsonPointers: [/spec/paused]',
    ),
  ],
  'probe-answered': [
    inObjects('Deployment', object => {
      container(object).readinessProbe.httpGet.path = '/ready';
    }),
    inObjects('Deployment', object => {
      container(object).livenessProbe.httpGet.port = 'health';
    }),
    { web: withoutFile('app/healthz/route.ts') },
  ],
  'variable-read': [
    inFile(/\/settings\.py$/, /redis_url: /, 'cache_address: '),
    inFile('.env.example', 'JWT_ISSUER=', 'TOKEN_ISSUER='),
    withoutFile('.env.example'),
    inObjects('Deployment', object => {
      container(object).env.push({ name: 'FEATURE_X', value: 'on' });
    }),
    inObjects('Deployment', object => {
      const { env } = container(object);
      env.splice(
        env.findIndex(({ name }: Loose) => name === 'JWT_ISSUER'),
        1,
      );
    }),
  ],
  'secret-provided': [
    inObjects('ExternalSecret', ({ spec }) => {
      spec.data.pop();
    }),
    withoutObjects('ExternalSecret'),
  ],
  'queue-known': [
    {
      worker: inObjects('Deployment', object => {
        const { args } = container(object);
        args[args.indexOf('--queues') + 1] = 'other';
      }),
    },
  ],
  'account-exists': [withoutObjects('ServiceAccount')],
};
