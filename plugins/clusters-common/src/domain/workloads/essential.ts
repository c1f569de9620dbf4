/** Without them a node's pods have no network or no names: DNS, CNI plugins and kube-proxy. */
export const ESSENTIAL: ReadonlySet<string> = new Set([
  'aws-node',
  'azure-cni',
  'calico-node',
  'canal',
  'cilium',
  'coredns',
  'kube-dns',
  'kube-flannel',
  'kube-flannel-ds',
  'kube-proxy',
  'node-local-dns',
  'weave-net',
]);
