import {
  EmittedService,
  Environment,
  ENVIRONMENTS,
  KubeObject,
} from '../service';

/** One thing in a service made wrong. */
export type Mutation = (service: EmittedService) => EmittedService;

/** An object whose parts may be changed. */
export type Loose = ReturnType<typeof JSON.parse>;

/** Changes the text of one file. @throws when nothing in it matches */
export function inFile(
  path: string | RegExp,
  from: string | RegExp,
  to: string,
): Mutation {
  return service => {
    const found = [...service.files].find(([name, text]) =>
      typeof path === 'string'
        ? name === path
        : path.test(name) && text.replace(from, to) !== text,
    );
    const [name, text] = found ?? [String(path), ''];
    const changed = text.replace(from, to);
    if (changed === text) {
      throw new Error(`${name} holds nothing like ${from}`);
    }
    return { ...service, files: new Map([...service.files, [name, changed]]) };
  };
}

/** Takes a file away. @throws when it is not there */
export function withoutFile(path: string): Mutation {
  return service => {
    const files = new Map(service.files);
    if (!files.delete(path)) {
      throw new Error(`There is no ${path}`);
    }
    return { ...service, files };
  };
}

/** Changes the objects of a kind, in production unless told otherwise. @throws when there is none */
export function inObjects(
  kind: string,
  change: (object: Loose) => void,
  environments: readonly Environment[] = ['prod'],
): Mutation {
  return onObjects(environments, objects => {
    const mine = objects.filter(object => object.kind === kind);
    if (mine.length === 0) {
      throw new Error(`There is no ${kind}`);
    }
    mine.forEach(change);
    return objects;
  });
}

/** Takes the objects of a kind out of production. @throws when there is none */
export function withoutObjects(kind: string): Mutation {
  return onObjects(['prod'], objects => {
    const rest = objects.filter(object => object.kind !== kind);
    if (rest.length === objects.length) {
      throw new Error(`There is no ${kind}`);
    }
    return rest;
  });
}

function onObjects(
  environments: readonly Environment[],
  change: (objects: Loose[]) => KubeObject[],
): Mutation {
  return service => ({
    ...service,
    manifests: new Map(
      ENVIRONMENTS.map(environment => {
        const objects = service.manifests.get(environment) ?? [];
        return [
          environment,
          environments.includes(environment)
            ? change(structuredClone([...objects]))
            : objects,
        ];
      }),
    ),
  });
}
