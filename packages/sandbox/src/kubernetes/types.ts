/** Identity of an owner, as Kubernetes' garbage collector follows it. */
export interface OwnerReference {
  apiVersion: string;
  kind: string;
  name: string;
  uid: string;
  controller?: boolean;
  blockOwnerDeletion?: boolean;
}

/** Object metadata; times are RFC 3339 in UTC. */
export interface ObjectMeta {
  name: string;
  generateName?: string;
  namespace?: string;
  uid?: string;
  resourceVersion?: string;
  generation?: number;
  creationTimestamp?: string;
  deletionTimestamp?: string;
  deletionGracePeriodSeconds?: number;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  ownerReferences?: OwnerReference[];
  finalizers?: string[];
}

/**
 * Any Kubernetes object. Stored objects are never changed in place: a change is a new object, so that lists,
 * watches and history can share them.
 */
export interface KubeObject {
  apiVersion: string;
  kind: string;
  metadata: ObjectMeta;
  [field: string]: unknown;
}

/** A list as the API answers it. */
export interface KubeList {
  apiVersion: string;
  kind: string;
  metadata: {
    resourceVersion: string;
    continue?: string;
    remainingItemCount?: number;
  };
  items: KubeObject[];
}

/** One column of a `Table` answer. */
export interface TableColumn {
  name: string;
  type: 'string' | 'integer' | 'date';
  /** 0 is always shown, 1 only with `-o wide`. */
  priority?: number;
  format?: string;
  cell(object: KubeObject, now: number): string | number;
}

/** A resource in one served version. */
export interface ResourceDefinition {
  group: string;
  version: string;
  plural: string;
  singular: string;
  kind: string;
  namespaced: boolean;
  shortNames?: string[];
  categories?: string[];
  verbs: string[];
  /** `status`, `scale`, `log`, `eviction`. */
  subresources: string[];
  /** Field selectors beyond `metadata.name` and `metadata.namespace`: selector to path. */
  fields?: Record<string, string>;
  columns?: TableColumn[];
  /** Comes from a CustomResourceDefinition: no strategic merge patch. */
  custom?: boolean;
  /** Changes between the stored form and this version, where they differ. */
  convert?: {
    fromStored(object: KubeObject): KubeObject;
    toStored(object: KubeObject): KubeObject;
  };
}

/** `plural.group`, or `plural` in the core group: what stores and error messages call a resource. */
export function groupResource(definition: {
  plural: string;
  group: string;
}): string {
  return definition.group
    ? `${definition.plural}.${definition.group}`
    : definition.plural;
}

/** `group/version`, or `version` in the core group. */
export function apiVersionOf(definition: {
  group: string;
  version: string;
}): string {
  return definition.group
    ? `${definition.group}/${definition.version}`
    : definition.version;
}

/** Value at a dotted path, undefined where the path ends early. Keys with dots cannot be reached. */
export function valueAt(object: unknown, path: string): unknown {
  let value = object;
  for (const key of path.split('.')) {
    if (!isRecord(value)) {
      return undefined;
    }
    value = value[key];
  }
  return value;
}

/** Whether a value is a JSON object. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
