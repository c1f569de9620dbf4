import { RULE_ADVICE } from '@textloom/plugin-clusters-common';
import { operationsFindingMessages } from './operationsFindings';
import { workloadFindingMessages } from './workloadFindings';

/**
 * What each rule says: title, explanation (what it means), advice (what to do next).
 * Parameters: `name` of the object, `group`, `value`, `threshold`, and what the rule gives besides.
 */
export const findingMessages = {
  ...workloadFindingMessages,
  ...operationsFindingMessages,
  'node-lost': {
    title: 'Node {{name}} stopped reporting',
    explanation:
      'Ready is Unknown: the control plane hears no heartbeat from its kubelet.',
    advice: RULE_ADVICE['node-lost'],
  },
  'node-not-ready': {
    title: 'Node {{name}} is not ready',
    explanation:
      'Its kubelet reports Ready=False: no new pods are placed, running ones are evicted after 5 min.',
    advice: RULE_ADVICE['node-not-ready'],
  },
  'node-starting': {
    title: 'Node {{name}} is starting',
    explanation: 'It joined less than 15 min ago and is not ready yet.',
    advice: RULE_ADVICE['node-starting'],
  },
  'node-heartbeat-late': {
    title: 'Node {{name}} reports late',
    explanation:
      'At least two heartbeats are missing, though it still counts as ready.',
    advice: RULE_ADVICE['node-heartbeat-late'],
  },
  'node-condition': {
    title: 'Node {{name}} reports {{condition}}',
    explanation: 'This condition of the node is in its bad state.',
    advice: RULE_ADVICE['node-condition'],
  },
  'node-pressure': {
    title: 'Node {{name}} has {{condition}}',
    explanation:
      'The kubelet runs short: it evicts pods and takes no new ones.',
    advice: RULE_ADVICE['node-pressure'],
  },
  'node-condition-unknown': {
    title: '{{condition}} of node {{name}} is unknown',
    explanation: 'Its reporter fell silent, so it proves neither good nor bad.',
    advice: RULE_ADVICE['node-condition-unknown'],
  },
  'node-leaving': {
    title: 'Node {{name}} is leaving as planned',
    explanation:
      'A taint announces its removal: Spot reclaim, scale-in or consolidation.',
    advice: RULE_ADVICE['node-leaving'],
  },
  'node-cordoned': {
    title: 'Node {{name}} is cordoned',
    explanation: 'It takes no new pods; running ones stay.',
    advice: RULE_ADVICE['node-cordoned'],
  },
  'node-drained': {
    title: 'Node {{name}} is drained',
    explanation:
      'It is cordoned, and only pods that belong to every node are left.',
    advice: RULE_ADVICE['node-drained'],
  },
  'node-cordoned-long': {
    title: 'Node {{name}} has been cordoned for more than a day',
    explanation: 'It costs money and takes no new pods.',
    advice: RULE_ADVICE['node-cordoned-long'],
  },
  'node-flapping': {
    title: 'Node {{name}} keeps losing and regaining Ready',
    explanation: 'Its Ready condition changed more than twice in 15 min.',
    advice: RULE_ADVICE['node-flapping'],
  },
  'node-cpu-high': {
    title: 'CPU of node {{name}} is above its limit',
    explanation: 'Pods on it compete for CPU and slow down.',
    advice: RULE_ADVICE['node-cpu-high'],
  },
  'node-memory-high': {
    title: 'Memory of node {{name}} is above its limit',
    explanation: 'Little is left before the kubelet evicts pods.',
    advice: RULE_ADVICE['node-memory-high'],
  },
  'node-pods-high': {
    title: 'Node {{name}} has almost no pod slots left',
    explanation: 'It refuses pods even if CPU and memory are free.',
    advice: RULE_ADVICE['node-pods-high'],
  },
  'node-version-skew': {
    title: 'Kubelet of node {{name}} does not fit the API server',
    explanation:
      'It is {{kubelet}} beside API server {{server}}; up to 3 minor versions older is supported, newer is not.',
    advice: RULE_ADVICE['node-version-skew'],
  },
  'group-none-ready': {
    title: 'No node of {{group}} is ready',
    explanation: 'Nothing that needs this group can run.',
    advice: RULE_ADVICE['group-none-ready'],
  },
  'group-many-unhealthy': {
    title: '{{group}} has too many unhealthy nodes',
    explanation: 'At this share automatic repair and scaling stop.',
    advice: RULE_ADVICE['group-many-unhealthy'],
  },
  'group-some-unhealthy': {
    title: '{{group}} has nodes out of service',
    explanation: 'The group works with less capacity than it should have.',
    advice: RULE_ADVICE['group-some-unhealthy'],
  },
  'group-zone-empty': {
    title: '{{group}} has no ready node in {{zone}}',
    explanation: 'Pods bound to this zone wait, and spreading is lost.',
    advice: RULE_ADVICE['group-zone-empty'],
  },
  'group-zone-uneven': {
    title: '{{group}} is unevenly spread over its zones',
    explanation:
      'Zones differ by more than one node, so losing one zone hurts more.',
    advice: RULE_ADVICE['group-zone-uneven'],
  },
  'group-no-spare-node': {
    title: '{{group}} cannot afford to lose a node',
    explanation:
      'What its pods request would not fit on the rest if the largest node went away.',
    advice: RULE_ADVICE['group-no-spare-node'],
  },
  'group-mixed-versions': {
    title: '{{group}} runs more than one kubelet version',
    explanation: 'An upgrade is under way or stopped half way.',
    advice: RULE_ADVICE['group-mixed-versions'],
  },
  'pods-unschedulable': {
    title: 'Pods of {{name}} find no node',
    explanation: 'The scheduler has no node for {{value}} of them.',
    advice: RULE_ADVICE['pods-unschedulable'],
  },
  'hpa-at-maximum': {
    title: 'Autoscaler {{name}} is at its maximum',
    explanation: 'It cannot add replicas if the load grows.',
    advice: RULE_ADVICE['hpa-at-maximum'],
  },
  'cluster-unreachable': {
    title: '{{name}} does not answer',
    explanation: 'Nothing is known of its nodes and pods.',
    advice: RULE_ADVICE['cluster-unreachable'],
  },
  'cluster-stale': {
    title: 'The state of {{name}} is out of date',
    explanation: 'The connection broke; what is shown is what was last known.',
    advice: RULE_ADVICE['cluster-stale'],
  },
  'cluster-no-nodes': {
    title: '{{name}} has no nodes',
    explanation: 'The API server answers, but nothing can run.',
    advice: RULE_ADVICE['cluster-no-nodes'],
  },
  'source-missing': {
    title: '{{source}}: no data',
    explanation: 'This part of the picture is missing; the rest is current.',
    advice: RULE_ADVICE['source-missing'],
  },
} as const;
