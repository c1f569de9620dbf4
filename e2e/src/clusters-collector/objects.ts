/** Namespace of the pods that the suite writes. */
export const NAMESPACE = 'collector-suite';

export const NODES = '/api/v1/nodes';
export const PODS = `/api/v1/namespaces/${NAMESPACE}/pods`;

export function nodePath(name: string): string {
  return `${NODES}/${name}`;
}

export function podPath(name: string): string {
  return `${PODS}/${name}`;
}

/** A node of a group, ready. */
export function aNode(name: string, group = 'suite'): object {
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      labels: {
        'eks.amazonaws.com/nodegroup': group,
        'topology.kubernetes.io/zone': 'ap-southeast-1a',
        'kubernetes.io/hostname': name,
      },
    },
    status: {
      capacity: { cpu: '16', memory: '32Gi', pods: '234' },
      allocatable: { cpu: '15890m', memory: '28Gi', pods: '234' },
      conditions: [ready('True')],
      nodeInfo: {
        architecture: 'amd64',
        bootID: '',
        containerRuntimeVersion: 'containerd://1.7.0',
        kernelVersion: '6.1',
        kubeProxyVersion: 'v1.34.1',
        kubeletVersion: 'v1.34.1',
        machineID: '',
        operatingSystem: 'linux',
        osImage: 'Amazon Linux 2023',
        systemUUID: '',
      },
    },
  };
}

/** The Ready condition. */
export function ready(status: 'True' | 'False' | 'Unknown'): object {
  return {
    type: 'Ready',
    status,
    reason: 'Suite',
    message: `the suite says ${status}`,
    lastHeartbeatTime: '2026-01-01T00:00:00Z',
    lastTransitionTime: '2026-01-01T00:00:00Z',
  };
}

/** A pod on a node. */
export function aPod(name: string, nodeName: string): object {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace: NAMESPACE,
      labels: { 'app.kubernetes.io/name': 'suite' },
    },
    spec: {
      nodeName,
      terminationGracePeriodSeconds: 0,
      containers: [
        {
          name: 'app',
          image: 'registry.example.com/app:1',
          resources: { requests: { cpu: '10m', memory: '16Mi' } },
        },
      ],
    },
  };
}

/** A Warning about a pod, seen just now: servers forget old ones. */
export function aWarning(name: string): object {
  const now = new Date().toISOString();
  return {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name, namespace: NAMESPACE },
    involvedObject: {
      apiVersion: 'v1',
      kind: 'Pod',
      name: 'p',
      namespace: NAMESPACE,
    },
    type: 'Warning',
    reason: 'Suite',
    message: name,
    firstTimestamp: now,
    lastTimestamp: now,
    count: 1,
  };
}

const apps = (resource: string) =>
  `/apis/apps/v1/namespaces/${NAMESPACE}/${resource}`;

/** Kinds of workload, with the path of all of the suite. */
export const WORKLOAD_KINDS = [
  { kind: 'Deployment', path: apps('deployments') },
  { kind: 'StatefulSet', path: apps('statefulsets') },
  { kind: 'DaemonSet', path: apps('daemonsets') },
] as const;

/** A workload; a DaemonSet for nodes that there are none of. */
export function aWorkload(
  kind: (typeof WORKLOAD_KINDS)[number]['kind'],
  name: string,
): object {
  const labels = { 'app.kubernetes.io/name': name };
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata: { name, namespace: NAMESPACE, labels },
    spec: {
      ...(kind !== 'DaemonSet' && { replicas: 1 }),
      ...(kind === 'StatefulSet' && { serviceName: name }),
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          ...(kind === 'DaemonSet' && { nodeSelector: { suite: 'nowhere' } }),
          containers: [
            { name: 'app', image: 'registry.example.com/app:1' },
            {
              name: 'side',
              image: 'registry.example.com/side:2',
              resources: { requests: { cpu: '250m', memory: '64Mi' } },
            },
          ],
        },
      },
    },
  };
}

/** A budget, in the version of `policy` that the server serves. */
export function aBudget(name: string, version: string): object {
  return {
    apiVersion: `policy/${version}`,
    kind: 'PodDisruptionBudget',
    metadata: { name, namespace: NAMESPACE },
    spec: {
      minAvailable: 1,
      selector: { matchLabels: { 'app.kubernetes.io/name': name } },
    },
  };
}
