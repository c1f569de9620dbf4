import { RuleId } from './health';

/** What to do next about the findings of a rule, in English, for readers that are not the page. */
export const RULE_ADVICE: Readonly<Record<RuleId, string>> = {
  'workload-rollout-stuck':
    'Read why the new pods are not ready, then fix forward or roll back.',
  'workload-unavailable':
    'Start with the words of its pods; roll back if a release came just before.',
  'workload-short': 'Look for pods that wait or restart.',
  'workload-crash-loop': 'Read the log of the container before its last end.',
  'workload-oom-killed':
    'Raise the limit to what it needs, or find what grows.',
  'workload-image-pull':
    "Check the image's name, the registry and its credentials.",
  'daemonset-coverage':
    'Look for taints it does not tolerate and for nodes without room.',
  'daemonset-misscheduled': 'Delete these pods, or correct the selector.',
  'hpa-metric-missing': 'Check the metrics server or adapter that it asks.',
  'hpa-cannot-scale': 'Check that the target exists and may be scaled.',
  'vpa-request-low': 'Raise the request to the recommendation.',
  'vpa-request-high': 'Lower the request to the recommendation.',
  'vpa-no-recommendation':
    'Check that its target exists and that the recommender runs.',
  'pdb-blocks-drain': 'Add a replica, or let the budget allow one.',
  'pdb-broken': 'Repair its pods; no drain is allowed until then.',
  'zone-down':
    "Look at the provider's status page. Let the other zones take over; do not drain there.",
  'zone-partial':
    'Look for a cause of the whole zone: network, capacity, the provider.',
  'group-no-spare-zone':
    'Raise its maximum, add nodes in the other zones, or lower the requests.',
  'group-below-desired':
    'Check the instances that start and the activity of its scaling group.',
  'group-join-failure':
    'Check role, subnets and security groups of the instances, and their boot log.',
  'group-at-maximum': 'Raise its maximum, or lower the requests.',
  'group-autoscaler': 'Read its words: capacity, quota or a failing start.',
  'group-eks-status': 'Read the issues that EKS names.',
  'group-eks-issue': 'Follow the advice of EKS for this code.',
  'group-image-behind': 'Finish the update of the group.',
  'nodepool-not-ready':
    'Read its conditions; most often the node class is wrong.',
  'nodeclaim-drifted': 'Nothing to do while its pods find room.',
  'cluster-eks-status': 'Read the issues that EKS names before any change.',
  'cluster-eks-issue': 'Follow the advice of EKS for this code.',
  'cluster-addon':
    'Read its issues; a conflict of settings is the most common cause.',
  'cluster-upgrade-insight': 'Repair it before the upgrade.',
  'cluster-no-spare-node': 'Add a node, or lower the requests.',
  'cluster-no-spare-zone':
    'Add nodes in the other zones, or lower the requests.',
  'api-server-slow':
    'Look for clients that list much, and at the size of the control plane.',
  'alert-firing': 'Follow the runbook of the alert.',
  'slo-burn': 'Find what changed; stop risky releases until it slows.',
  'signal-limit': 'See the runbook for what it means and what to change.',
  'signal-missing': 'Check the exporter and the scrape of Prometheus.',
  'node-lost':
    'Check the instance at the cloud provider. If it does not come back, drain and replace the node.',
  'node-not-ready':
    'Read the reason of the kubelet. If it stays, replace the node.',
  'node-starting': 'Wait. After 15 min without Ready it counts as a fault.',
  'node-heartbeat-late':
    'Check its network and load: it is declared lost when the heartbeat stays away.',
  'node-condition':
    'Read the words of its reporter. Drain and replace the node if it does not clear.',
  'node-pressure':
    'Find what uses most among its pods, lower requests or add a node.',
  'node-condition-unknown':
    'Check that the reporter of this condition runs on the node.',
  'node-leaving': 'Nothing to do while its pods find room on other nodes.',
  'node-cordoned': 'Uncordon it when the work on it is done.',
  'node-drained': 'Remove it, or uncordon it to use it again.',
  'node-cordoned-long': 'Uncordon or remove it.',
  'node-flapping':
    'Cordon it so that pods stop landing there, then check network and memory.',
  'node-cpu-high': 'Spread the busiest pods, or let the group grow.',
  'node-memory-high': 'Spread the largest pods, or let the group grow.',
  'node-pods-high': 'Move pods, raise the pod limit, or add a node.',
  'node-version-skew':
    'Upgrade the node group before the control plane moves on.',
  'group-none-ready':
    'Start with the findings of its nodes, then check the scaling of the group at the cloud provider.',
  'group-many-unhealthy':
    'Look for a common cause: one zone, one image, one version. Repair by hand.',
  'group-some-unhealthy': 'Repair or replace the nodes named in the findings.',
  'group-zone-empty': 'Check capacity and subnets of the zone.',
  'group-zone-uneven':
    'Rebalance the group, or check why a zone gives no nodes.',
  'group-no-spare-node': 'Add a node, or lower the requests.',
  'group-mixed-versions': 'Finish the rollout of the group.',
  'pods-unschedulable':
    'Read its reasons under pending pods: add a node of this kind, or lower the requests.',
  'hpa-at-maximum':
    'Raise the maximum if the load is expected, or find what drives it.',
  'cluster-unreachable':
    'Check the address, the network and the credentials of the cluster connection.',
  'cluster-stale':
    'Check that the API server answers. It reconnects by itself.',
  'cluster-no-nodes': 'Check that the node groups can start and join nodes.',
  'source-missing':
    'See the sources of the cluster for what to connect or permit.',
};
