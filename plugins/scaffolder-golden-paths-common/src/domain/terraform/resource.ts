/** Where a resource is written. */
export interface Place {
  /** Path in the repository. */
  file: string;
  /** Line of the block, from 1. */
  line?: number;
  /** Lines of its attributes and blocks, by name. */
  lines?: Readonly<Record<string, number>>;
}

/** An object of unknown form. */
export type Values = Readonly<Record<string, unknown>>;

/** A resource of Terraform as rules and prices see it, from a plan or as it is written. */
export interface Resource {
  /** What others refer to it by: the address without keys of instances, or folder and name where it is written. */
  id: string;
  /** `aws_db_instance`; data sources have `data.` before it, and providers `provider.`. */
  type: string;
  /** From the top of its root: `module.data.aws_db_instance.replica[0]`. */
  address: string;
  /** Attributes as far as they are known; blocks are lists of objects. */
  values: Values;
  /** The same form, with `true` where something is set whose value is not known yet. */
  unknown: Values;
  /** Ids of the resources that its attributes refer to, by name of the attribute. */
  references: Readonly<Record<string, readonly string[]>>;
  /** Absent where it is not known: such a resource may also stand in production. */
  environment?: string;
  place?: Place;
}

/** What is at a path: not set, set but not known yet, or known. */
export type Setting =
  | { state: 'absent' }
  | { state: 'unknown' }
  | { state: 'known'; value: unknown };

type Path = readonly (string | number)[];

/** Reads an attribute. Null is the same as not set, as for Terraform. */
export function read(
  { values, unknown }: Pick<Resource, 'values' | 'unknown'>,
  ...path: Path
): Setting {
  let value: unknown = values;
  let mark: unknown = unknown;
  for (const key of path) {
    value = step(value, key);
    mark = step(mark, key);
    if (mark === true) {
      return { state: 'unknown' };
    }
  }
  return value === undefined || value === null
    ? { state: 'absent' }
    : { state: 'known', value };
}

function step(value: unknown, key: string | number): unknown {
  return typeof value === 'object' &&
    value !== null &&
    Object.hasOwn(value, key)
    ? (value as Record<string | number, unknown>)[key]
    : undefined;
}

/** Whether something within what is at a path is not known yet. */
export function isPartlyUnknown(
  { unknown }: Pick<Resource, 'values' | 'unknown'>,
  ...path: Path
): boolean {
  const within = (mark: unknown): boolean =>
    typeof mark === 'object' && mark !== null
      ? Object.values(mark).some(within)
      : mark === true;
  let mark: unknown = unknown;
  for (const key of path) {
    if (mark === true) {
      return true;
    }
    mark = step(mark, key);
  }
  return within(mark);
}

/** A known value; `undefined` where it is absent or not known. */
export function valueAt(
  resource: Pick<Resource, 'values' | 'unknown'>,
  ...path: Path
): unknown {
  const found = read(resource, ...path);
  return found.state === 'known' ? found.value : undefined;
}

/** A known text, or none. */
export function textOf(
  resource: Pick<Resource, 'values' | 'unknown'>,
  ...path: Path
): string | undefined {
  const value = valueAt(resource, ...path);
  return typeof value === 'string' ? value : undefined;
}

/** A known number, or none. */
export function numberOf(
  resource: Pick<Resource, 'values' | 'unknown'>,
  ...path: Path
): number | undefined {
  const value = valueAt(resource, ...path);
  return typeof value === 'number' ? value : undefined;
}

/** Blocks of a name, each readable like a resource; those of which nothing is known are left out. */
export function blocksOf(
  { values, unknown }: Pick<Resource, 'values' | 'unknown'>,
  name: string,
): Pick<Resource, 'values' | 'unknown'>[] {
  const list = values[name];
  const marks = unknown[name];
  return (Array.isArray(list) ? list : []).flatMap((block, index) =>
    typeof block === 'object' && block !== null
      ? [
          {
            values: block as Values,
            unknown: Array.isArray(marks) ? asValues(marks[index]) : {},
          },
        ]
      : [],
  );
}

function asValues(value: unknown): Values {
  return typeof value === 'object' && value !== null ? (value as Values) : {};
}

/** Resources of a type. */
export const ofType = (
  resources: readonly Resource[],
  ...types: readonly string[]
): Resource[] => resources.filter(({ type }) => types.includes(type));

/** Name and key of an address: `aws_eks_node_group.this["compute"]` is `this` and `compute`. */
export function nameAndKey(address: string): { name: string; key?: string } {
  const [, name = address, key] =
    /\.([\w-]+)(?:\[(?:"(.*)"|\d+)\])?$/.exec(address) ?? [];
  const number = /\[(\d+)\]$/.exec(address)?.[1];
  const found = key ?? number;
  return { name, ...(found !== undefined && { key: found }) };
}

/**
 * Whether an attribute of one resource leads to another: it refers to it, or both know the same value.
 * @param attribute of the one that refers.
 * @param same attribute of the other that has the same value.
 */
export function leadsTo(
  from: Resource,
  attribute: string,
  to: Resource,
  same: string,
): boolean {
  if ((from.references[attribute] ?? []).includes(to.id)) {
    const own = nameAndKey(from.address).key;
    const { key } = nameAndKey(to.address);
    // With keys on both sides each one leads to its own.
    return key === undefined || own === undefined || own === key;
  }
  const value = valueAt(from, attribute);
  return value !== undefined && value === valueAt(to, same);
}

/** Whether an attribute leads somewhere that cannot be seen, such as through a variable: then it may lead anywhere. */
export const leadsAnywhere = (from: Resource, attribute: string): boolean =>
  read(from, attribute).state === 'unknown' &&
  (from.references[attribute] ?? []).length === 0;
