import { column, DefinitionPlan, PrinterColumn } from '../world/definitions';

const argo = (
  kind: string,
  plural: string,
  more: {
    shortNames: string[];
    subresources?: DefinitionPlan['subresources'];
    columns?: PrinterColumn[];
  },
): DefinitionPlan => ({
  group: 'argoproj.io',
  kind,
  plural,
  versions: ['v1alpha1'],
  subresources: {},
  ...more,
});

/** The definitions that Argo CD and Argo Rollouts install, with their subresources: an Application's status has none. */
export const ARGO_DEFINITIONS: readonly DefinitionPlan[] = [
  argo('Application', 'applications', {
    shortNames: ['app', 'apps'],
    columns: [
      column('Sync Status', '.status.sync.status'),
      column('Health Status', '.status.health.status'),
      { ...column('Revision', '.status.sync.revision'), priority: 10 },
    ],
  }),
  argo('ApplicationSet', 'applicationsets', {
    shortNames: ['appset', 'appsets'],
    subresources: { status: {} },
  }),
  argo('AnalysisTemplate', 'analysistemplates', { shortNames: ['at'] }),
  argo('Rollout', 'rollouts', {
    shortNames: ['ro'],
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
