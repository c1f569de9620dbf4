import { DeliveryError, Observation, Place } from '../../service/ports';
import { KubeApi } from '../kubernetes/KubeApi';
import {
  NamespaceObjects,
  observationOf,
  podFilters,
  WorkloadRef,
  workloadsOf,
} from './observation';
import {
  applicationsPath,
  podsPath,
  rolloutsPath,
  WORKLOAD_COLLECTIONS,
  workloadsPath,
} from './paths';
import { PlaceTarget } from './targets';
import {
  ApplicationObject,
  applicationSchema,
  PodObject,
  podSchema,
  RolloutObject,
  rolloutSchema,
  WorkloadObject,
  workloadSchema,
} from './wire';

/** Reads what belongs to one place. @throws DeliveryError */
export async function readPlace(
  api: KubeApi,
  place: Place,
  target: PlaceTarget,
  now: number,
): Promise<Observation> {
  const application = await readApplication(api, target);
  const refs = workloadsOf(application, place.service);
  const { namespace } = target;
  const rollouts = await readRollouts(api, namespace, refs);
  const referred = rollouts.flatMap(({ spec }) => spec.workloadRef ?? []);
  const workloads = await readWorkloads(api, namespace, [...refs, ...referred]);
  const filters = podFilters(refs, { rollouts, workloads });
  const pods = await Promise.all(
    filters.map(({ labels }) =>
      api.list(podsPath(namespace), podSchema, selectorOf(labels)),
    ),
  );
  const objects = { rollouts, workloads, pods: pods.flat() };
  return observationOf({ service: place.service, application, objects, now });
}

/** The Application of a place. @throws DeliveryError */
export function readApplication(
  api: KubeApi,
  { argoNamespace, application }: PlaceTarget,
): Promise<ApplicationObject> {
  return api.get(
    `${applicationsPath(argoNamespace)}/${application}`,
    applicationSchema,
  );
}

/** The Rollouts among workloads that are there. @throws DeliveryError */
export async function readRollouts(
  api: KubeApi,
  namespace: string,
  refs: readonly WorkloadRef[],
): Promise<RolloutObject[]> {
  const found = await Promise.all(
    refs
      .filter(({ kind }) => kind === 'Rollout')
      .map(({ name }) =>
        api.find(`${rolloutsPath(namespace)}/${name}`, rolloutSchema),
      ),
  );
  return found.filter(rollout => rollout !== undefined);
}

async function readWorkloads(
  api: KubeApi,
  namespace: string,
  refs: readonly WorkloadRef[],
): Promise<Map<string, WorkloadObject[]>> {
  const unique = new Map(refs.map(ref => [`${ref.kind}/${ref.name}`, ref]));
  const byKind = new Map<string, WorkloadObject[]>();
  await Promise.all(
    [...unique.values()].map(async ({ kind, name }) => {
      const collection = WORKLOAD_COLLECTIONS[kind];
      const found =
        collection &&
        (await api.find(
          `${workloadsPath(namespace, collection)}/${name}`,
          workloadSchema,
        ));
      if (found) {
        byKind.set(kind, [...(byKind.get(kind) ?? []), found]);
      }
    }),
  );
  return byKind;
}

function selectorOf(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
}

/**
 * Reads many places of one cluster with a list of each kind per namespace. What cannot be read of one namespace is
 * the answer for its places only.
 */
export class ClusterReader {
  readonly #api: KubeApi;
  readonly #applications = new Map<
    string,
    Promise<Map<string, ApplicationObject>>
  >();
  readonly #objects = new Map<string, Promise<NamespaceObjects>>();

  constructor(api: KubeApi) {
    this.#api = api;
  }

  /** @throws DeliveryError */
  async read(
    place: Place,
    target: PlaceTarget,
    now: number,
  ): Promise<Observation> {
    const [applications, objects] = await Promise.all([
      kept(this.#applications, target.argoNamespace, namespace =>
        this.#listApplications(namespace),
      ),
      kept(this.#objects, target.namespace, namespace =>
        this.#listObjects(namespace),
      ),
    ]);
    const application = applications.get(target.application);
    if (!application) {
      throw new DeliveryError(
        'not-found',
        `No Application is named ${target.application}`,
      );
    }
    return observationOf({ service: place.service, application, objects, now });
  }

  async #listApplications(namespace: string) {
    const found = await this.#api.list(
      applicationsPath(namespace),
      applicationSchema,
    );
    return new Map(found.map(item => [item.metadata.name, item]));
  }

  async #listObjects(namespace: string): Promise<NamespaceObjects> {
    const listWorkloads = async ([kind, collection]: [string, string]) =>
      [
        kind,
        await this.#api.list(
          workloadsPath(namespace, collection),
          workloadSchema,
        ),
      ] as const;
    const [rollouts, workloads, pods]: [
      RolloutObject[],
      (readonly [string, WorkloadObject[]])[],
      PodObject[],
    ] = await Promise.all([
      this.#api.list(rolloutsPath(namespace), rolloutSchema),
      Promise.all(Object.entries(WORKLOAD_COLLECTIONS).map(listWorkloads)),
      this.#api.list(podsPath(namespace), podSchema),
    ]);
    return { rollouts, workloads: new Map(workloads), pods };
  }
}

function kept<T>(
  cache: Map<string, Promise<T>>,
  key: string,
  make: (key: string) => Promise<T>,
): Promise<T> {
  let value = cache.get(key);
  if (!value) {
    value = make(key);
    cache.set(key, value);
  }
  return value;
}
