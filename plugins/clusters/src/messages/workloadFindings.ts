import { RULE_ADVICE } from '@textloom/plugin-clusters-common';

/** What the rules of workloads, autoscalers and budgets say; see `findings.ts`. */
export const workloadFindingMessages = {
  'workload-rollout-stuck': {
    title: 'Rollout of {{name}} is stuck',
    explanation:
      'The new pods did not become ready within the deadline of the rollout; the old ones serve on.',
    advice: RULE_ADVICE['workload-rollout-stuck'],
  },
  'workload-unavailable': {
    title: 'No pod of {{name}} is ready',
    explanation: 'It should run, and nothing of it serves.',
    advice: RULE_ADVICE['workload-unavailable'],
  },
  'workload-short': {
    title: '{{name}} has fewer ready pods than it should',
    explanation: 'It serves with less capacity, for more than 15 min.',
    advice: RULE_ADVICE['workload-short'],
  },
  'workload-crash-loop': {
    title: 'Pods of {{name}} crash again and again',
    explanation:
      'A container ends soon after each start, and Kubernetes waits longer before the next one.',
    advice: RULE_ADVICE['workload-crash-loop'],
  },
  'workload-oom-killed': {
    title: 'Pods of {{name}} were killed for memory',
    explanation: 'A container used more than its memory limit.',
    advice: RULE_ADVICE['workload-oom-killed'],
  },
  'workload-image-pull': {
    title: 'An image of {{name}} cannot be pulled',
    explanation: 'The pod waits until its image arrives.',
    advice: RULE_ADVICE['workload-image-pull'],
  },
  'daemonset-coverage': {
    title: '{{name}} is missing on nodes',
    explanation: 'Nodes that should run it do not, for more than 10 min.',
    advice: RULE_ADVICE['daemonset-coverage'],
  },
  'daemonset-misscheduled': {
    title: '{{name}} runs on nodes where it should not',
    explanation: 'Its selector or tolerations no longer match these nodes.',
    advice: RULE_ADVICE['daemonset-misscheduled'],
  },
  'hpa-metric-missing': {
    title: 'Autoscaler {{name}} cannot read its metric',
    explanation: 'It keeps the number of replicas as it is, whatever the load.',
    advice: RULE_ADVICE['hpa-metric-missing'],
  },
  'hpa-cannot-scale': {
    title: 'Autoscaler {{name}} cannot scale its target',
    explanation: 'It cannot read or change the number of replicas.',
    advice: RULE_ADVICE['hpa-cannot-scale'],
  },
  'vpa-request-low': {
    title: '{{name}} asks for less than it needs',
    explanation:
      'The autoscaler recommends a higher request; the node may run out where pods use more than they ask for.',
    advice: RULE_ADVICE['vpa-request-low'],
  },
  'vpa-request-high': {
    title: '{{name}} asks for more than it needs',
    explanation: 'The room is reserved and paid for, but not used.',
    advice: RULE_ADVICE['vpa-request-high'],
  },
  'vpa-no-recommendation': {
    title: '{{name}} has no recommendation',
    explanation:
      'The vertical autoscaler has not seen enough, or does not find its pods.',
    advice: RULE_ADVICE['vpa-no-recommendation'],
  },
  'pdb-blocks-drain': {
    title: 'Budget {{name}} allows no disruption',
    explanation:
      'All its pods are needed, so that draining a node with one of them waits.',
    advice: RULE_ADVICE['pdb-blocks-drain'],
  },
  'pdb-broken': {
    title: 'Budget {{name}} is not met',
    explanation:
      'Fewer pods are healthy than it demands, for more than 15 min.',
    advice: RULE_ADVICE['pdb-broken'],
  },
} as const;
