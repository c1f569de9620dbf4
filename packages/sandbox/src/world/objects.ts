import { ObjectStore } from '../kubernetes/store';
import { KubeObject } from '../kubernetes/types';

/** CPU and memory of a container as quantities. */
export interface ResourceList {
  cpu?: string;
  memory?: string;
}

export interface Container {
  name: string;
  image: string;
  args?: string[];
  ports?: { name?: string; containerPort: number }[];
  resources?: { requests?: ResourceList; limits?: ResourceList };
  restartPolicy?: string;
}

export interface Toleration {
  key?: string;
  operator?: string;
  value?: string;
  effect?: string;
  tolerationSeconds?: number;
}

export interface Taint {
  key: string;
  value?: string;
  effect: string;
  timeAdded?: string;
}

export interface Condition {
  type: string;
  status: string;
  reason?: string;
  message?: string;
  lastTransitionTime?: string;
  lastHeartbeatTime?: string;
  lastProbeTime?: string;
}

export interface PodSpec {
  containers: Container[];
  initContainers?: Container[];
  nodeName?: string;
  nodeSelector?: Record<string, string>;
  tolerations?: Toleration[];
  serviceAccountName?: string;
  priorityClassName?: string;
  overhead?: ResourceList;
  terminationGracePeriodSeconds?: number;
}

export interface Pod extends KubeObject {
  spec: PodSpec;
  status: {
    phase: string;
    startTime?: string;
    conditions?: Condition[];
    containerStatuses?: Record<string, unknown>[];
    podIP?: string;
    hostIP?: string;
    qosClass?: string;
  };
}

export interface Node extends KubeObject {
  spec?: { unschedulable?: boolean; taints?: Taint[]; providerID?: string };
  status?: {
    conditions?: Condition[];
    capacity?: Record<string, string>;
    allocatable?: Record<string, string>;
    addresses?: { type: string; address: string }[];
    nodeInfo?: Record<string, string>;
  };
}

export interface PodTemplate {
  metadata: {
    labels: Record<string, string>;
    annotations?: Record<string, string>;
  };
  spec: PodSpec;
}

/** Deployment, ReplicaSet, StatefulSet or DaemonSet. */
export interface Workload extends KubeObject {
  spec: {
    replicas?: number;
    /** Of a Deployment: a new template is taken, and not rolled to. */
    paused?: boolean;
    /** Of a Deployment; 600 unless set. */
    progressDeadlineSeconds?: number;
    selector: { matchLabels: Record<string, string> };
    template: PodTemplate;
  };
  status?: Record<string, unknown> & { conditions?: Condition[] };
}

export interface Lease extends KubeObject {
  spec: {
    holderIdentity: string;
    leaseDurationSeconds: number;
    renewTime: string;
  };
}

export interface Autoscaler extends KubeObject {
  spec: {
    minReplicas?: number;
    maxReplicas: number;
    scaleTargetRef: { apiVersion: string; kind: string; name: string };
    metrics?: {
      type: string;
      resource?: {
        name: string;
        target: { type: string; averageUtilization?: number };
      };
    }[];
  };
  status?: Record<string, unknown>;
}

export interface DisruptionBudget extends KubeObject {
  spec: {
    minAvailable?: number | string;
    maxUnavailable?: number | string;
    selector: { matchLabels: Record<string, string> };
  };
  status?: Record<string, unknown>;
}

export interface EventObject extends KubeObject {
  involvedObject: {
    kind: string;
    namespace?: string;
    name: string;
    uid?: string;
  };
  type: string;
  reason: string;
  message: string;
  count: number;
  firstTimestamp: string;
  lastTimestamp: string;
}

/** Name of a stored resource together with the type of its objects. */
export interface ResourceOf<T extends KubeObject> {
  readonly resource: string;
  /** Never set: carries the type. */
  readonly type?: T;
}

const of = <T extends KubeObject>(resource: string): ResourceOf<T> => ({
  resource,
});

export const PODS = of<Pod>('pods');
export const NODES = of<Node>('nodes');
export const NAMESPACES = of<KubeObject>('namespaces');
export const EVENTS = of<EventObject>('events');
export const DEPLOYMENTS = of<Workload>('deployments.apps');
export const REPLICA_SETS = of<Workload>('replicasets.apps');
export const STATEFUL_SETS = of<Workload>('statefulsets.apps');
export const DAEMON_SETS = of<Workload>('daemonsets.apps');
export const LEASES = of<Lease>('leases.coordination.k8s.io');
export const AUTOSCALERS = of<Autoscaler>(
  'horizontalpodautoscalers.autoscaling',
);
export const CONFIG_MAPS = of<KubeObject>('configmaps');
export const BUDGETS = of<DisruptionBudget>('poddisruptionbudgets.policy');

/** Lists objects with their type. */
export function listOf<T extends KubeObject>(
  store: ObjectStore,
  { resource }: ResourceOf<T>,
  namespace?: string,
): T[] {
  return store.list(resource, namespace) as T[];
}

/** Gets an object with its type. */
export function getOf<T extends KubeObject>(
  store: ObjectStore,
  { resource }: ResourceOf<T>,
  namespace: string | undefined,
  name: string,
): T | undefined {
  return store.get(resource, namespace, name) as T | undefined;
}

/** Stores an object if it differs from what is stored. */
export function updateIfChanged<T extends KubeObject>(
  store: ObjectStore,
  { resource }: ResourceOf<T>,
  previous: T,
  next: T,
): void {
  // Parts that were handed on as they are need no comparison.
  const changed = Object.keys(next).some(
    key =>
      next[key] !== previous[key] &&
      JSON.stringify(next[key]) !== JSON.stringify(previous[key]),
  );
  if (changed) {
    store.update(resource, next);
  }
}

/** Whether labels carry all labels of a selector. */
export function selectedBy(
  selector: Record<string, string>,
  labels: Record<string, string> | undefined,
): boolean {
  return Object.entries(selector).every(
    ([key, value]) => labels?.[key] === value,
  );
}

/** The owner that controls an object. */
export function controllerOf(object: KubeObject) {
  return object.metadata.ownerReferences?.find(owner => owner.controller);
}

/** Whether a condition of this type is True. */
export function isTrue(
  conditions: Condition[] | undefined,
  type: string,
): boolean {
  return (
    conditions?.some(
      condition => condition.type === type && condition.status === 'True',
    ) ?? false
  );
}

/** Whether a pod still counts: not ended and not being deleted. */
export function isActive(pod: Pod): boolean {
  return (
    pod.metadata.deletionTimestamp === undefined &&
    pod.status.phase !== 'Succeeded' &&
    pod.status.phase !== 'Failed'
  );
}
