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
