import { KubeObject } from '../kubernetes/types';

const GROUP = 'argoproj.io';

interface Column {
  name: string;
  type: string;
  jsonPath: string;
  priority?: number;
}

function definition(input: {
  names: {
    plural: string;
    singular: string;
    kind: string;
    shortNames: string[];
  };
  subresources: Record<string, object>;
  columns: Column[];
}): KubeObject {
  const { names, subresources, columns } = input;
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${names.plural}.${GROUP}` },
    spec: {
      group: GROUP,
      scope: 'Namespaced',
      names: { ...names, listKind: `${names.kind}List` },
      versions: [
        {
          name: 'v1alpha1',
          served: true,
          storage: true,
          schema: {
            openAPIV3Schema: {
              type: 'object',
              'x-kubernetes-preserve-unknown-fields': true,
            },
          },
          subresources,
          additionalPrinterColumns: columns,
        },
      ],
    },
  };
}

const column = (name: string, jsonPath: string, type = 'string'): Column => ({
  name,
  type,
  jsonPath,
});

/** The definitions that Argo CD and Argo Rollouts install, with their subresources: an Application's status has none. */
export const ARGO_DEFINITIONS: readonly KubeObject[] = [
  definition({
    names: {
      plural: 'applications',
      singular: 'application',
      kind: 'Application',
      shortNames: ['app', 'apps'],
    },
    subresources: {},
    columns: [
      column('Sync Status', '.status.sync.status'),
      column('Health Status', '.status.health.status'),
      { ...column('Revision', '.status.sync.revision'), priority: 10 },
    ],
  }),
  definition({
    names: {
      plural: 'rollouts',
      singular: 'rollout',
      kind: 'Rollout',
      shortNames: ['ro'],
    },
    subresources: {
      status: {},
      scale: {
        specReplicasPath: '.spec.replicas',
        statusReplicasPath: '.status.HPAReplicas',
        labelSelectorPath: '.status.selector',
      },
    },
    columns: [
      column('Desired', '.status.HPAReplicas', 'integer'),
      column('Up-to-date', '.status.updatedReplicas', 'integer'),
      column('Available', '.status.availableReplicas', 'integer'),
      column('Age', '.metadata.creationTimestamp', 'date'),
    ],
  }),
];
