import { ResourceRegistry } from './registry';
import { apiVersionOf, ResourceDefinition } from './types';

const pathOf = (groupVersion: string) =>
  groupVersion.includes('/') ? `apis/${groupVersion}` : `api/${groupVersion}`;

/** `/openapi/v3`: where each version's document is. */
export function openApiIndex(registry: ResourceRegistry) {
  const paths = registry.groupVersions().map(groupVersion => {
    const path = pathOf(apiVersionOf(groupVersion));
    return [path, { serverRelativeURL: `/openapi/v3/${path}?hash=sandbox` }];
  });
  return { paths: Object.fromEntries(paths) };
}

/**
 * `/openapi/v3/apis/GROUP/VERSION`: enough for kubectl to know kinds and that writes take `fieldValidation`.
 * Fields are not described: schemas accept anything.
 */
export function openApiV3(registry: ResourceRegistry, path: string) {
  const definitions = registry
    .all()
    .filter(definition => pathOf(apiVersionOf(definition)) === path);
  if (definitions.length === 0) {
    return undefined;
  }
  return {
    openapi: '3.0.0',
    info: { title: 'Kubernetes', version: 'v1.34.1' },
    paths: Object.fromEntries(
      definitions.map(definition => [
        objectPath(definition),
        { patch: writeOperation(definition), put: writeOperation(definition) },
      ]),
    ),
    components: {
      schemas: Object.fromEntries(
        definitions.map(definition => [
          schemaName(definition),
          schemaOf(definition),
        ]),
      ),
    },
  };
}

/** `/openapi/v2`: the same in the older form. */
export function openApiV2(registry: ResourceRegistry) {
  return {
    swagger: '2.0',
    info: { title: 'Kubernetes', version: 'v1.34.1' },
    paths: {},
    definitions: Object.fromEntries(
      registry
        .all()
        .map(definition => [schemaName(definition), schemaOf(definition)]),
    ),
  };
}

function objectPath(definition: ResourceDefinition): string {
  const scope = definition.namespaced ? 'namespaces/{namespace}/' : '';
  return `/${pathOf(apiVersionOf(definition))}/${scope}${
    definition.plural
  }/{name}`;
}

function writeOperation(definition: ResourceDefinition) {
  return {
    'x-kubernetes-group-version-kind': kindOf(definition),
    parameters: [
      { name: 'dryRun', in: 'query', schema: { type: 'string' } },
      { name: 'fieldValidation', in: 'query', schema: { type: 'string' } },
    ],
    responses: { 200: { description: 'OK' } },
  };
}

function schemaOf(definition: ResourceDefinition) {
  return {
    type: 'object',
    properties: {
      apiVersion: { type: 'string' },
      kind: { type: 'string' },
      metadata: { type: 'object' },
    },
    'x-kubernetes-group-version-kind': [kindOf(definition)],
    'x-kubernetes-preserve-unknown-fields': true,
  };
}

function kindOf({ group, version, kind }: ResourceDefinition) {
  return { group, version, kind };
}

function schemaName({ group, version, kind }: ResourceDefinition): string {
  const reversed = (group || 'core').split('.').reverse().join('.');
  return `io.k8s.api.${reversed}.${version}.${kind}`;
}
