import { Clock } from '@textloom/kernel';
import {
  Delivery,
  DeliveryError,
  Observation,
  Place,
  placeKey,
  PreconditionError,
} from '../../service/ports';
import { ClusterApiSource } from '../kubernetes/ClusterApis';
import { KubeApi, PatchOperation } from '../kubernetes/KubeApi';
import {
  ClusterReader,
  readApplication,
  readPlace,
  readRollouts,
} from './ArgoReader';
import {
  FINGERPRINT_INFO,
  operationOf,
  rolloutAmong,
  workloadsOf,
} from './observation';
import { applicationsPath, rolloutsPath } from './paths';
import { EnvironmentTarget, PlaceTarget, targetOf } from './targets';
import { ApplicationObject, RolloutObject } from './wire';

const REFRESH = 'argocd.argoproj.io/refresh';
/** Who Argo CD's history names. */
const USERNAME = 'textloom-portal';

/** What it needs. */
export interface ArgoDeliveryOptions {
  clusters: ClusterApiSource;
  environments: readonly EnvironmentTarget[];
  clock: Clock;
}

/**
 * Argo CD and Argo Rollouts through the Kubernetes API of each cluster: what their controllers read is written, with
 * a test of what was seen before, so that nothing else than what was looked at is changed.
 */
export class ArgoDelivery implements Delivery {
  readonly #clusters: ClusterApiSource;
  readonly #environments: readonly EnvironmentTarget[];
  readonly #clock: Clock;

  constructor(options: ArgoDeliveryOptions) {
    this.#clusters = options.clusters;
    this.#environments = options.environments;
    this.#clock = options.clock;
  }

  async observe(place: Place): Promise<Observation> {
    const { api, target } = await this.#reach(place);
    return readPlace(api, place, target, this.#clock());
  }

  async observeAll(
    places: readonly Place[],
  ): Promise<Map<string, Observation | DeliveryError>> {
    const readers = new Map<KubeApi, ClusterReader>();
    const read = async (place: Place) => {
      const { api, target } = await this.#reach(place);
      const reader = readers.get(api) ?? new ClusterReader(api);
      readers.set(api, reader);
      return reader.read(place, target, this.#clock());
    };
    const entries = await Promise.all(
      places.map(async place => {
        const seen = await read(place).catch(asDeliveryError);
        return [placeKey(place), seen] as const;
      }),
    );
    return new Map(entries);
  }

  async refresh(place: Place): Promise<void> {
    const { api, target } = await this.#reach(place);
    await api.merge(applicationPath(target), {
      metadata: { annotations: { [REFRESH]: 'normal' } },
    });
  }

  async sync(
    place: Place,
    input: { revision: string; fingerprint: string },
  ): Promise<void> {
    const { api, target } = await this.#reach(place);
    const application = await readApplication(api, target);
    const last = operationOf(application);
    const isOurs =
      last?.fingerprint === input.fingerprint &&
      last.revision === input.revision;
    if (isOurs && (last.phase === 'Running' || last.phase === 'Succeeded')) {
      return;
    }
    if (last?.phase === 'Running' || last?.phase === 'Terminating') {
      throw new PreconditionError(
        'Another operation of Argo CD is in progress',
      );
    }
    if (application.spec?.sources?.length) {
      throw new DeliveryError(
        'invalid',
        `Application ${target.application} has several sources`,
      );
    }
    await api.patch(applicationPath(target), [
      ...unchanged(application),
      { op: 'add', path: '/operation', value: operation(application, input) },
      // The result of the operation before would be taken for this one's.
      ...(application.status?.operationState
        ? [{ op: 'remove' as const, path: '/status/operationState' }]
        : []),
    ]);
  }

  async promote(
    place: Place,
    expected: { podHash: string; step: number },
  ): Promise<void> {
    const { api, path, rollout } = await this.#rollout(place);
    const isCanary = Boolean(rollout.spec.strategy?.canary);
    await api.patch(`${path}/status`, [
      ...ofVersion(expected.podHash),
      ...(isCanary
        ? [
            {
              op: 'test' as const,
              path: '/status/currentStepIndex',
              value: expected.step,
            },
          ]
        : []),
      { op: 'remove', path: '/status/pauseConditions' },
    ]);
  }

  async pause(place: Place, expected: { podHash: string }): Promise<void> {
    const { api, path } = await this.#rollout(place);
    await api.patch(path, [
      ...ofVersion(expected.podHash),
      { op: 'add', path: '/spec/paused', value: true },
    ]);
  }

  async resume(place: Place, expected: { podHash: string }): Promise<void> {
    const { api, path } = await this.#rollout(place);
    await api.patch(path, [
      ...ofVersion(expected.podHash),
      { op: 'add', path: '/spec/paused', value: false },
    ]);
  }

  async abort(place: Place, expected: { podHash: string }): Promise<void> {
    const { api, path } = await this.#rollout(place);
    await api.patch(`${path}/status`, [
      ...ofVersion(expected.podHash),
      { op: 'add', path: '/status/abort', value: true },
    ]);
  }

  async terminate(place: Place, input: { fingerprint: string }): Promise<void> {
    const { api, target } = await this.#reach(place);
    const application = await readApplication(api, target);
    const last = operationOf(application);
    if (last?.phase !== 'Running' || last.fingerprint !== input.fingerprint) {
      return;
    }
    await api.patch(applicationPath(target), [
      ...unchanged(application),
      // What the controller has taken up it ends itself; before that there is only the wish.
      application.status?.operationState?.phase === 'Running'
        ? {
            op: 'replace',
            path: '/status/operationState/phase',
            value: 'Terminating',
          }
        : { op: 'remove', path: '/operation' },
    ]);
  }

  async #reach(place: Place): Promise<{ api: KubeApi; target: PlaceTarget }> {
    const target = targetOf(place, this.#environments);
    return { api: await this.#clusters.of(target.cluster), target };
  }

  async #rollout(
    place: Place,
  ): Promise<{ api: KubeApi; path: string; rollout: RolloutObject }> {
    const { api, target } = await this.#reach(place);
    const application = await readApplication(api, target);
    const refs = workloadsOf(application, place.service);
    const found = await readRollouts(api, target.namespace, refs);
    const rollout = rolloutAmong(refs, place.service, found);
    if (!rollout) {
      throw new DeliveryError(
        'not-found',
        `${target.application} has no Rollout`,
      );
    }
    const path = `${rolloutsPath(target.namespace)}/${rollout.metadata.name}`;
    return { api, path, rollout };
  }
}

function applicationPath({ argoNamespace, application }: PlaceTarget): string {
  return `${applicationsPath(argoNamespace)}/${application}`;
}

/** Fails the patch when somebody has written the object since it was read. */
function unchanged({ metadata }: ApplicationObject): PatchOperation[] {
  const path = '/metadata/resourceVersion';
  return [{ op: 'test', path, value: metadata.resourceVersion }];
}

/** Fails the patch when the new version is another. */
function ofVersion(podHash: string): PatchOperation[] {
  return [{ op: 'test', path: '/status/currentPodHash', value: podHash }];
}

/** As Argo CD's own server writes it; `refresh` of retries stays off, which could take a newer commit. */
function operation(
  { spec }: ApplicationObject,
  input: { revision: string; fingerprint: string },
) {
  const { syncOptions } = spec?.syncPolicy ?? {};
  return {
    initiatedBy: { username: USERNAME },
    info: [{ name: FINGERPRINT_INFO, value: input.fingerprint }],
    sync: {
      revision: input.revision,
      prune: true,
      syncStrategy: { hook: {} },
      ...(syncOptions && { syncOptions }),
    },
    retry: { limit: 2 },
  };
}

function asDeliveryError(error: unknown): DeliveryError {
  return error instanceof DeliveryError
    ? error
    : new DeliveryError('invalid', 'What the cluster says has another form');
}
