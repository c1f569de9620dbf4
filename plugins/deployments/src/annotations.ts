/** Marks components that run somewhere, with the name that clusters know them by. */
export const KUBERNETES_ID_ANNOTATION = 'backstage.io/kubernetes-id';
