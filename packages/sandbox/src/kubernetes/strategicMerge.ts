import { isRecord } from './types';

/**
 * Keys by which Kubernetes merges lists of objects, by field name: the `patchMergeKey` tags of its API types.
 * A list that is not named here is replaced as a whole. `ports` differs between containers and services.
 */
const MERGE_KEYS: Record<string, string[]> = {
  addresses: ['type'],
  conditions: ['type'],
  containers: ['name'],
  env: ['name'],
  ephemeralContainers: ['name'],
  hostAliases: ['ip'],
  imagePullSecrets: ['name'],
  initContainers: ['name'],
  ownerReferences: ['uid'],
  ports: ['containerPort', 'port'],
  secrets: ['name'],
  topologySpreadConstraints: ['topologyKey'],
  volumeDevices: ['devicePath'],
  volumeMounts: ['mountPath'],
  volumes: ['name'],
};

const PRIMITIVE_MERGE = new Set(['finalizers']);

type Json = Record<string, unknown>;

/** JSON merge patch, RFC 7386. */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isRecord(patch)) {
    return patch;
  }
  const result: Json = isRecord(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) {
      delete result[key];
    } else {
      result[key] = mergePatch(result[key], value);
    }
  }
  return result;
}

/**
 * Strategic merge patch: as a merge patch, but known lists are merged by key, with `$patch`,
 * `$deleteFromPrimitiveList` and `$retainKeys`. `$setElementOrder` is read as a hint and ignored.
 */
export function strategicMergePatch(target: unknown, patch: unknown): unknown {
  if (!isRecord(patch)) {
    return patch;
  }
  if (patch.$patch === 'replace') {
    return withoutDirectives(patch);
  }
  if (patch.$patch === 'delete') {
    return {};
  }
  let result: Json = isRecord(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (key.startsWith('$deleteFromPrimitiveList/')) {
      removePrimitives(result, key.slice(key.indexOf('/') + 1), value);
    } else if (key.startsWith('$')) {
      continue;
    } else if (value === null) {
      delete result[key];
    } else if (Array.isArray(value)) {
      result[key] = mergeList(key, result[key], value);
    } else {
      result[key] = strategicMergePatch(result[key], value);
    }
  }
  if (Array.isArray(patch.$retainKeys)) {
    const retained = new Set(patch.$retainKeys);
    result = Object.fromEntries(
      Object.entries(result).filter(([key]) => retained.has(key)),
    );
  }
  return result;
}

function withoutDirectives(patch: Json): Json {
  return Object.fromEntries(
    Object.entries(patch).filter(([key]) => !key.startsWith('$')),
  );
}

function removePrimitives(result: Json, field: string, values: unknown) {
  const current = result[field];
  if (Array.isArray(current) && Array.isArray(values)) {
    result[field] = current.filter(item => !values.includes(item));
  }
}

function mergeList(field: string, current: unknown, patch: unknown[]) {
  const existing = Array.isArray(current) ? current : [];
  if (PRIMITIVE_MERGE.has(field)) {
    return [...new Set([...existing, ...patch])];
  }
  const items = patch.filter(isRecord);
  const mergeKey = MERGE_KEYS[field]?.find(key =>
    items.some(item => key in item),
  );
  if (!mergeKey || items.some(item => item.$patch === 'replace')) {
    return patch.filter(item => !isRecord(item) || !('$patch' in item));
  }
  let merged: unknown[] = [...existing];
  for (const item of items) {
    const isSame = (other: unknown) =>
      isRecord(other) && other[mergeKey] === item[mergeKey];
    const index = merged.findIndex(isSame);
    if (item.$patch === 'delete') {
      merged = merged.filter(other => !isSame(other));
    } else if (index >= 0) {
      merged[index] = strategicMergePatch(merged[index], item);
    } else {
      merged.push(strategicMergePatch({}, item));
    }
  }
  return merged;
}
