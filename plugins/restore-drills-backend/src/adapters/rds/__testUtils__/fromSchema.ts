/**
 * The SDK's own model of RDS, as its serialisers use it: `[kind, namespace, name, traits, …]`, where kind 3 is a
 * structure with names and types of its members, -3 an error, 1 a list and 9 an operation. A member's type may come
 * with traits, as `[type, traits]`.
 */
type Schema = readonly unknown[];
type SchemaRef = number | Schema | (() => Schema);

const STRUCTURE = 3;
const LIST = 1;
const SIMPLE = 0;
const LIST_OF = 64;
const NUMBER = 1;
const BOOLEAN = 2;
const TIMESTAMPS = [4, 5, 6, 7];
const DECIMAL = /^-?\d+$/;
const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;

/** Names of RDS's operations, with the model of what is asked and answered. */
export function operationOf(operation: Schema): {
  input: SchemaRef;
  output: SchemaRef;
} {
  const [, , , , input, output] = operation;
  return { input: input as SchemaRef, output: output as SchemaRef };
}

/** Code on the wire and status of an error. */
export function errorOf(schema: Schema): { code: string; status: number } {
  const { awsQueryError } = schema[3] as { awsQueryError: [string, number] };
  const [code, status] = awsQueryError;
  return { code, status };
}

/**
 * What was asked, from the fields of a form.
 *
 * @throws Error when a field is not in the model, or has a value that its type cannot have.
 */
export function decoded(
  schema: SchemaRef,
  form: URLSearchParams,
): Record<string, unknown> {
  const tree: Tree = {};
  for (const [key, value] of form) {
    if (key !== 'Action' && key !== 'Version') {
      put(tree, key.split('.'), value);
    }
  }
  return read(schema, tree, 'request') as Record<string, unknown>;
}

interface Tree {
  [key: string]: Tree | string;
}

function put(tree: Tree, [first, ...rest]: string[], value: string): void {
  if (rest.length === 0) {
    tree[first] = value;
    return;
  }
  const inner = tree[first] ?? {};
  if (typeof inner === 'string') {
    throw new Error(`${first} has both a value and fields`);
  }
  tree[first] = inner;
  put(inner, rest, value);
}

function read(ref: SchemaRef, tree: Tree | string, at: string): unknown {
  const { schema, simple } = resolved(ref);
  if (schema === undefined) {
    if (simple >= LIST_OF) {
      return readList({ of: simple - LIST_OF, name: 'member' }, tree, at);
    }
    return readSimple(simple, tree, at);
  }
  if (schema[0] === LIST) {
    return readList(listOf(schema), tree, at);
  }
  if (schema[0] !== STRUCTURE) {
    return readSimple(Number(schema[0]), tree, at);
  }
  if (typeof tree === 'string') {
    throw new Error(`${at} has no fields`);
  }
  const members = membersOf(schema);
  return Object.fromEntries(
    Object.entries(tree).map(([name, inner]) => {
      const member = members.get(name);
      if (member === undefined) {
        throw new Error(`The model has no ${at}.${name}`);
      }
      return [name, read(member, inner, `${at}.${name}`)];
    }),
  );
}

function readList(
  { of, name }: { of: SchemaRef; name: string },
  tree: Tree | string,
  at: string,
): unknown[] {
  if (tree === '') {
    return [];
  }
  const items = typeof tree === 'string' ? undefined : tree[name];
  if (
    typeof tree === 'string' ||
    typeof items !== 'object' ||
    Object.keys(tree).length !== 1
  ) {
    throw new Error(`${at} is no list of ${name}`);
  }
  return Object.keys(items)
    .sort((a, b) => Number(a) - Number(b))
    .map((key, index) => {
      if (Number(key) !== index + 1) {
        throw new Error(`${at} lacks ${name}.${index + 1}`);
      }
      return read(of, items[key], `${at}.${key}`);
    });
}

function readSimple(simple: number, value: Tree | string, at: string): unknown {
  if (typeof value !== 'string') {
    throw new Error(`${at} is no simple value`);
  }
  if (simple === NUMBER) {
    check(DECIMAL.test(value), at, 'number');
    return Number(value);
  }
  if (simple === BOOLEAN) {
    check(value === 'true' || value === 'false', at, 'boolean');
    return value === 'true';
  }
  if (TIMESTAMPS.includes(simple)) {
    check(ISO.test(value), at, 'timestamp');
    return new Date(value);
  }
  return value;
}

/**
 * An answer as XML.
 *
 * @throws Error when it has a member that is not in the model, or one of another type.
 */
export function encoded(ref: SchemaRef, value: unknown, at: string): string {
  const { schema, simple } = resolved(ref);
  if (schema === undefined) {
    return simple >= LIST_OF
      ? writeList({ of: simple - LIST_OF, name: 'member' }, value, at)
      : writeSimple(simple, value, at);
  }
  if (schema[0] === LIST) {
    return writeList(listOf(schema), value, at);
  }
  if (schema[0] !== STRUCTURE) {
    return writeSimple(Number(schema[0]), value, at);
  }
  const members = membersOf(schema);
  return Object.entries(value as object)
    .filter(([, inner]) => inner !== undefined)
    .map(([name, inner]) => {
      const member = members.get(name);
      if (member === undefined) {
        throw new Error(`The model has no ${at}.${name}`);
      }
      return `<${name}>${encoded(member, inner, `${at}.${name}`)}</${name}>`;
    })
    .join('');
}

function writeList(
  { of, name }: { of: SchemaRef; name: string },
  value: unknown,
  at: string,
): string {
  check(Array.isArray(value), at, 'list');
  return (value as unknown[])
    .map(item => `<${name}>${encoded(of, item, at)}</${name}>`)
    .join('');
}

function writeSimple(simple: number, value: unknown, at: string): string {
  if (TIMESTAMPS.includes(simple)) {
    check(value instanceof Date, at, 'timestamp');
    return (value as Date).toISOString();
  }
  const kinds: Record<number, string> = {
    [NUMBER]: 'number',
    [BOOLEAN]: 'boolean',
    [SIMPLE]: 'string',
  };
  const kind = kinds[simple] ?? 'string';
  check(typeof value === kind, at, kind);
  return escaped(String(value));
}

/** Text of an XML element. */
export function escaped(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;');
}

function check(fits: boolean, at: string, kind: string): void {
  if (!fits) {
    throw new Error(`${at} is no ${kind}`);
  }
}

function resolved(ref: SchemaRef): { schema?: Schema; simple: number } {
  const of = typeof ref === 'function' ? ref() : ref;
  if (typeof of === 'number') {
    return { simple: of };
  }
  // A type with traits has no namespace in the second place.
  return typeof of[1] === 'string'
    ? { schema: of, simple: 0 }
    : resolved(of[0] as SchemaRef);
}

function membersOf([, , , , names, types]: Schema): Map<string, SchemaRef> {
  return new Map(
    (names as string[]).map((name, index) => [
      name,
      (types as SchemaRef[])[index],
    ]),
  );
}

function listOf([, , , , of]: Schema): { of: SchemaRef; name: string } {
  const traits = Array.isArray(of) && typeof of[1] === 'object' ? of[1] : {};
  const { xmlName = 'member' } = traits as { xmlName?: string };
  return { of: of as SchemaRef, name: xmlName };
}
