import { podColumns } from './podColumns';
import { isRecord, KubeObject, TableColumn, valueAt } from './types';

/** Age as kubectl prints it: `4d12h`, `35m`, `12s`. */
export function shortAge(since: unknown, now: number): string {
  const start = typeof since === 'string' ? Date.parse(since) : NaN;
  if (Number.isNaN(start)) {
    return '<unknown>';
  }
  const seconds = Math.max(0, Math.floor((now - start) / 1000));
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  const days = Math.floor(hours / 24);
  if (seconds < 120) return `${seconds}s`;
  if (minutes < 10) {
    return seconds % 60 === 0 ? `${minutes}m` : `${minutes}m${seconds % 60}s`;
  }
  if (hours < 3) return `${minutes}m`;
  if (hours < 8)
    return minutes % 60 === 0 ? `${hours}h` : `${hours}h${minutes % 60}m`;
  if (hours < 48) return `${hours}h`;
  if (days < 8) return hours % 24 === 0 ? `${days}d` : `${days}d${hours % 24}h`;
  return `${days}d`;
}

export const NAME: TableColumn = {
  name: 'Name',
  type: 'string',
  format: 'name',
  cell: object => object.metadata.name,
};

export const AGE: TableColumn = {
  name: 'Age',
  type: 'string',
  cell: (object, now) => shortAge(object.metadata.creationTimestamp, now),
};

/** A column that shows the value at a path, or `<none>`. */
export function pathColumn(
  name: string,
  path: string,
  priority = 0,
): TableColumn {
  return {
    name,
    type: 'string',
    priority,
    cell: object => printable(valueAt(object, path)),
  };
}

function printable(value: unknown): string {
  if (value === undefined || value === null || value === '') return '<none>';
  return typeof value === 'object' ? JSON.stringify(value) : `${value}`;
}

function ratio(name: string, ready: string, wanted: string): TableColumn {
  return {
    name,
    type: 'string',
    cell: object =>
      `${valueAt(object, ready) ?? 0}/${valueAt(object, wanted) ?? 0}`,
  };
}

function count(name: string, path: string): TableColumn {
  return {
    name,
    type: 'integer',
    cell: object => Number(valueAt(object, path) ?? 0),
  };
}

function nodeStatus(object: KubeObject): string {
  const conditions = valueAt(object, 'status.conditions');
  const ready = Array.isArray(conditions)
    ? conditions.find(
        condition => isRecord(condition) && condition.type === 'Ready',
      )
    : undefined;
  const word = valueAt(ready, 'status') === 'True' ? 'Ready' : 'NotReady';
  return valueAt(object, 'spec.unschedulable') === true
    ? `${word},SchedulingDisabled`
    : word;
}

function nodeAddress(type: string): TableColumn['cell'] {
  return object => {
    const addresses = valueAt(object, 'status.addresses');
    const found = Array.isArray(addresses)
      ? addresses.find(address => isRecord(address) && address.type === type)
      : undefined;
    return printable(valueAt(found, 'address'));
  };
}

const nodeColumns: TableColumn[] = [
  NAME,
  { name: 'Status', type: 'string', cell: nodeStatus },
  { name: 'Roles', type: 'string', cell: () => '<none>' },
  AGE,
  pathColumn('Version', 'status.nodeInfo.kubeletVersion'),
  {
    name: 'Internal-IP',
    type: 'string',
    priority: 1,
    cell: nodeAddress('InternalIP'),
  },
  {
    name: 'External-IP',
    type: 'string',
    priority: 1,
    cell: nodeAddress('ExternalIP'),
  },
  pathColumn('OS-Image', 'status.nodeInfo.osImage', 1),
  pathColumn('Kernel-Version', 'status.nodeInfo.kernelVersion', 1),
  pathColumn('Container-Runtime', 'status.nodeInfo.containerRuntimeVersion', 1),
];

const eventColumns: TableColumn[] = [
  {
    name: 'Last Seen',
    type: 'string',
    cell: (object, now) => shortAge(object.lastTimestamp, now),
  },
  pathColumn('Type', 'type'),
  pathColumn('Reason', 'reason'),
  {
    name: 'Object',
    type: 'string',
    cell: object =>
      `${`${valueAt(object, 'involvedObject.kind')}`.toLocaleLowerCase(
        'en-US',
      )}/${valueAt(object, 'involvedObject.name')}`,
  },
  pathColumn('Message', 'message'),
];

const COLUMNS: Record<string, TableColumn[]> = {
  nodes: nodeColumns,
  pods: podColumns(NAME, AGE),
  events: eventColumns,
  namespaces: [NAME, pathColumn('Status', 'status.phase'), AGE],
  services: [
    NAME,
    pathColumn('Type', 'spec.type'),
    pathColumn('Cluster-IP', 'spec.clusterIP'),
    AGE,
  ],
  'deployments.apps': [
    NAME,
    ratio('Ready', 'status.readyReplicas', 'spec.replicas'),
    count('Up-to-date', 'status.updatedReplicas'),
    count('Available', 'status.availableReplicas'),
    AGE,
  ],
  'replicasets.apps': [
    NAME,
    count('Desired', 'spec.replicas'),
    count('Current', 'status.replicas'),
    count('Ready', 'status.readyReplicas'),
    AGE,
  ],
  'statefulsets.apps': [
    NAME,
    ratio('Ready', 'status.readyReplicas', 'spec.replicas'),
    AGE,
  ],
  'daemonsets.apps': [
    NAME,
    count('Desired', 'status.desiredNumberScheduled'),
    count('Current', 'status.currentNumberScheduled'),
    count('Ready', 'status.numberReady'),
    AGE,
  ],
  'horizontalpodautoscalers.autoscaling': [
    NAME,
    {
      name: 'Reference',
      type: 'string',
      cell: object =>
        `${valueAt(object, 'spec.scaleTargetRef.kind')}/${valueAt(
          object,
          'spec.scaleTargetRef.name',
        )}`,
    },
    count('MinPods', 'spec.minReplicas'),
    count('MaxPods', 'spec.maxReplicas'),
    count('Replicas', 'status.currentReplicas'),
    AGE,
  ],
  'poddisruptionbudgets.policy': [
    NAME,
    pathColumn('Min Available', 'spec.minAvailable'),
    pathColumn('Max Unavailable', 'spec.maxUnavailable'),
    count('Allowed Disruptions', 'status.disruptionsAllowed'),
    AGE,
  ],
  'leases.coordination.k8s.io': [
    NAME,
    pathColumn('Holder', 'spec.holderIdentity'),
    AGE,
  ],
};

/** Table columns of a resource; undefined where name and creation time do. */
export function columnsOf(groupResource: string): TableColumn[] | undefined {
  return COLUMNS[groupResource];
}
