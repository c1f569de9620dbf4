import { inTime, kept } from '@textloom/backend-kit';
import { Clock } from '@textloom/kernel';
import {
  Baseline,
  ImageDigest,
  Release,
} from '@textloom/plugin-deployments-common';
import {
  baselineOf,
  Delivery,
  DeliveryError,
  Observation,
  Place,
  placeKey,
} from './ports';

/** Clusters are asked at most this often, milliseconds, however many look. */
const KEEP_MS = 2_000;
/** Releases in which the running digests are looked for. */
const RELEASES = 50;
/** Places that are remembered at most. */
const MAX_PLACES = 1_000;

/** A page does not wait longer for a cluster. */
const PATIENCE_MS = 2_500;

type Observed = Map<string, Observation | DeliveryError>;

interface All {
  key: string;
  ask: () => Promise<Observed>;
  seen?: Observed;
}

/** What the clusters say runs, kept for two seconds. */
export class Observations {
  readonly #delivery: Delivery;
  readonly #releasesOf: (service: string, limit: number) => Promise<Release[]>;
  readonly #clock: Clock;
  readonly #places = new Map<string, () => Promise<Observation>>();
  readonly #patienceMs: number;
  #all?: All;

  constructor(options: {
    delivery: Delivery;
    releasesOf: (service: string, limit: number) => Promise<Release[]>;
    clock: Clock;
    patienceMs?: number;
  }) {
    this.#delivery = options.delivery;
    this.#releasesOf = options.releasesOf;
    this.#clock = options.clock;
    this.#patienceMs = options.patienceMs ?? PATIENCE_MS;
  }

  /** @throws DeliveryError */
  of(place: Place): Promise<Observation> {
    const key = placeKey(place);
    const known = this.#places.get(key);
    const ask = known ?? this.#kept(() => this.#delivery.observe(place));
    if (!known && this.#places.size >= MAX_PLACES) {
      this.#places.clear();
    }
    this.#places.set(key, ask);
    return ask();
  }

  /**
   * All places at once, by `placeKey`. Whoever looks does not wait for a cluster that hangs: what was seen last is shown
   * with its age, or that nothing was seen yet.
   */
  async all(places: readonly Place[]): Promise<Observed> {
    const key = places.map(placeKey).join();
    if (this.#all?.key !== key) {
      const ask = this.#kept(() => this.#delivery.observeAll(places));
      this.#all = { key, ask };
    }
    const all = this.#all;
    const asked = all.ask().then(seen => {
      all.seen = seen;
      return seen;
    });
    return (
      (await inTime(asked, this.#patienceMs)) ?? all.seen ?? unseen(places)
    );
  }

  /** What runs in a place, with its version where a release has these digests; undefined when it cannot be told. */
  async baseline(place: Place): Promise<Baseline | undefined> {
    const baseline = baselineOf(await this.of(place));
    const releases = await this.#releasesOf(place.service, RELEASES);
    const version = baseline && versionOf(baseline.images, releases);
    return baseline && { ...baseline, ...(version && { version }) };
  }

  /** Forgets what was seen: something is known to have changed. */
  forget(): void {
    this.#places.clear();
    this.#all = undefined;
  }

  #kept<T>(ask: () => Promise<T>): () => Promise<T> {
    return kept(ask, { forMs: KEEP_MS, clock: this.#clock });
  }
}

function unseen(places: readonly Place[]): Observed {
  const error = new DeliveryError('unreachable', 'The clusters do not answer');
  return new Map(places.map(place => [placeKey(place), error]));
}

/** Version of the newest release all of whose images run; a rollout in between has none. */
export function versionOf(
  images: readonly ImageDigest[],
  releases: readonly Release[],
): string | undefined {
  const running = new Map<string, string[]>();
  for (const { repository, digest } of images) {
    running.set(repository, [...(running.get(repository) ?? []), digest]);
  }
  return releases.find(release =>
    release.images.every(({ repository, digest }) => {
      const digests = running.get(repository);
      return digests?.length === 1 && digests[0] === digest;
    }),
  )?.version;
}
