/** The label by which the stock plugin finds a component's objects. */
export const COMPONENT = 'bench-api';
export const NAMESPACES = ['prod', 'staging', 'test', 'dev', 'jobs'];
const CREATED = '2026-01-01T00:00:00Z';

interface Meta {
  resourceVersion?: string;
  name: string;
  namespace?: string;
}

export type KubernetesObject = { metadata: Meta } & Record<string, unknown>;

/** A node of a worker group, as a kubelet reports it. */
export function makeNode(index: number): KubernetesObject {
  const zone = 'abc'[index % 3];
  return {
    metadata: {
      name: `ip-10-0-${index >> 8}-${index & 255}`,
      uid: `node-${index}`,
      resourceVersion: '100',
      creationTimestamp: CREATED,
      labels: {
        'eks.amazonaws.com/nodegroup': `group-${index % 4}`,
        'node.kubernetes.io/instance-type': 'c5.4xlarge',
        'topology.kubernetes.io/zone': `ap-southeast-1${zone}`,
        'topology.kubernetes.io/region': 'ap-southeast-1',
        'kubernetes.io/arch': 'amd64',
      },
    } as Meta,
    spec: { providerID: `aws:///ap-southeast-1${zone}/i-${index}` },
    status: {
      capacity: { cpu: '16', memory: '32Gi', pods: '234' },
      allocatable: { cpu: '15890m', memory: '28Gi', pods: '234' },
      conditions: [
        ['MemoryPressure', 'False'],
        ['DiskPressure', 'False'],
        ['PIDPressure', 'False'],
        ['Ready', 'True'],
      ].map(([type, status]) => ({
        type,
        status,
        reason: 'Kubelet',
        message: `kubelet reports ${type}=${status}`,
        lastHeartbeatTime: CREATED,
        lastTransitionTime: CREATED,
      })),
      nodeInfo: {
        kubeletVersion: 'v1.34.1-eks-113cf36',
        osImage: 'Amazon Linux 2023',
        kernelVersion: '6.12.46',
        containerRuntimeVersion: 'containerd://2.1.4',
        architecture: 'amd64',
        operatingSystem: 'linux',
      },
    },
  };
}

function makeContainer(name: string) {
  return {
    name,
    image: `registry.example.com/${name}:1.42.7`,
    ports: [{ name: 'http', containerPort: 8080, protocol: 'TCP' }],
    env: Array.from({ length: 12 }, (_, i) => ({
      name: `SETTING_${i}`,
      value: `value-${i}`,
    })),
    resources: {
      requests: { cpu: '100m', memory: '128Mi' },
      limits: { cpu: '500m', memory: '512Mi' },
    },
    readinessProbe: {
      httpGet: { path: '/health', port: 8080, scheme: 'HTTP' },
      periodSeconds: 10,
      failureThreshold: 3,
    },
    volumeMounts: [
      { name: 'token', mountPath: '/var/run/secrets', readOnly: true },
    ],
  };
}

/** A running pod with a sidecar, about 4 kB of JSON, as API servers send them. */
export function makePod(index: number, nodes: number): KubernetesObject {
  const owner = `${COMPONENT}-${index % 20}`;
  const containers = ['api', 'istio-proxy'];
  return {
    metadata: {
      name: `${owner}-${index}`,
      namespace: NAMESPACES[index % NAMESPACES.length],
      uid: `pod-${index}`,
      resourceVersion: '100',
      creationTimestamp: CREATED,
      labels: {
        'backstage.io/kubernetes-id': COMPONENT,
        'app.kubernetes.io/name': COMPONENT,
        'pod-template-hash': '5d4f8c7b9',
      },
      ownerReferences: [
        {
          apiVersion: 'apps/v1',
          kind: 'ReplicaSet',
          name: owner,
          uid: `rs-${index % 20}`,
          controller: true,
        },
      ],
    } as Meta,
    spec: {
      nodeName: makeNode(index % nodes).metadata.name,
      serviceAccountName: 'default',
      containers: containers.map(makeContainer),
      volumes: [{ name: 'token', projected: { sources: [] } }],
      tolerations: [
        { key: 'node.kubernetes.io/not-ready', operator: 'Exists' },
      ],
    },
    status: {
      phase: 'Running',
      podIP: `10.1.${index >> 8}.${index & 255}`,
      startTime: CREATED,
      conditions: [
        'Initialized',
        'Ready',
        'ContainersReady',
        'PodScheduled',
      ].map(type => ({ type, status: 'True', lastTransitionTime: CREATED })),
      containerStatuses: containers.map(name => ({
        name,
        ready: true,
        started: true,
        restartCount: 0,
        image: `registry.example.com/${name}:1.42.7`,
        imageID: `registry.example.com/${name}@sha256:${'ab'.repeat(32)}`,
        containerID: `containerd://${'cd'.repeat(32)}`,
        state: { running: { startedAt: CREATED } },
      })),
    },
  };
}

export function makePodMetrics(pod: KubernetesObject): KubernetesObject {
  return {
    metadata: pod.metadata,
    timestamp: CREATED,
    window: '15s',
    containers: ['api', 'istio-proxy'].map(name => ({
      name,
      usage: { cpu: '52m', memory: '91Mi' },
    })),
  } as KubernetesObject;
}
