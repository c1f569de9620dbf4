/** What a finding means for a task: an error stops it before anything is made, a warning is only told. */
export type Severity = 'error' | 'warning';

/** A rule of the policy in words. */
export interface RuleWords {
  severity: Severity;
  /** What is wrong, in one sentence without the place. */
  title: string;
  /** What it leads to. */
  why: string;
  /** What to do about it. */
  fix: string;
}

const error = (title: string, why: string, fix: string): RuleWords => ({
  severity: 'error',
  title,
  why,
  fix,
});

const warning = (title: string, why: string, fix: string): RuleWords => ({
  severity: 'warning',
  title,
  why,
  fix,
});

/** Rules on files of any kind. */
const FILES = {
  'path-unsafe': error(
    'The path is unsafe on some machines',
    'Control characters, backslashes and leading hyphens are read as something else by shells and other systems.',
    'Name the file with letters, digits, dots, hyphens and underscores.',
  ),
  symlink: error(
    'The file is a symbolic link',
    'A link can point outside the repository, and whoever reads it then reads or writes there.',
    'Put the file itself there.',
  ),
  'file-too-large': error(
    'The file is larger than 1 MiB',
    'A repository keeps every version of it for ever.',
    'Keep large files in object storage.',
  ),
  'too-many-files': error(
    'There are more than 2,000 files, or more than 10 MiB of them',
    'A template that emits so much has copied something by mistake.',
    'Leave out what tools create, such as node_modules.',
  ),
  'secret-in-file': error(
    'The file holds a secret',
    'Whoever can read the repository can use it, and its history keeps it.',
    'Take it out, make the secret invalid, and read it from the environment.',
  ),
  'file-not-rendered': error(
    'The file was not rendered',
    'Its name still ends in .njk, so no tool will read it.',
    'Render it in the template: templateFileExtension: .njk.',
  ),
  'expression-left': error(
    'An expression of the template is left in the file',
    'It should have become a value; what reads the file takes it literally.',
    'Let the name of the skeleton file end in .njk.',
  ),
  'syntax-invalid': error(
    'The file cannot be parsed',
    'Every tool that reads it will refuse it.',
    'Correct the syntax; a value may need quotes, which the filter dump sets.',
  ),
  'field-empty': error(
    'A field that must have a value is empty',
    'A value that the template does not know renders to nothing.',
    'Check the spelling of the value in the template.',
  ),
} satisfies Record<string, RuleWords>;

/** Rules on Dockerfiles. */
const DOCKERFILES = {
  'dockerfile-root': error(
    'The image runs as root',
    'Whoever breaks out of the process owns the container, and the cluster refuses the pod.',
    'End the last stage with USER and a number, such as USER 10001.',
  ),
  'dockerfile-user-name': warning(
    'The user of the image is a name',
    'Kubernetes cannot tell from a name that it is not root.',
    'Use the number of the user: USER 10001.',
  ),
  'dockerfile-single-stage': error(
    'The image is built in one stage',
    'Compilers and package managers stay in the image that runs.',
    'Build in one stage and copy the result into another with COPY --from.',
  ),
  'dockerfile-base': error(
    'A base image has no version',
    'Tomorrow the same commit builds another image.',
    'Name the version or the digest of the base image.',
  ),
  'dockerfile-secret': error(
    'The Dockerfile sets a secret',
    'It stays in the layers of the image.',
    'Use RUN --mount=type=secret while building, and the environment at run time.',
  ),
  'dockerfile-remote-script': error(
    'A script from the network is run while building',
    'Whoever controls that address controls the image.',
    'Install a package with a version, or check the digest of what is fetched.',
  ),
  'dockerfile-healthcheck': warning(
    'The image has no HEALTHCHECK',
    'Outside Kubernetes nothing notices that the process hangs.',
    'Add HEALTHCHECK with the path of liveness.',
  ),
} satisfies Record<string, RuleWords>;

/** Rules on workflows of GitHub Actions. */
const WORKFLOWS = {
  'workflow-action-branch': error(
    'An action is used by branch',
    'Whoever can push to that branch runs code with the secrets of the workflow.',
    'Name the commit of the action, with its version as a comment.',
  ),
  'workflow-action-tag': warning(
    'An action is used by tag',
    'A tag can be moved to other code.',
    'Name the commit of the action, with its version as a comment.',
  ),
  'workflow-permissions': error(
    'The workflow does not limit its token',
    'Without permissions its token may write wherever the repository allows.',
    'Set permissions: contents: read at the top, and more only in the job that needs it.',
  ),
  'workflow-write-all': error(
    'The workflow has all permissions',
    'A single compromised action can change code, packages and releases.',
    'Name the permissions that the job needs.',
  ),
  'workflow-injection': error(
    'A script contains text that strangers write',
    'The title of a pull request can then run as a command.',
    'Hand it over as an environment variable, and quote that.',
  ),
} satisfies Record<string, RuleWords>;

/** Rules on the entities that the catalog will read. */
const CATALOG = {
  'catalog-info-missing': error(
    'There is no catalog-info.yaml',
    'The catalog cannot register the component.',
    'Add catalog-info.yaml at the top of the repository.',
  ),
  'catalog-info-invalid': error(
    'The catalog will refuse the entity',
    'The component would not appear, and nobody would be told.',
    'Correct the field; see the catalog’s format of descriptors.',
  ),
  'catalog-owner': error(
    'The component is not owned by a group',
    'Alerts, costs and approvals go to its owner.',
    'Set spec.owner to a group, such as group:default/video-platform.',
  ),
} satisfies Record<string, RuleWords>;

/** Rules on the Kubernetes objects that the chart makes. */
const KUBERNETES = {
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
    'Use an ExternalSecret.',
  ),
} satisfies Record<string, RuleWords>;

/** All rules of the policy, by id. */
export const RULES = {
  ...FILES,
  ...DOCKERFILES,
  ...WORKFLOWS,
  ...CATALOG,
  ...KUBERNETES,
};

/** Id of a rule; it never changes. */
export type RuleId = keyof typeof RULES;

/** All ids, in the order of {@link RULES}. */
export const RULE_IDS = Object.keys(RULES) as [RuleId, ...RuleId[]];
