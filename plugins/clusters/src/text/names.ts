/**
 * A node's name without the domain that all nodes of a cloud share: `ip-10-20-32-53` of
 * `ip-10-20-32-53.ap-southeast-1.compute.internal`. Other names stay whole.
 */
export function shortNodeName(name: string): string {
  return name.replace(/\.(?:[a-z0-9-]+\.)*internal$/, '');
}

/** A version as people say it, and by whom it is built. */
export interface ShownVersion {
  distribution: 'EKS' | 'GKE' | 'Kubernetes';
  version: string;
}

/** `v1.34.1-eks-1a2b3c4` as EKS 1.34; what is of no known form stays whole. */
export function shownVersion(gitVersion: string): ShownVersion {
  const distribution =
    (/-eks-/.test(gitVersion) && 'EKS') ||
    (/-gke\./.test(gitVersion) && 'GKE') ||
    'Kubernetes';
  const minor = /^v?(\d+\.\d+)/.exec(gitVersion)?.[1];
  return { distribution, version: minor ?? gitVersion };
}
