/** What the rules of zones, providers, signals, alerts and objectives say; see `findings.ts`. */
export const operationsFindingMessages = {
  'zone-down': {
    title: 'Zone {{zone}} is down',
    explanation: 'None of its nodes is ready.',
    advice:
      "Look at the provider's status page. Let the other zones take over; do not drain there.",
  },
  'zone-partial': {
    title: 'Zone {{zone}} loses nodes',
    explanation: 'More than half of its nodes are not ready.',
    advice:
      'Look for a cause of the whole zone: network, capacity, the provider.',
  },
  'group-no-spare-zone': {
    title: '{{group}} cannot afford to lose a zone',
    explanation:
      'What its pods request would not fit on the rest if a zone went away.',
    advice: 'Add nodes in the other zones, or lower the requests.',
  },
  'group-below-desired': {
    title: '{{group}} has fewer ready nodes than desired',
    explanation:
      'For more than 15 min fewer nodes are ready than its size asks for.',
    advice:
      'Check the instances that start and the activity of its scaling group.',
  },
  'group-join-failure': {
    title: 'Nodes of {{group}} do not join',
    explanation:
      'Instances were asked for, but fewer nodes than desired appear in the cluster.',
    advice:
      'Check role, subnets and security groups of the instances, and their boot log.',
  },
  'group-at-maximum': {
    title: '{{group}} is at its maximum while pods wait',
    explanation: 'It may not add a node, though pods wait for it.',
    advice: 'Raise its maximum, or lower the requests.',
  },
  'group-autoscaler': {
    title: 'The cluster autoscaler has given up on {{group}} for now',
    explanation: 'It waits before it tries to add nodes again.',
    advice: 'Read its words: capacity, quota or a failing start.',
  },
  'group-eks-status': {
    title: 'EKS says that {{group}} is not well',
    explanation: 'The status of the managed node group is not active.',
    advice: 'Read the issues that EKS names.',
  },
  'group-eks-issue': {
    title: 'EKS reports an issue of {{group}}',
    explanation: 'It stands beside what we see, and may explain it.',
    advice: 'Follow the advice of EKS for this code.',
  },
  'group-image-behind': {
    title: 'Nodes of {{group}} run different images',
    explanation:
      'An update of the node image is under way or stopped half way.',
    advice: 'Finish the update of the group.',
  },
  'nodepool-not-ready': {
    title: 'Node pool {{name}} is not ready',
    explanation: 'Karpenter adds no nodes from it.',
    advice: 'Read its conditions; most often the node class is wrong.',
  },
  'nodeclaim-drifted': {
    title: '{{name}} has drifted from its template',
    explanation: 'Karpenter will replace the node.',
    advice: 'Nothing to do while its pods find room.',
  },
  'cluster-eks-status': {
    title: 'EKS says that {{name}} is not active',
    explanation: 'The control plane is being changed, or failed.',
    advice: 'Read the issues that EKS names before any change.',
  },
  'cluster-eks-issue': {
    title: 'EKS reports an issue of {{name}}',
    explanation: 'It concerns the control plane or its network.',
    advice: 'Follow the advice of EKS for this code.',
  },
  'cluster-addon': {
    title: 'Add-on {{addon}} is not well',
    explanation: 'EKS could not install or update it, or it is degraded.',
    advice: 'Read its issues; a conflict of settings is the most common cause.',
  },
  'cluster-upgrade-insight': {
    title: 'Something stands in the way of an upgrade',
    explanation: 'EKS found what the next Kubernetes version no longer allows.',
    advice: 'Repair it before the upgrade.',
  },
  'cluster-no-spare-node': {
    title: '{{name}} cannot afford to lose a node',
    explanation: 'What all pods request would not fit on the rest.',
    advice: 'Add a node, or lower the requests.',
  },
  'cluster-no-spare-zone': {
    title: '{{name}} cannot afford to lose a zone',
    explanation: 'What all pods request would not fit on the other zones.',
    advice: 'Add nodes in the other zones, or lower the requests.',
  },
  'api-server-slow': {
    title: 'The API server of {{name}} answers slowly',
    explanation: 'Deployments, scaling and this page all wait for it.',
    advice:
      'Look for clients that list much, and at the size of the control plane.',
  },
  'alert-firing': {
    title: '{{name}} fires',
    explanation: 'Alertmanager sends it to its receivers.',
    advice: 'Follow the runbook of the alert.',
  },
  'slo-burn': {
    title: '{{name}} uses up its error budget too fast',
    explanation: 'At this rate the objective is missed before its window ends.',
    advice: 'Find what changed; stop risky releases until it slows.',
  },
  'signal-limit': {
    title: '{{signal}} of {{name}} is beyond its limit',
    explanation: 'The measured value crossed the limit that was set for it.',
    advice: 'See the runbook for what it means and what to change.',
  },
  'signal-missing': {
    title: '{{signal}} of {{name}} is no longer measured',
    explanation: 'It was there and is gone; nothing says that it is well.',
    advice: 'Check the exporter and the scrape of Prometheus.',
  },
} as const;
