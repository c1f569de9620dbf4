import { KubeClient } from './KubeClient';
import { Time } from '../../time/Time';
import { readGroups } from './wire';

const FRESH_MS = 60_000;

/** A collection of an API group, with the versions that can be read, best first. */
export interface GroupResource {
  group: string;
  versions: string[];
  resource: string;
}

/** Knows which API groups and versions the server serves; asks at most once a minute, once for all who ask. */
export class Discovery {
  readonly #client: KubeClient;
  readonly #time: Time;
  #groups?: { at: number; answer: Promise<Map<string, string[]>> };

  constructor(client: KubeClient, time: Time) {
    this.#client = client;
    this.#time = time;
  }

  /** Path of the collection in the best version served; undefined when none is. */
  async pathOf(
    wanted: GroupResource,
    signal: AbortSignal,
  ): Promise<string | undefined> {
    const served = (await this.#ask(signal)).get(wanted.group) ?? [];
    const version = wanted.versions.find(v => served.includes(v));
    return version && `/apis/${wanted.group}/${version}/${wanted.resource}`;
  }

  #ask(signal: AbortSignal): Promise<Map<string, string[]>> {
    const now = this.#time.now();
    if (!this.#groups || now - this.#groups.at > FRESH_MS) {
      const answer = this.#client
        .get({ path: '/apis', signal })
        .then(({ value }) => readGroups(value));
      const asked = { at: now, answer };
      this.#groups = asked;
      answer.catch(() => {
        // The next who asks tries again; those who wait now are told why.
        if (this.#groups === asked) {
          this.#groups = undefined;
        }
      });
    }
    return this.#groups.answer;
  }
}
