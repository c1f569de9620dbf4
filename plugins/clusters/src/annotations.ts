/** Annotation of a catalog resource that names its cluster in the portal's configuration. */
export const CLUSTER_ANNOTATION = 'textloom.io/cluster';

/** Annotation of a catalog resource that names its node group within that cluster. */
export const NODE_GROUP_ANNOTATION = 'textloom.io/node-group';

/** Backstage's own annotation: the label value that the component's workloads carry. */
export const KUBERNETES_ID_ANNOTATION = 'backstage.io/kubernetes-id';
