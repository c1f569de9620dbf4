import { parse } from 'yaml';
import { KubeObject, nameOf } from '../../consistency/service';
import { Json, JsonObject, isObject, objectOf } from '../../covering/json';
import { textOf } from './emitted';
import { argoObjects } from './objects';

/** The emitted repository, with the other templates whose output it has to fit. */
export interface Repository {
  readonly files: ReadonlyMap<string, string>;
  /** Names that services expect, as `templates/parts/chart` writes them. */
  readonly services: JsonObject;
  /** Sizes of production, as `platform-aws` writes them. */
  readonly sizes: JsonObject;
  /** Metrics that the code of services exports. */
  readonly exported: ReadonlySet<string>;
}

/** A rule between artefacts of the repository. */
export interface AddonRule {
  readonly id: string;
  readonly title: string;
  /** What contradicts it, in words. */
  check(repository: Repository): Iterable<string>;
}

/** What texts hold; each rule reads them again, and mutations change one of them. */
const known = new Map<string, JsonObject>();

/** A YAML file of the repository. */
export function yamlOf(files: Repository['files'], path: string): JsonObject {
  const text = textOf(files, path);
  const content = known.get(text) ?? objectOf((parse(text) ?? null) as Json);
  known.set(text, content);
  return content;
}

/** Names of the add-ons. */
export const addonsOf = (files: Repository['files']): string[] =>
  [...files.keys()].flatMap(
    path => /^addons\/([\w-]+)\/addon\.yaml$/.exec(path)?.[1] ?? [],
  );

/** The second of two values on top of the first, as Helm lays them. */
export function merged(below: Json, above: Json | undefined): Json {
  if (above === undefined) {
    return below;
  }
  if (!isObject(below) || !isObject(above)) {
    return above;
  }
  return Object.fromEntries(
    [...new Set([...Object.keys(below), ...Object.keys(above)])].map(key => [
      key,
      merged(below[key], above[key]),
    ]),
  );
}

/** Values of an add-on in an environment. */
export function valuesOf(
  files: Repository['files'],
  addon: string,
  environment = 'prod',
): JsonObject {
  const settings = yamlOf(files, `environments/${environment}.yaml`);
  return objectOf(
    merged(
      yamlOf(files, `addons/${addon}/values.yaml`),
      objectOf(settings.overrides)[addon],
    ),
  );
}

/** Objects of Argo CD of a kind, by name. */
export const argo = (files: Repository['files'], kind: string) =>
  new Map<string, KubeObject>(
    argoObjects(files)
      .filter(object => object.kind === kind)
      .map(object => [nameOf(object), object]),
  );
