import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import * as kubernetes from '@kubernetes/client-node';
import Ajv, { ValidateFunction } from 'ajv';
import { KubeObject } from '../consistency/service';
import { Json, JsonObject, isObject, listOf, objectOf } from '../covering/json';

/** Custom resource definitions of what TextLoom's clusters run; beside the repository in CI only. */
export const DEFINITIONS = resolve(__dirname, '../../../../shared/data/crds');

/** Whether the custom resource definitions are on this machine. */
export const hasDefinitions = existsSync(DEFINITIONS);

/** What a strict reading finds wrong with an object: unknown fields, wrong types, missing ones. */
export type SchemaCheck = (object: KubeObject) => string[];

/**
 * Reads objects as strictly as `kubeconform -strict`: built-in kinds by the
 * fields of the official client, custom ones by their definitions.
 */
export async function createSchemaCheck(
  definitions = DEFINITIONS,
): Promise<SchemaCheck> {
  const ajv = new Ajv({
    strict: false,
    allErrors: true,
    validateFormats: false,
  });
  ajv.addSchema({ $id: 'builtin', $defs: builtinSchemas() });
  const custom = await customSchemas(definitions);
  const compiled = new Map<string, ValidateFunction | undefined>();
  const validatorOf = (key: string): ValidateFunction | undefined => {
    if (!compiled.has(key)) {
      const own = custom.get(key);
      const model = modelOf(key);
      compiled.set(
        key,
        own || model
          ? ajv.compile(own ?? { $ref: `builtin#/$defs/${model}` })
          : undefined,
      );
    }
    return compiled.get(key);
  };
  return object => {
    const key = `${String(object.apiVersion)} ${object.kind}`;
    const validate = validatorOf(key);
    if (!validate) {
      return [`Nobody serves ${key}`];
    }
    return validate(object)
      ? []
      : (validate.errors ?? []).map(
          ({ instancePath, message, params }) =>
            `${instancePath || '/'} ${message} ${JSON.stringify(params)}`,
        );
  };
}

interface Attribute {
  readonly baseName: string;
  readonly type: string;
}

/** Models of the client: classes that list their fields. */
const MODELS = new Map(
  Object.entries(kubernetes).flatMap(([name, model]) => {
    const list = (model as { getAttributeTypeMap?: () => Attribute[] })
      .getAttributeTypeMap;
    return list ? [[name, list] as const] : [];
  }),
);

/** `autoscaling/v2 HorizontalPodAutoscaler` is `V2HorizontalPodAutoscaler`. */
function modelOf(key: string): string | undefined {
  const [apiVersion, kind] = key.split(' ');
  const [group, version] = apiVersion.includes('/')
    ? apiVersion.split('/')
    : ['', apiVersion];
  const isBuiltin =
    /^(?:|apps|batch|autoscaling|policy)$/.test(group) ||
    group.endsWith('.k8s.io');
  const model = version.charAt(0).toUpperCase() + version.slice(1) + kind;
  return isBuiltin && MODELS.has(model) ? model : undefined;
}

function builtinSchemas(): Record<string, JsonObject> {
  return Object.fromEntries(
    [...MODELS].map(([name, attributes]) => [
      name,
      {
        type: 'object',
        additionalProperties: false,
        properties: Object.fromEntries(
          attributes().map(({ baseName, type }) => [baseName, schemaOf(type)]),
        ),
      },
    ]),
  );
}

function schemaOf(type: string): JsonObject {
  const [, items] = /^Array<(.*)>$/.exec(type) ?? [];
  if (items) {
    return { type: 'array', items: schemaOf(items) };
  }
  const [, values] = /^\{ \[key: string\]: (.*); \}$/.exec(type) ?? [];
  if (values) {
    return { type: 'object', additionalProperties: schemaOf(values) };
  }
  if (['string', 'number', 'boolean'].includes(type)) {
    return { type };
  }
  if (type === 'IntOrString') {
    return { type: ['string', 'integer'] };
  }
  return MODELS.has(type) ? { $ref: `builtin#/$defs/${type}` } : {};
}

async function customSchemas(folder: string): Promise<Map<string, JsonObject>> {
  const schemas = new Map<string, JsonObject>();
  for (const file of existsSync(folder) ? await readdir(folder) : []) {
    const definition = JSON.parse(await readFile(join(folder, file), 'utf8'));
    const { group, names, versions } = objectOf(definition.spec);
    for (const version of listOf(versions).map(objectOf)) {
      const schema = objectOf(objectOf(version.schema).openAPIV3Schema);
      schemas.set(
        `${String(group)}/${String(version.name)} ${String(
          objectOf(names).kind,
        )}`,
        strict({
          ...schema,
          properties: {
            ...objectOf(schema.properties),
            apiVersion: { type: 'string' },
            kind: { type: 'string' },
            metadata: { $ref: 'builtin#/$defs/V1ObjectMeta' },
          },
        }),
      );
    }
  }
  return schemas;
}

/** The schema with unknown fields refused wherever the definition does not ask to keep them. */
function strict(schema: JsonObject): JsonObject {
  if (schema['x-kubernetes-int-or-string'] === true) {
    return { type: ['string', 'integer'] };
  }
  const result: Record<string, Json> = { ...schema };
  if (typeof schema.pattern === 'string' && schema.pattern.includes('(?i)')) {
    // Go has it, JavaScript has not.
    delete result.pattern;
  }
  for (const key of ['items', 'additionalProperties'] as const) {
    const inner = schema[key];
    if (isObject(inner)) {
      result[key] = strict(inner);
    }
  }
  if (isObject(schema.properties)) {
    result.properties = Object.fromEntries(
      Object.entries(schema.properties).map(([name, property]) => [
        name,
        isObject(property) && !('$ref' in property)
          ? strict(property)
          : property,
      ]),
    );
    if (
      schema['x-kubernetes-preserve-unknown-fields'] !== true &&
      !('additionalProperties' in schema)
    ) {
      result.additionalProperties = false;
    }
  }
  if (schema.nullable === true && typeof schema.type === 'string') {
    result.type = [schema.type, 'null'];
  }
  return result;
}
