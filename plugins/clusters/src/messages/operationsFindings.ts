import { RULE_ADVICE } from '@textloom/plugin-clusters-common';

/** What the rules of zones, providers, signals, alerts and objectives say; see `findings.ts`. */
export const operationsFindingMessages = {
  'zone-down': {
    title: 'Zone {{zone}} is down',
    explanation: 'None of its nodes is ready.',
    advice: RULE_ADVICE['zone-down'],
  },
  'zone-partial': {
    title: 'Zone {{zone}} loses nodes',
    explanation: 'More than half of its nodes are not ready.',
    advice: RULE_ADVICE['zone-partial'],
  },
  'group-no-spare-zone': {
    title: '{{group}} cannot afford to lose a zone',
    explanation:
      'If a zone went away, what its pods request would not fit on the rest and on the nodes that its maximum still allows.',
    advice: RULE_ADVICE['group-no-spare-zone'],
  },
  'group-below-desired': {
    title: '{{group}} has fewer ready nodes than desired',
    explanation:
      'For more than 15 min fewer nodes are ready than its size asks for.',
    advice: RULE_ADVICE['group-below-desired'],
  },
  'group-join-failure': {
    title: 'Nodes of {{group}} do not join',
    explanation:
      'Instances were asked for, but fewer nodes than desired appear in the cluster.',
    advice: RULE_ADVICE['group-join-failure'],
  },
  'group-at-maximum': {
    title: '{{group}} is at its maximum while pods wait',
    explanation: 'It may not add a node, though pods wait for it.',
    advice: RULE_ADVICE['group-at-maximum'],
  },
  'group-autoscaler': {
    title: 'The cluster autoscaler has given up on {{group}} for now',
    explanation: 'It waits before it tries to add nodes again.',
    advice: RULE_ADVICE['group-autoscaler'],
  },
  'group-eks-status': {
    title: 'EKS says that {{group}} is not well',
    explanation: 'The status of the managed node group is not active.',
    advice: RULE_ADVICE['group-eks-status'],
  },
  'group-eks-issue': {
    title: 'EKS reports an issue of {{group}}',
    explanation: 'It stands beside what we see, and may explain it.',
    advice: RULE_ADVICE['group-eks-issue'],
  },
  'group-image-behind': {
    title: 'Nodes of {{group}} run different images',
    explanation:
      'An update of the node image is under way or stopped half way.',
    advice: RULE_ADVICE['group-image-behind'],
  },
  'nodepool-not-ready': {
    title: 'Node pool {{name}} is not ready',
    explanation: 'Karpenter adds no nodes from it.',
    advice: RULE_ADVICE['nodepool-not-ready'],
  },
  'nodeclaim-drifted': {
    title: '{{name}} has drifted from its template',
    explanation: 'Karpenter will replace the node.',
    advice: RULE_ADVICE['nodeclaim-drifted'],
  },
  'cluster-eks-status': {
    title: 'EKS says that {{name}} is not active',
    explanation: 'The control plane is being changed, or failed.',
    advice: RULE_ADVICE['cluster-eks-status'],
  },
  'cluster-eks-issue': {
    title: 'EKS reports an issue of {{name}}',
    explanation: 'It concerns the control plane or its network.',
    advice: RULE_ADVICE['cluster-eks-issue'],
  },
  'cluster-addon': {
    title: 'Add-on {{addon}} is not well',
    explanation: 'EKS could not install or update it, or it is degraded.',
    advice: RULE_ADVICE['cluster-addon'],
  },
  'cluster-upgrade-insight': {
    title: 'Something stands in the way of an upgrade',
    explanation: 'EKS found what the next Kubernetes version no longer allows.',
    advice: RULE_ADVICE['cluster-upgrade-insight'],
  },
  'cluster-no-spare-node': {
    title: '{{name}} cannot afford to lose a node',
    explanation: 'What all pods request would not fit on the rest.',
    advice: RULE_ADVICE['cluster-no-spare-node'],
  },
  'cluster-no-spare-zone': {
    title: '{{name}} cannot afford to lose a zone',
    explanation: 'What all pods request would not fit on the other zones.',
    advice: RULE_ADVICE['cluster-no-spare-zone'],
  },
  'api-server-slow': {
    title: 'The API server of {{name}} answers slowly',
    explanation: 'Deployments, scaling and this page all wait for it.',
    advice: RULE_ADVICE['api-server-slow'],
  },
  'alert-firing': {
    title: '{{name}} fires',
    explanation: 'Alertmanager sends it to its receivers.',
    advice: RULE_ADVICE['alert-firing'],
  },
  'slo-burn': {
    title: '{{name}} uses up its error budget too fast',
    explanation: 'At this rate the objective is missed before its window ends.',
    advice: RULE_ADVICE['slo-burn'],
  },
  'signal-limit': {
    title: '{{signal}} of {{name}} is beyond its limit',
    explanation: 'The measured value crossed the limit that was set for it.',
    advice: RULE_ADVICE['signal-limit'],
  },
  'signal-missing': {
    title: '{{signal}} of {{name}} is no longer measured',
    explanation: 'It was there and is gone; nothing says that it is well.',
    advice: RULE_ADVICE['signal-missing'],
  },
} as const;
