/** What the rules of workloads, autoscalers and budgets say; see `findings.ts`. */
export const workloadFindingMessages = {
  'workload-rollout-stuck': {
    title: 'Rollout of {{name}} is stuck',
    explanation:
      'The new pods did not become ready within the deadline of the rollout; the old ones serve on.',
    advice:
      'Read why the new pods are not ready, then fix forward or roll back.',
  },
  'workload-unavailable': {
    title: 'No pod of {{name}} is ready',
    explanation: 'It should run, and nothing of it serves.',
    advice:
      'Start with the words of its pods; roll back if a release came just before.',
  },
  'workload-short': {
    title: '{{name}} has fewer ready pods than it should',
    explanation: 'It serves with less capacity, for more than 15 min.',
    advice: 'Look for pods that wait or restart.',
  },
  'workload-crash-loop': {
    title: 'Pods of {{name}} crash again and again',
    explanation:
      'A container ends soon after each start, and Kubernetes waits longer before the next one.',
    advice: 'Read the log of the container before its last end.',
  },
  'workload-oom-killed': {
    title: 'Pods of {{name}} were killed for memory',
    explanation: 'A container used more than its memory limit.',
    advice: 'Raise the limit to what it needs, or find what grows.',
  },
  'workload-image-pull': {
    title: 'An image of {{name}} cannot be pulled',
    explanation: 'The pod waits until its image arrives.',
    advice: "Check the image's name, the registry and its credentials.",
  },
  'daemonset-coverage': {
    title: '{{name}} is missing on nodes',
    explanation: 'Nodes that should run it do not, for more than 10 min.',
    advice: 'Look for taints it does not tolerate and for nodes without room.',
  },
  'daemonset-misscheduled': {
    title: '{{name}} runs on nodes where it should not',
    explanation: 'Its selector or tolerations no longer match these nodes.',
    advice: 'Delete these pods, or correct the selector.',
  },
  'hpa-metric-missing': {
    title: 'Autoscaler {{name}} cannot read its metric',
    explanation: 'It keeps the number of replicas as it is, whatever the load.',
    advice: 'Check the metrics server or adapter that it asks.',
  },
  'hpa-cannot-scale': {
    title: 'Autoscaler {{name}} cannot scale its target',
    explanation: 'It cannot read or change the number of replicas.',
    advice: 'Check that the target exists and may be scaled.',
  },
  'vpa-request-low': {
    title: '{{name}} asks for less than it needs',
    explanation:
      'The autoscaler recommends a higher request; the node may run out where pods use more than they ask for.',
    advice: 'Raise the request to the recommendation.',
  },
  'vpa-request-high': {
    title: '{{name}} asks for more than it needs',
    explanation: 'The room is reserved and paid for, but not used.',
    advice: 'Lower the request to the recommendation.',
  },
  'vpa-no-recommendation': {
    title: '{{name}} has no recommendation',
    explanation:
      'The vertical autoscaler has not seen enough, or does not find its pods.',
    advice: 'Check that its target exists and that the recommender runs.',
  },
  'pdb-blocks-drain': {
    title: 'Budget {{name}} allows no disruption',
    explanation:
      'All its pods are needed, so that draining a node with one of them waits.',
    advice: 'Add a replica, or let the budget allow one.',
  },
  'pdb-broken': {
    title: 'Budget {{name}} is not met',
    explanation:
      'Fewer pods are healthy than it demands, for more than 15 min.',
    advice: 'Repair its pods; no drain is allowed until then.',
  },
} as const;
