import { columnsOf } from './columns';
import { hpaV1 } from './hpaVersions';
import { ResourceDefinition } from './types';

const ALL_VERBS = [
  'create',
  'delete',
  'deletecollection',
  'get',
  'list',
  'patch',
  'update',
  'watch',
];

type Extra = Partial<Omit<ResourceDefinition, 'group' | 'version' | 'kind'>>;

function resource(
  groupVersion: string,
  kind: string,
  extra: Extra = {},
): ResourceDefinition {
  const [group, version] = groupVersion.includes('/')
    ? groupVersion.split('/')
    : ['', groupVersion];
  const singular = kind.toLocaleLowerCase('en-US');
  const plural = extra.plural ?? `${singular}s`;
  return {
    group,
    version,
    kind,
    singular,
    plural,
    namespaced: true,
    verbs: ALL_VERBS,
    subresources: [],
    columns: columnsOf(group ? `${plural}.${group}` : plural),
    ...extra,
  };
}

const STATUS = ['status'];
const SCALABLE = ['status', 'scale'];
const ALL = ['all'];

const core: ResourceDefinition[] = [
  resource('v1', 'Node', {
    namespaced: false,
    shortNames: ['no'],
    subresources: STATUS,
    fields: { 'spec.unschedulable': 'spec.unschedulable' },
  }),
  resource('v1', 'Namespace', {
    namespaced: false,
    shortNames: ['ns'],
    subresources: STATUS,
    fields: { 'status.phase': 'status.phase' },
    verbs: ALL_VERBS.filter(verb => verb !== 'deletecollection'),
  }),
  resource('v1', 'Pod', {
    shortNames: ['po'],
    categories: ALL,
    subresources: ['status', 'log', 'eviction'],
    fields: {
      'spec.nodeName': 'spec.nodeName',
      'spec.restartPolicy': 'spec.restartPolicy',
      'spec.schedulerName': 'spec.schedulerName',
      'spec.serviceAccountName': 'spec.serviceAccountName',
      'status.phase': 'status.phase',
      'status.podIP': 'status.podIP',
    },
  }),
  resource('v1', 'Service', {
    shortNames: ['svc'],
    categories: ALL,
    subresources: STATUS,
    fields: { 'spec.type': 'spec.type', 'spec.clusterIP': 'spec.clusterIP' },
  }),
  resource('v1', 'ConfigMap', { shortNames: ['cm'] }),
  resource('v1', 'Secret', { fields: { type: 'type' } }),
  resource('v1', 'ServiceAccount', { shortNames: ['sa'] }),
  resource('v1', 'Event', {
    shortNames: ['ev'],
    fields: {
      type: 'type',
      reason: 'reason',
      'involvedObject.kind': 'involvedObject.kind',
      'involvedObject.name': 'involvedObject.name',
      'involvedObject.namespace': 'involvedObject.namespace',
      'involvedObject.uid': 'involvedObject.uid',
      'source.component': 'source.component',
    },
  }),
  resource('v1', 'ReplicationController', {
    shortNames: ['rc'],
    categories: ALL,
    subresources: SCALABLE,
  }),
  resource('v1', 'LimitRange', { shortNames: ['limits'] }),
  resource('v1', 'ResourceQuota', {
    shortNames: ['quota'],
    subresources: STATUS,
  }),
  resource('v1', 'PersistentVolume', {
    namespaced: false,
    shortNames: ['pv'],
    subresources: STATUS,
  }),
  resource('v1', 'PersistentVolumeClaim', {
    shortNames: ['pvc'],
    subresources: STATUS,
  }),
];

const grouped: ResourceDefinition[] = [
  resource('apps/v1', 'Deployment', {
    shortNames: ['deploy'],
    categories: ALL,
    subresources: SCALABLE,
  }),
  resource('apps/v1', 'ReplicaSet', {
    shortNames: ['rs'],
    categories: ALL,
    subresources: SCALABLE,
  }),
  resource('apps/v1', 'StatefulSet', {
    shortNames: ['sts'],
    categories: ALL,
    subresources: SCALABLE,
  }),
  resource('apps/v1', 'DaemonSet', {
    shortNames: ['ds'],
    categories: ALL,
    subresources: STATUS,
  }),
  resource('batch/v1', 'Job', { categories: ALL, subresources: STATUS }),
  resource('batch/v1', 'CronJob', {
    shortNames: ['cj'],
    categories: ALL,
    subresources: STATUS,
  }),
  resource('autoscaling/v2', 'HorizontalPodAutoscaler', {
    shortNames: ['hpa'],
    categories: ALL,
    subresources: STATUS,
  }),
  resource('autoscaling/v1', 'HorizontalPodAutoscaler', {
    shortNames: ['hpa'],
    categories: ALL,
    subresources: STATUS,
    convert: hpaV1,
  }),
  resource('networking.k8s.io/v1', 'Ingress', {
    plural: 'ingresses',
    shortNames: ['ing'],
    subresources: STATUS,
  }),
  resource('networking.k8s.io/v1', 'NetworkPolicy', {
    plural: 'networkpolicies',
    shortNames: ['netpol'],
  }),
  resource('policy/v1', 'PodDisruptionBudget', {
    shortNames: ['pdb'],
    subresources: STATUS,
  }),
  resource('coordination.k8s.io/v1', 'Lease'),
  resource('storage.k8s.io/v1', 'StorageClass', {
    plural: 'storageclasses',
    namespaced: false,
    shortNames: ['sc'],
  }),
  resource('apiextensions.k8s.io/v1', 'CustomResourceDefinition', {
    namespaced: false,
    shortNames: ['crd', 'crds'],
    subresources: STATUS,
  }),
  resource('metrics.k8s.io/v1beta1', 'NodeMetrics', {
    plural: 'nodes',
    singular: '',
    namespaced: false,
    verbs: ['get', 'list'],
  }),
  resource('metrics.k8s.io/v1beta1', 'PodMetrics', {
    plural: 'pods',
    singular: '',
    verbs: ['get', 'list'],
  }),
  resource('authorization.k8s.io/v1', 'SelfSubjectAccessReview', {
    namespaced: false,
    verbs: ['create'],
  }),
  resource('authorization.k8s.io/v1', 'SelfSubjectRulesReview', {
    namespaced: false,
    verbs: ['create'],
  }),
  resource('authentication.k8s.io/v1', 'SelfSubjectReview', {
    namespaced: false,
    verbs: ['create'],
  }),
];

/** Resources that every cluster of the sandbox serves from the start. */
export const BUILT_IN_RESOURCES: readonly ResourceDefinition[] = [
  ...core,
  ...grouped,
];
