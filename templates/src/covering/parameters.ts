import { Json, JsonObject, isObject, listOf, objectOf } from './json';

/** One question of a template's form. */
export interface Parameter {
  readonly name: string;
  readonly schema: JsonObject;
  readonly required: boolean;
  /** Asked only while another parameter has one of these values. */
  readonly when?: {
    readonly parameter: string;
    readonly values: readonly Json[];
  };
}

/** Ways of JSON schema to tie questions together that are not understood here: refused rather than overlooked. */
const NOT_UNDERSTOOD = [
  '$ref',
  'anyOf',
  'oneOf',
  'not',
  'patternProperties',
  'dependentSchemas',
];

/**
 * The questions of a template's form in their order, those below `dependencies`,
 * `if` and `then` among them, each with the condition under which it is asked.
 *
 * @param pages - `spec.parameters` of the template: a JSON schema, or one for each page
 * @throws when a page ties questions together in a way that is not understood
 */
export function parametersOf(pages: Json | undefined): Parameter[] {
  const list = Array.isArray(pages) ? pages : [pages ?? {}];
  return list.flatMap(page => parametersOfSchema(objectOf(page)));
}

function parametersOfSchema(
  schema: JsonObject,
  when?: Parameter['when'],
): Parameter[] {
  const stranger = NOT_UNDERSTOOD.find(keyword => keyword in schema);
  if (stranger) {
    throw new Error(
      `Parameters tied together by '${stranger}' are not understood: use dependencies with oneOf, or if and then`,
    );
  }
  const required = new Set(listOf(schema.required));
  const own = Object.entries(objectOf(schema.properties)).map(
    ([name, property]): Parameter => ({
      name,
      schema: objectOf(property),
      required: required.has(name),
      ...(when && { when }),
    }),
  );
  return [
    ...own,
    ...Object.entries(objectOf(schema.dependencies)).flatMap(
      ([name, dependency]) => branchesOf(name, objectOf(dependency)),
    ),
    ...(isObject(schema.if) ? conditional(schema) : []),
    ...listOf(schema.allOf).flatMap(part => parametersOfSchema(objectOf(part))),
  ];
}

/** `dependencies: { a: { oneOf: [{ properties: { a: { enum }, b } }] } }` */
function branchesOf(name: string, dependency: JsonObject): Parameter[] {
  if (!('oneOf' in dependency)) {
    throw new Error(`The dependencies of ${name} are not a oneOf`);
  }
  return listOf(dependency.oneOf).flatMap(item => {
    const branch = objectOf(item);
    const { [name]: condition, ...properties } = objectOf(branch.properties);
    return parametersOfSchema(
      { ...branch, properties },
      { parameter: name, values: valuesOf(name, objectOf(condition)) },
    );
  });
}

/** `if: { properties: { a: { const } } }, then: { properties: { b } }` */
function conditional(schema: JsonObject): Parameter[] {
  const conditions = Object.entries(objectOf(objectOf(schema.if).properties));
  if (conditions.length !== 1 || 'else' in schema) {
    throw new Error('An if must test one parameter and have no else');
  }
  const [[name, condition]] = conditions;
  return parametersOfSchema(objectOf(schema.then), {
    parameter: name,
    values: valuesOf(name, objectOf(condition)),
  });
}

function valuesOf(name: string, condition: JsonObject): readonly Json[] {
  if ('const' in condition) {
    return [condition.const];
  }
  if (Array.isArray(condition.enum)) {
    return condition.enum;
  }
  throw new Error(`A condition on ${name} is neither const nor enum`);
}
