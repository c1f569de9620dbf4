import { error, RuleWords, warning } from './words';

/** Rules on the Kubernetes objects that the chart makes. */
export const KUBERNETES = {
  'helm-missing': warning(
    'The chart was not checked, because Helm was not found',
    'What the chart makes is not known before it is deployed.',
    'Install Helm where the portal runs, or set goldenPaths.helm.',
  ),
  'chart-broken': error(
    'The chart cannot be rendered',
    'Nothing of it can be deployed.',
    'Read what Helm says, and correct the chart or its values.',
  ),
  'pod-root': error(
    'A container may run as root',
    'Whoever breaks out of it is root on the node.',
    'Set securityContext.runAsNonRoot: true.',
  ),
  'pod-writable-root': error(
    'A container may write to its own file system',
    'An attacker can leave tools behind.',
    'Set readOnlyRootFilesystem: true, and mount an emptyDir where files are written.',
  ),
  'pod-privileges': error(
    'A container may gain privileges',
    'Privileged mode, capabilities and privilege escalation lead out of the container.',
    'Set allowPrivilegeEscalation: false and drop all capabilities.',
  ),
  'pod-host': error(
    'The pod uses the host',
    'Host networks and host paths bypass every isolation of the cluster.',
    'Leave out hostNetwork, hostPID, hostIPC and hostPath.',
  ),
  'pod-no-requests': error(
    'A container requests no CPU or memory',
    'The scheduler overbooks the node, and an HPA has nothing to measure against.',
    'Set resources.requests.cpu and resources.requests.memory.',
  ),
  'pod-no-limits': error(
    'A container has no memory limit',
    'A leak takes the whole node down.',
    'Set resources.limits.memory.',
  ),
  'pod-no-probes': error(
    'A container has no readiness or liveness probe',
    'Traffic reaches pods that cannot answer, and hung ones stay.',
    'Set readinessProbe and livenessProbe.',
  ),
  'image-mutable': error(
    'An image is named by a tag that moves',
    'Two pods of one deployment can run different code, and a rollback does not bring the old one back.',
    'Name the image by digest or by version.',
  ),
  'workload-no-spread': error(
    'Pods are not spread over zones',
    'One zone can take all of them down.',
    'Set topologySpreadConstraints over topology.kubernetes.io/zone.',
  ),
  'workload-no-pdb': error(
    'Nothing keeps pods up while nodes are drained',
    'An update of the nodes can stop all of them at once.',
    'Add a PodDisruptionBudget that selects the pods.',
  ),
  'workload-no-network-policy': error(
    'No NetworkPolicy selects the pods',
    'Every pod of the cluster can reach them, and they can reach everything.',
    'Add a NetworkPolicy with what is needed and nothing else.',
  ),
  'network-policy-open': error(
    'A NetworkPolicy lets everything in',
    'A rule without a peer admits every pod and address.',
    'Name from whom traffic may come.',
  ),
  'hpa-bounds': error(
    'The bounds of an HPA do not fit',
    'With fewer than two pods in production there is none during an update; with equal bounds nothing scales.',
    'Set 2 ≤ minReplicas < maxReplicas in production.',
  ),
  'hpa-missing': warning(
    'The pods do not scale in production',
    'Load is met with the same number of pods until they fall over.',
    'Add a HorizontalPodAutoscaler for the workload.',
  ),
  'hpa-and-replicas': error(
    'The workload sets replicas although an HPA scales it',
    'Every sync puts the number of pods back.',
    'Leave replicas out where an HPA owns them.',
  ),
  'mesh-not-strict': error(
    'Pods accept traffic without mutual TLS',
    'Any pod of the cluster can read it or pretend to be another.',
    'Add a PeerAuthentication with mode STRICT for the pods.',
  ),
  'jwt-not-required': error(
    'Requests without a token are let in',
    'RequestAuthentication refuses wrong tokens only; requests without one pass.',
    'Add an AuthorizationPolicy that demands requestPrincipals for the same pods.',
  ),
  'secret-in-chart': error(
    'The chart holds a Secret with values',
    'The values are in Git and in every rendered manifest.',
    'Use an ExternalSecret. Where a program reads plain configuration from a Secret, say so in the annotation textloom.ai/not-secret.',
  ),
} satisfies Record<string, RuleWords>;
