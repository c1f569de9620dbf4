import { ApiRequest, ApiResponse } from './context';
import { Negotiated } from './negotiation';
import {
  IncludeObject,
  partialMetadata,
  partialMetadataList,
  toTable,
} from './table';
import { KubeList, KubeObject, ResourceDefinition } from './types';
import { WriteTarget } from './write';

/** What is needed to turn objects into the shape that was asked for. */
export interface ShapeInput {
  definition: ResourceDefinition;
  include: IncludeObject;
  now: number;
}

/** Reads `includeObject` of a request. */
export function operationShape(
  { context, definition }: WriteTarget,
  { query }: ApiRequest,
): ShapeInput {
  const asked = query.get('includeObject');
  const include = asked === 'None' || asked === 'Object' ? asked : 'Metadata';
  return { definition, include, now: context.store.now() };
}

/** Answers one object as itself, as its metadata or as a table of one row. */
export function shaped(
  { definition, include, now }: ShapeInput,
  { shape, contentType }: Negotiated,
  status: number,
  object: KubeObject,
): ApiResponse {
  if (shape === 'table') {
    const { resourceVersion } = object.metadata;
    const options = { include, now, headers: true };
    const body = toTable(definition, [object], { resourceVersion }, options);
    return { status, body, contentType };
  }
  const body = shape === 'partial' ? partialMetadata(object) : object;
  return { status, body, contentType };
}

/** Answers a list as itself, as metadata or as a table. */
export function shapedList(
  { definition, include, now }: ShapeInput,
  { shape, contentType }: Negotiated,
  list: KubeList,
): ApiResponse {
  if (shape === 'table') {
    const options = { include, now, headers: true };
    const body = toTable(definition, list.items, list.metadata, options);
    return { status: 200, body, contentType };
  }
  const body = shape === 'partial' ? partialMetadataList(list) : list;
  return { status: 200, body, contentType };
}
