const ARGO = '/apis/argoproj.io/v1alpha1';

export const applicationsPath = (namespace: string) =>
  `${ARGO}/namespaces/${namespace}/applications`;

export const rolloutsPath = (namespace: string) =>
  `${ARGO}/namespaces/${namespace}/rollouts`;

export const podsPath = (namespace: string) =>
  `/api/v1/namespaces/${namespace}/pods`;

/** Collections of `apps/v1` by kind. */
export const WORKLOAD_COLLECTIONS: Readonly<Record<string, string>> = {
  Deployment: 'deployments',
  StatefulSet: 'statefulsets',
  DaemonSet: 'daemonsets',
};

export const workloadsPath = (namespace: string, collection: string) =>
  `/apis/apps/v1/namespaces/${namespace}/${collection}`;
