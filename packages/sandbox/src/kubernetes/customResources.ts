import { NAME, pathColumn, shortAge } from './columns';
import { ResourceRegistry } from './registry';
import { ObjectStore, rfc3339 } from './store';
import {
  isRecord,
  KubeObject,
  ResourceDefinition,
  TableColumn,
  valueAt,
} from './types';

/** Group resource of the definitions themselves. */
export const CRDS = 'customresourcedefinitions.apiextensions.k8s.io';

const records = (value: unknown) =>
  Array.isArray(value) ? value.filter(isRecord) : [];

const strings = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter(item => typeof item === 'string') : [];

/** Status of a definition whose names are free: established at once. */
export function crdStatus(crd: KubeObject, now: number) {
  const lastTransitionTime = rfc3339(now);
  return {
    acceptedNames: valueAt(crd, 'spec.names'),
    storedVersions: records(valueAt(crd, 'spec.versions'))
      .filter(version => version.storage === true)
      .map(version => version.name),
    conditions: [
      {
        type: 'NamesAccepted',
        status: 'True',
        reason: 'NoConflicts',
        message: 'no conflicts found',
        lastTransitionTime,
      },
      {
        type: 'Established',
        status: 'True',
        reason: 'InitialNamesAccepted',
        message: 'the initial names have been accepted',
        lastTransitionTime,
      },
    ],
  };
}

/** The resources that a CustomResourceDefinition serves, one per version; conversion changes only the version. */
export function definitionsOf(crd: KubeObject): ResourceDefinition[] {
  const group = `${valueAt(crd, 'spec.group')}`;
  const kind = `${valueAt(crd, 'spec.names.kind')}`;
  const plural = `${valueAt(crd, 'spec.names.plural')}`;
  return records(valueAt(crd, 'spec.versions'))
    .filter(version => version.served === true)
    .map(version => {
      const apiVersion = `${group}/${version.name}`;
      const withVersion = (object: KubeObject) => ({ ...object, apiVersion });
      return {
        group,
        version: `${version.name}`,
        plural,
        kind,
        singular: `${
          valueAt(crd, 'spec.names.singular') ?? kind.toLocaleLowerCase('en-US')
        }`,
        namespaced: valueAt(crd, 'spec.scope') === 'Namespaced',
        shortNames: strings(valueAt(crd, 'spec.names.shortNames')),
        categories: strings(valueAt(crd, 'spec.names.categories')),
        verbs: [
          'delete',
          'deletecollection',
          'get',
          'list',
          'patch',
          'create',
          'update',
          'watch',
        ],
        subresources: Object.keys(
          isRecord(version.subresources) ? version.subresources : {},
        ),
        columns: printerColumns(version.additionalPrinterColumns),
        custom: true,
        convert: { fromStored: withVersion, toStored: withVersion },
      };
    });
}

function printerColumns(columns: unknown): TableColumn[] | undefined {
  const declared = records(columns);
  if (declared.length === 0) {
    return undefined;
  }
  return [
    NAME,
    ...declared.map(column => {
      const path = `${column.jsonPath}`.replace(/^\./, '');
      const base = pathColumn(
        `${column.name}`,
        path,
        Number(column.priority ?? 0),
      );
      return column.type === 'date'
        ? {
            ...base,
            cell: (object: KubeObject, now: number) =>
              shortAge(valueAt(object, path), now),
          }
        : base;
    }),
  ];
}

/** Serves the resource of every definition in the store for as long as the definition is there. */
export function serveCustomResources(
  store: ObjectStore,
  registry: ResourceRegistry,
): void {
  const serve = (crd: KubeObject) =>
    definitionsOf(crd).forEach(d => registry.add(d));
  store.list(CRDS).forEach(serve);
  store.subscribe(CRDS, ({ type, object }) => {
    const plural = `${valueAt(object, 'spec.names.plural')}`;
    const group = `${valueAt(object, 'spec.group')}`;
    registry.remove(group, plural);
    if (type !== 'DELETED') {
      serve(object);
      return;
    }
    const resource = `${plural}.${group}`;
    for (const { metadata } of store.list(resource)) {
      store.remove(resource, metadata.namespace, metadata.name);
    }
  });
}
