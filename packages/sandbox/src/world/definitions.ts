import { KubeObject } from '../kubernetes/types';

/** A column of `kubectl get`. */
export interface PrinterColumn {
  name: string;
  type: string;
  jsonPath: string;
  priority?: number;
}

/** A definition as a table row. */
export interface DefinitionPlan {
  group: string;
  kind: string;
  plural: string;
  /** Those that are served; the first is stored. */
  versions: readonly string[];
  shortNames?: readonly string[];
  categories?: readonly string[];
  subresources?: Record<string, object>;
  columns?: readonly PrinterColumn[];
}

export const column = (
  name: string,
  jsonPath: string,
  type = 'string',
): PrinterColumn => ({ name, type, jsonPath });

const AGE = column('Age', '.metadata.creationTimestamp', 'date');

/** A CustomResourceDefinition of objects in namespaces, whose fields are not described. */
export function definitionOf(plan: DefinitionPlan): KubeObject {
  const { group, kind, plural, versions, columns = [] } = plan;
  const { shortNames = [], categories = [] } = plan;
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.${group}` },
    spec: {
      group,
      scope: 'Namespaced',
      names: {
        kind,
        plural,
        singular: kind.toLocaleLowerCase('en-US'),
        listKind: `${kind}List`,
        shortNames,
        categories,
      },
      versions: versions.map((name, index) => ({
        name,
        served: true,
        storage: index === 0,
        schema: {
          openAPIV3Schema: {
            type: 'object',
            'x-kubernetes-preserve-unknown-fields': true,
          },
        },
        subresources: plan.subresources ?? { status: {} },
        additionalPrinterColumns: columns,
      })),
    },
  };
}

const istio = (
  part: 'networking' | 'security' | 'telemetry',
  kind: string,
  plural: string,
  more: Pick<DefinitionPlan, 'shortNames' | 'columns'> = {},
): DefinitionPlan => ({
  group: `${part}.istio.io`,
  kind,
  plural,
  versions:
    part === 'networking' ? ['v1', 'v1beta1', 'v1alpha3'] : ['v1', 'v1beta1'],
  categories: ['istio-io', `${part}-istio-io`],
  ...more,
});

const monitoring = (
  kind: string,
  plural: string,
  shortName: string,
): DefinitionPlan => ({
  group: 'monitoring.coreos.com',
  kind,
  plural,
  versions: ['v1'],
  shortNames: [shortName],
  categories: ['prometheus-operator'],
});

/**
 * What Istio, the Prometheus operator and External Secrets install. Their objects are kept; nothing in the world acts on
 * them.
 */
export const PLATFORM_DEFINITIONS: readonly DefinitionPlan[] = [
  istio('networking', 'VirtualService', 'virtualservices', {
    shortNames: ['vs'],
    columns: [
      column('Gateways', '.spec.gateways'),
      column('Hosts', '.spec.hosts'),
      AGE,
    ],
  }),
  istio('networking', 'DestinationRule', 'destinationrules', {
    shortNames: ['dr'],
    columns: [column('Host', '.spec.host'), AGE],
  }),
  istio('networking', 'Gateway', 'gateways', { shortNames: ['gw'] }),
  istio('networking', 'ServiceEntry', 'serviceentries', { shortNames: ['se'] }),
  istio('networking', 'Sidecar', 'sidecars'),
  istio('security', 'PeerAuthentication', 'peerauthentications', {
    shortNames: ['pa'],
    columns: [column('Mode', '.spec.mtls.mode'), AGE],
  }),
  istio('security', 'RequestAuthentication', 'requestauthentications', {
    shortNames: ['ra'],
  }),
  istio('security', 'AuthorizationPolicy', 'authorizationpolicies', {
    shortNames: ['ap'],
    columns: [column('Action', '.spec.action'), AGE],
  }),
  istio('telemetry', 'Telemetry', 'telemetries', { columns: [AGE] }),
  monitoring('ServiceMonitor', 'servicemonitors', 'smon'),
  monitoring('PodMonitor', 'podmonitors', 'pmon'),
  monitoring('PrometheusRule', 'prometheusrules', 'promrule'),
  {
    group: 'external-secrets.io',
    kind: 'ExternalSecret',
    plural: 'externalsecrets',
    versions: ['v1'],
    shortNames: ['es'],
    categories: ['external-secrets'],
    columns: [
      column('StoreType', '.spec.secretStoreRef.kind'),
      column('Store', '.spec.secretStoreRef.name'),
      column('Refresh Interval', '.spec.refreshInterval'),
    ],
  },
  {
    group: 'external-secrets.io',
    kind: 'SecretStore',
    plural: 'secretstores',
    versions: ['v1'],
    shortNames: ['ss'],
    categories: ['external-secrets'],
    columns: [AGE],
  },
];
