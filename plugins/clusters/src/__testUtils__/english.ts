import { findEnglish } from '@textloom/ui/testUtils';

/** Words that a Chinese page of this plugin should not have. */
export const englishWords = findEnglish({
  terms: `EKS Kubernetes Pod CPU GiB MiB Ready Unknown True False kubelet Spot Lease API server
  MemoryPressure DiskPressure PIDPressure NetworkUnavailable list watch get nodes pods leases events
  horizontalpodautoscalers kube-node-lease metrics-server Deployment Job DaemonSet UTC
  kubernetes.clusterLocatorMethods name url authProvider clusters.cluster.read TextLoom Portal SRE min Clusters m
  StatefulSet HPA VPA Mi Gi cpu Off Prometheus Alertmanager`,
  names:
    /^(textloom|registry\.textloom|ip-10-|ap-southeast|c5\.|t3\.|search-reindex|node\.kubernetes\.io|topology\.kubernetes\.io|eks\.amazonaws\.com|ON_DEMAND$|v?1\.34|workers|priority$|system$|api$|[abc]$)/,
});
