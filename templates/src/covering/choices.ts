import Ajv, { ErrorObject } from 'ajv';
import { Json, JsonObject, listOf, objectOf } from './json';
import { Parameter } from './parameters';

/** A question that is answered by not answering it. */
export const LEFT_OUT = Symbol('left out');

/** An answer to a question of a form. */
export type Choice = Json | typeof LEFT_OUT;

/** Stands for the service's name in an answer that repeats it. */
export const SERVICE_NAME = '{name}';

// The words of the form (`ui:field` …) are no part of JSON schema.
const ajv = new Ajv({ strict: false, allErrors: true });

/** The faults of a value under a parameter's own schema; none when it is fine. */
export function faultsOf(schema: JsonObject, value: Json): string[] {
  const validate = ajv.compile(schema);
  return validate(value)
    ? []
    : (validate.errors ?? []).map(
        ({ instancePath, message }: ErrorObject) =>
          `${instancePath || 'the value'} ${message}`,
      );
}

function repositoryOf(options: JsonObject): string {
  const host = String(listOf(options.allowedHosts)[0] ?? 'forge.example.com');
  return `${host}?owner=textloom&repo=${SERVICE_NAME}`;
}

/** Answers of the fields that bring their own form, as the field writes them. */
const FIELD_SAMPLES: Readonly<Record<string, (options: JsonObject) => string>> =
  {
    OwnerPicker: () => 'group:default/video-platform',
    EntityPicker: options => `${kindOf(options)}:default/textloom`,
    OwnedEntityPicker: options => `${kindOf(options)}:default/textloom`,
    RepoUrlPicker: repositoryOf,
    GoldenPathRepository: repositoryOf,
  };

function kindOf(options: JsonObject): string {
  const filters = [options.catalogFilter].flat().map(objectOf);
  return String([filters[0]?.kind].flat()[0] ?? 'component').toLowerCase();
}

/**
 * The answers worth trying: every value of an enumeration, both of a boolean,
 * the edges of a number or of a text's length, and for free text one with
 * quotes, colons and Chinese where the schema lets it pass.
 *
 * @throws when no answer can be found; the schema then needs `examples`
 */
export function choicesOf(parameter: Parameter): Choice[] {
  const { name, schema, required } = parameter;
  const choices: Choice[] = valuesOf(schema).filter(
    value => faultsOf(schema, named(value, 'example')).length === 0,
  );
  if (!required && schema.default === undefined) {
    choices.push(LEFT_OUT);
  }
  if (choices.length === 0) {
    throw new Error(
      `No answer to ${name} could be found that its schema allows: give it 'examples'`,
    );
  }
  return [...new Set(choices)];
}

/** The answer with the service's name filled in. */
export function named(value: Json, service: string): Json {
  return typeof value === 'string'
    ? value.replace(SERVICE_NAME, service)
    : value;
}

function valuesOf(schema: JsonObject): Json[] {
  if (Array.isArray(schema.enum)) {
    return [...schema.enum];
  }
  const given = [
    ...(schema.default === undefined ? [] : [schema.default]),
    ...listOf(schema.examples),
  ];
  const field = FIELD_SAMPLES[String(schema['ui:field'])];
  if (field) {
    return given.length ? given : [field(objectOf(schema['ui:options']))];
  }
  if ('ui:field' in schema) {
    // A form of its own, which only its author knows how to answer.
    return given;
  }
  switch (schema.type) {
    case 'boolean':
      return [true, false];
    case 'integer':
    case 'number':
      return [...given, schema.minimum, schema.maximum].filter(
        (value): value is number => typeof value === 'number',
      );
    case 'string':
      return [...given, ...textsOf(schema)];
    default:
      return given;
  }
}

/** Texts of a length, from the plainest alphabet to the richest. */
const SHAPES: readonly ((length: number) => string)[] = [
  length => 'a'.repeat(length),
  length => `x${'-9'.repeat(length)}`.slice(0, length),
  length => `${'a'.repeat(Math.max(length - 3, 0))}.io`.slice(-length),
  length => 'Encodes videos. '.repeat(length).slice(0, length).trimEnd(),
];

const LONGEST = 256;

/** What an author might well write and a careless template would trip over. */
const AWKWARD = [
  `It's "video": #1 & <b> 100% of {it}, \\o/ 视频渲染`,
  `It's "video" #1: 视频`,
  'Video rendering & delivery',
];

function textsOf(schema: JsonObject): string[] {
  const allowed = SHAPES.flatMap(shape =>
    Array.from({ length: LONGEST }, (_, index) => shape(index + 1)),
  )
    .filter(text => faultsOf(schema, text).length === 0)
    .sort((a, b) => a.length - b.length);
  const edges = allowed.length ? [allowed[0], allowed[allowed.length - 1]] : [];
  const awkward = AWKWARD.find(text => faultsOf(schema, text).length === 0);
  return awkward ? [...edges, awkward] : edges;
}
