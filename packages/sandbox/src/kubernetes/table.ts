import { AGE, NAME } from './columns';
import { KubeList, KubeObject, ResourceDefinition } from './types';

/** What an object carries besides its cells. */
export type IncludeObject = 'None' | 'Metadata' | 'Object';

/** Only metadata of an object, as `PartialObjectMetadata`. */
export function partialMetadata(object: KubeObject): KubeObject {
  return {
    kind: 'PartialObjectMetadata',
    apiVersion: 'meta.k8s.io/v1',
    metadata: object.metadata,
  };
}

/** Only metadata of a list. */
export function partialMetadataList(list: KubeList): KubeList {
  return {
    kind: 'PartialObjectMetadataList',
    apiVersion: 'meta.k8s.io/v1',
    metadata: list.metadata,
    items: list.items.map(partialMetadata),
  };
}

/** A `Table` with one row per object, as kubectl prints it. */
export function toTable(
  definition: ResourceDefinition,
  objects: KubeObject[],
  metadata: Record<string, unknown>,
  options: { include: IncludeObject; now: number; headers: boolean },
) {
  const columns = definition.columns ?? [NAME, AGE];
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata,
    columnDefinitions: options.headers
      ? columns.map(({ name, type, format, priority }) => ({
          name,
          type,
          format: format ?? '',
          description: '',
          priority: priority ?? 0,
        }))
      : [],
    rows: objects.map(object => ({
      cells: columns.map(column => column.cell(object, options.now)),
      ...(options.include === 'None'
        ? {}
        : {
            object:
              options.include === 'Object' ? object : partialMetadata(object),
          }),
    })),
  };
}
