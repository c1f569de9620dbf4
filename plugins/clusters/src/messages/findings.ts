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
    advice:
      'Check the instance at the cloud provider. If it does not come back, drain and replace the node.',
  },
  'node-not-ready': {
    title: 'Node {{name}} is not ready',
    explanation:
      'Its kubelet reports Ready=False: no new pods are placed, running ones are evicted after 5 min.',
    advice: 'Read the reason of the kubelet. If it stays, replace the node.',
  },
  'node-starting': {
    title: 'Node {{name}} is starting',
    explanation: 'It joined less than 15 min ago and is not ready yet.',
    advice: 'Wait. After 15 min without Ready it counts as a fault.',
  },
  'node-heartbeat-late': {
    title: 'Node {{name}} reports late',
    explanation:
      'At least two heartbeats are missing, though it still counts as ready.',
    advice:
      'Check its network and load: it is declared lost when the heartbeat stays away.',
  },
  'node-condition': {
    title: 'Node {{name}} reports {{condition}}',
    explanation: 'This condition of the node is in its bad state.',
    advice:
      'Read the words of its reporter. Drain and replace the node if it does not clear.',
  },
  'node-pressure': {
    title: 'Node {{name}} has {{condition}}',
    explanation:
      'The kubelet runs short: it evicts pods and takes no new ones.',
    advice: 'Find what uses most among its pods, lower requests or add a node.',
  },
  'node-condition-unknown': {
    title: '{{condition}} of node {{name}} is unknown',
    explanation: 'Its reporter fell silent, so it proves neither good nor bad.',
    advice: 'Check that the reporter of this condition runs on the node.',
  },
  'node-leaving': {
    title: 'Node {{name}} is leaving as planned',
    explanation:
      'A taint announces its removal: Spot reclaim, scale-in or consolidation.',
    advice: 'Nothing to do while its pods find room on other nodes.',
  },
  'node-cordoned': {
    title: 'Node {{name}} is cordoned',
    explanation: 'It takes no new pods; running ones stay.',
    advice: 'Uncordon it when the work on it is done.',
  },
  'node-drained': {
    title: 'Node {{name}} is drained',
    explanation:
      'It is cordoned, and only pods that belong to every node are left.',
    advice: 'Remove it, or uncordon it to use it again.',
  },
  'node-cordoned-long': {
    title: 'Node {{name}} has been cordoned for more than a day',
    explanation: 'It costs money and takes no new pods.',
    advice: 'Uncordon or remove it.',
  },
  'node-flapping': {
    title: 'Node {{name}} keeps losing and regaining Ready',
    explanation: 'Its Ready condition changed more than twice in 15 min.',
    advice:
      'Cordon it so that pods stop landing there, then check network and memory.',
  },
  'node-cpu-high': {
    title: 'CPU of node {{name}} is above its limit',
    explanation: 'Pods on it compete for CPU and slow down.',
    advice: 'Spread the busiest pods, or let the group grow.',
  },
  'node-memory-high': {
    title: 'Memory of node {{name}} is above its limit',
    explanation: 'Little is left before the kubelet evicts pods.',
    advice: 'Spread the largest pods, or let the group grow.',
  },
  'node-pods-high': {
    title: 'Node {{name}} has almost no pod slots left',
    explanation: 'It refuses pods even if CPU and memory are free.',
    advice: 'Move pods, raise the pod limit, or add a node.',
  },
  'node-version-skew': {
    title: 'Kubelet of node {{name}} does not fit the API server',
    explanation:
      'It is {{kubelet}} beside API server {{server}}; up to 3 minor versions older is supported, newer is not.',
    advice: 'Upgrade the node group before the control plane moves on.',
  },
  'group-none-ready': {
    title: 'No node of {{group}} is ready',
    explanation: 'Nothing that needs this group can run.',
    advice:
      'Start with the findings of its nodes, then check the scaling of the group at the cloud provider.',
  },
  'group-many-unhealthy': {
    title: '{{group}} has too many unhealthy nodes',
    explanation: 'At this share automatic repair and scaling stop.',
    advice:
      'Look for a common cause: one zone, one image, one version. Repair by hand.',
  },
  'group-some-unhealthy': {
    title: '{{group}} has nodes out of service',
    explanation: 'The group works with less capacity than it should have.',
    advice: 'Repair or replace the nodes named in the findings.',
  },
  'group-zone-empty': {
    title: '{{group}} has no ready node in {{zone}}',
    explanation: 'Pods bound to this zone wait, and spreading is lost.',
    advice: 'Check capacity and subnets of the zone.',
  },
  'group-zone-uneven': {
    title: '{{group}} is unevenly spread over its zones',
    explanation:
      'Zones differ by more than one node, so losing one zone hurts more.',
    advice: 'Rebalance the group, or check why a zone gives no nodes.',
  },
  'group-no-spare-node': {
    title: '{{group}} cannot afford to lose a node',
    explanation:
      'What its pods request would not fit on the rest if the largest node went away.',
    advice: 'Add a node, or lower the requests.',
  },
  'group-mixed-versions': {
    title: '{{group}} runs more than one kubelet version',
    explanation: 'An upgrade is under way or stopped half way.',
    advice: 'Finish the rollout of the group.',
  },
  'pods-unschedulable': {
    title: 'Pods of {{name}} find no node',
    explanation: 'The scheduler has no node for {{value}} of them.',
    advice:
      'Read its reasons under pending pods: add a node of this kind, or lower the requests.',
  },
  'hpa-at-maximum': {
    title: 'Autoscaler {{name}} is at its maximum',
    explanation: 'It cannot add replicas if the load grows.',
    advice:
      'Raise the maximum if the load is expected, or find what drives it.',
  },
  'cluster-unreachable': {
    title: '{{name}} does not answer',
    explanation: 'Nothing is known of its nodes and pods.',
    advice:
      'Check the address, the network and the credentials of the cluster connection.',
  },
  'cluster-stale': {
    title: 'The state of {{name}} is out of date',
    explanation: 'The connection broke; what is shown is what was last known.',
    advice: 'Check that the API server answers. It reconnects by itself.',
  },
  'cluster-no-nodes': {
    title: '{{name}} has no nodes',
    explanation: 'The API server answers, but nothing can run.',
    advice: 'Check that the node groups can start and join nodes.',
  },
  'source-missing': {
    title: '{{source}}: no data',
    explanation: 'This part of the picture is missing; the rest is current.',
    advice: 'See the sources of the cluster for what to connect or permit.',
  },
} as const;
