import { isRecord, KubeObject, TableColumn, valueAt } from './types';

const records = (value: unknown) =>
  Array.isArray(value) ? value.filter(isRecord) : [];

function ready(object: KubeObject): string {
  const statuses = records(valueAt(object, 'status.containerStatuses'));
  const total = records(valueAt(object, 'spec.containers')).length;
  return `${
    statuses.filter(container => container.ready === true).length
  }/${total}`;
}

function status(object: KubeObject): string {
  if (object.metadata.deletionTimestamp) {
    return 'Terminating';
  }
  const waiting = records(valueAt(object, 'status.containerStatuses'))
    .map(container => valueAt(container, 'state.waiting.reason'))
    .find(reason => typeof reason === 'string');
  return `${
    waiting ??
    valueAt(object, 'status.reason') ??
    valueAt(object, 'status.phase') ??
    'Unknown'
  }`;
}

function restarts(object: KubeObject): string {
  const counts = records(valueAt(object, 'status.containerStatuses')).map(
    container => Number(container.restartCount ?? 0),
  );
  return `${counts.reduce((sum, n) => sum + n, 0)}`;
}

function text(path: string): TableColumn['cell'] {
  return object => `${valueAt(object, path) ?? '<none>'}`;
}

/** Columns that `kubectl get pods` shows. */
export function podColumns(name: TableColumn, age: TableColumn): TableColumn[] {
  return [
    name,
    { name: 'Ready', type: 'string', cell: ready },
    { name: 'Status', type: 'string', cell: status },
    { name: 'Restarts', type: 'string', cell: restarts },
    age,
    { name: 'IP', type: 'string', priority: 1, cell: text('status.podIP') },
    { name: 'Node', type: 'string', priority: 1, cell: text('spec.nodeName') },
  ];
}
