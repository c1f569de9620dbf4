import { Json, JsonObject, listOf, objectOf } from '../covering/json';

/** Where a service runs, in the order in which a release passes them. */
export const ENVIRONMENTS = ['dev', 'test', 'staging', 'prod'] as const;

/** Where a service runs. */
export type Environment = (typeof ENVIRONMENTS)[number];

/** Namespace of an environment. */
export const namespaceOf = (environment: Environment) =>
  environment === 'prod' ? 'textloom' : environment;

/** An object of Kubernetes as Helm rendered it. */
export interface KubeObject extends JsonObject {
  readonly kind: string;
  readonly metadata: JsonObject;
}

/** An emitted repository with what its chart renders to. */
export interface EmittedService {
  /** Of the component, the chart and all that is in Kubernetes. */
  readonly name: string;
  /** Text of each file by its path. */
  readonly files: ReadonlyMap<string, string>;
  readonly manifests: ReadonlyMap<Environment, readonly KubeObject[]>;
}

/** Two artefacts that contradict each other. */
export interface Contradiction {
  /** File, or environment and object. */
  readonly where: string;
  readonly message: string;
}

/** A rule between artefacts, which a linter of one of them cannot know. */
export interface ConsistencyRule {
  readonly id: string;
  readonly title: string;
  check(service: EmittedService): Iterable<Contradiction>;
}

/** Name of an object, or an empty text. */
export const nameOf = (object: KubeObject) =>
  String(object.metadata.name ?? '');

/** Objects of a kind in one environment. */
export const ofKind = (
  objects: readonly KubeObject[],
  ...kinds: readonly string[]
) => objects.filter(({ kind }) => kinds.includes(kind));

/** Walks a path of keys and list positions; undefined where it ends early. */
export function at(
  value: unknown,
  ...path: readonly (string | number)[]
): Json {
  let current = value;
  for (const key of path) {
    current =
      typeof key === 'number' ? listOf(current)[key] : objectOf(current)[key];
  }
  return current as Json;
}

/** A workload: what makes pods. */
export interface Workload {
  readonly object: KubeObject;
  readonly labels: JsonObject;
  readonly annotations: JsonObject;
  readonly pod: JsonObject;
  /** The containers of the service itself. */
  readonly containers: readonly JsonObject[];
}

const WORKLOADS = ['Deployment', 'Rollout', 'StatefulSet', 'Job'];

/** All workloads of an environment that carry a template of their pods. */
export function workloadsOf(objects: readonly KubeObject[]): Workload[] {
  return ofKind(objects, ...WORKLOADS).flatMap(object => {
    const template = objectOf(at(object, 'spec', 'template'));
    if (!template.spec) {
      return [];
    }
    return {
      object,
      labels: objectOf(at(template, 'metadata', 'labels')),
      annotations: objectOf(at(template, 'metadata', 'annotations')),
      pod: objectOf(template.spec),
      containers: listOf(at(template, 'spec', 'containers')).map(objectOf),
    };
  });
}

/** Whether every label of a selector is on the pods. */
export function selects(selector: Json, labels: JsonObject): boolean {
  const wanted = Object.entries(objectOf(selector));
  return (
    wanted.length > 0 && wanted.every(([key, value]) => labels[key] === value)
  );
}

/** Each environment with its objects. */
export function* environmentsOf({
  manifests,
}: EmittedService): Iterable<[Environment, readonly KubeObject[]]> {
  for (const environment of ENVIRONMENTS) {
    yield [environment, manifests.get(environment) ?? []];
  }
}

/** `prod/Service/video-search` */
export const placeOf = (environment: Environment, object: KubeObject) =>
  `${environment}/${object.kind}/${nameOf(object)}`;
