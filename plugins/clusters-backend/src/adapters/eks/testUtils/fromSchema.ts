/**
 * The SDK's own model of EKS, as its serialisers use it: `[kind, namespace, name, traits, …]`, where kind 3 is a
 * structure with names and types of its members, 1 a list, 2 a map and 9 an operation.
 */
type Schema = readonly unknown[];
type SchemaRef = number | Schema | (() => Schema);

const STRUCTURE = 3;
const LIST = 1;
const MAP = 2;
const LIST_OF = 64;
const MAP_OF = 128;
const NUMBER = 1;
const BOOLEAN = 2;
const TIMESTAMPS = [4, 5, 6, 7];
const TOO_DEEP = 8;

/** Values that stand in for members of a structure, by `Structure.member`. */
type Given = Readonly<Record<string, unknown>>;

/** An answer on the wire with every member of the structure, at every depth. */
export function everyMember(
  schema: SchemaRef,
  given: Given = {},
  depth = 0,
): unknown {
  if (typeof schema === 'number') {
    return simple(schema, given, depth);
  }
  const of = typeof schema === 'function' ? schema() : schema;
  const [kind, , name, , ...rest] = of;
  switch (kind) {
    case STRUCTURE:
      return depth > TOO_DEEP
        ? {}
        : structure(String(name), rest, given, depth);
    case LIST:
      return [everyMember(rest[0] as SchemaRef, given, depth + 1)];
    case MAP:
      return { key: everyMember(rest[1] as SchemaRef, given, depth + 1) };
    default:
      return 'text';
  }
}

function structure(
  name: string,
  [names, types]: readonly unknown[],
  given: Given,
  depth: number,
): unknown {
  return Object.fromEntries(
    (names as string[]).map((member, index) => {
      const type = (types as unknown[])[index];
      // `[type, traits]` where the member has traits.
      const ref = (Array.isArray(type) ? type[0] : type) as SchemaRef;
      const key = `${name}.${member}`;
      return [
        member,
        key in given ? given[key] : everyMember(ref, given, depth + 1),
      ];
    }),
  );
}

function simple(schema: number, given: Given, depth: number): unknown {
  if (schema >= MAP_OF) {
    return { key: everyMember(schema - MAP_OF, given, depth) };
  }
  if (schema >= LIST_OF) {
    return [everyMember(schema - LIST_OF, given, depth)];
  }
  if (TIMESTAMPS.includes(schema)) {
    return 1_767_225_600;
  }
  if (schema === NUMBER) {
    return 7;
  }
  return schema === BOOLEAN ? true : 'text';
}

/** Method and path pattern of an operation. */
export function httpOf(operation: Schema): { method: string; path: RegExp } {
  const [method, path] = (operation[3] as { http: [string, string, number] })
    .http;
  return {
    method,
    path: new RegExp(`^${path.replace(/\{\w+\}/g, '([^/]+)')}$`),
  };
}

/** Structure of an operation's answer. */
export function outputOf(operation: Schema): SchemaRef {
  return operation[5] as SchemaRef;
}
