import { Names } from '@textloom/plugin-costs-common';

/** Last part of an entity reference: `group:default/media` is `media`; anything else, such as an ARN, as it is. */
export function shortRef(ref: string): string {
  return ref.replace(/^[a-z]+:[\w.-]+\//i, '');
}

/** Reference of a catalog entity, lower case as costs have it. */
export function refOf(entity: {
  kind: string;
  metadata: { namespace?: string; name: string };
}): string {
  const { namespace = 'default', name } = entity.metadata;
  return `${entity.kind}:${namespace}/${name}`.toLocaleLowerCase('en');
}

/** Name of a value by what the server knows, else its last part. */
export function nameIn(names: Names, value: string): string {
  return (Object.hasOwn(names, value) && names[value]) || shortRef(value);
}
