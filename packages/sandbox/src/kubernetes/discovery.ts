import { ResourceRegistry } from './registry';
import { apiVersionOf, ResourceDefinition } from './types';

/** Kind and group version that a subresource answers with, where it is not that of its resource. */
const SUBRESOURCE_KINDS: Record<
  string,
  { group: string; version: string; kind: string }
> = {
  scale: { group: 'autoscaling', version: 'v1', kind: 'Scale' },
  eviction: { group: 'policy', version: 'v1', kind: 'Eviction' },
};

const SUBRESOURCE_VERBS: Record<string, string[]> = {
  log: ['get'],
  eviction: ['create'],
};

function verbsOf(subresource: string): string[] {
  return SUBRESOURCE_VERBS[subresource] ?? ['get', 'patch', 'update'];
}

/** `/apis`: the groups, without the core group. */
export function groupList(registry: ResourceRegistry) {
  return {
    kind: 'APIGroupList',
    apiVersion: 'v1',
    groups: groupNames(registry).map(name => groupOf(registry, name)),
  };
}

/** `/apis/GROUP`: one group; undefined when it is not served. */
export function groupDetail(registry: ResourceRegistry, name: string) {
  return groupNames(registry).includes(name)
    ? { kind: 'APIGroup', apiVersion: 'v1', ...groupOf(registry, name) }
    : undefined;
}

function groupNames(registry: ResourceRegistry): string[] {
  const names = registry.groupVersions().map(({ group }) => group);
  return [...new Set(names)].filter(name => name !== '');
}

function groupOf(registry: ResourceRegistry, name: string) {
  const versions = registry
    .groupVersions()
    .filter(({ group }) => group === name)
    .map(({ version }) => ({ groupVersion: `${name}/${version}`, version }));
  return { name, versions, preferredVersion: versions[0] };
}

/** `/api/v1` or `/apis/GROUP/VERSION`: the resources of a version; undefined when it is not served. */
export function resourceList(
  registry: ResourceRegistry,
  group: string,
  version: string,
) {
  const definitions = resourcesOf(registry, group, version);
  if (definitions.length === 0) {
    return undefined;
  }
  return {
    kind: 'APIResourceList',
    apiVersion: 'v1',
    groupVersion: apiVersionOf({ group, version }),
    resources: definitions.flatMap(definition => [
      {
        name: definition.plural,
        singularName: definition.singular,
        namespaced: definition.namespaced,
        kind: definition.kind,
        verbs: definition.verbs,
        shortNames: definition.shortNames,
        categories: definition.categories,
      },
      ...definition.subresources.map(subresource => ({
        name: `${definition.plural}/${subresource}`,
        singularName: '',
        namespaced: definition.namespaced,
        ...(SUBRESOURCE_KINDS[subresource] ?? { kind: definition.kind }),
        verbs: verbsOf(subresource),
      })),
    ]),
  };
}

function resourcesOf(
  registry: ResourceRegistry,
  group: string,
  version: string,
): ResourceDefinition[] {
  return registry
    .all()
    .filter(
      definition =>
        definition.group === group && definition.version === version,
    );
}

/** Aggregated discovery (`apidiscovery.k8s.io/v2`) of the core group or of all others. */
export function aggregatedDiscovery(
  registry: ResourceRegistry,
  scope: 'core' | 'groups',
) {
  const names = scope === 'core' ? [''] : groupNames(registry);
  return {
    kind: 'APIGroupDiscoveryList',
    apiVersion: 'apidiscovery.k8s.io/v2',
    metadata: {},
    items: names.map(name => ({
      metadata: name ? { name } : {},
      versions: registry
        .groupVersions()
        .filter(({ group }) => group === name)
        .map(({ version }) => ({
          version,
          freshness: 'Current',
          resources: resourcesOf(registry, name, version).map(aggregatedEntry),
        })),
    })),
  };
}

function aggregatedEntry(definition: ResourceDefinition) {
  const { group, version, kind } = definition;
  return {
    resource: definition.plural,
    responseKind: { group, version, kind },
    scope: definition.namespaced ? 'Namespaced' : 'Cluster',
    singularResource: definition.singular,
    verbs: definition.verbs,
    shortNames: definition.shortNames,
    categories: definition.categories,
    subresources: definition.subresources.map(subresource => ({
      subresource,
      responseKind: SUBRESOURCE_KINDS[subresource] ?? { group, version, kind },
      verbs: verbsOf(subresource),
    })),
  };
}
