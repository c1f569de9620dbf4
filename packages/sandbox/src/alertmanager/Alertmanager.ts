import { randomUUID } from 'node:crypto';
import { ClusterWorld } from '../world/world';
import { firingAlerts } from './alerts';
import {
  atMoment,
  matches,
  readSilence,
  Silence,
  SilenceRefused,
} from './silences';

/** An answer of the API. */
export interface AlertmanagerReply {
  status: number;
  /** Absent where the answer is empty. */
  body?: unknown;
}

/** Alertmanager's API v2 over what fires in one cluster. Silences last as long as the sandbox. */
export class Alertmanager {
  readonly #world: ClusterWorld;
  readonly #silences = new Map<string, Silence>();

  constructor(world: ClusterWorld) {
    this.#world = world;
  }

  /**
   * @param path - below the server's own address, such as `/api/v2/alerts`
   * @param query - `active` and `silenced`, each `false` to leave such alerts out
   */
  answer(
    method: string,
    path: string,
    query: URLSearchParams,
    body: string,
  ): AlertmanagerReply {
    const [, id] = /^\/api\/v2\/silence\/([^/]+)$/.exec(path) ?? [];
    if (id !== undefined) {
      return method === 'DELETE' ? this.#expire(id) : this.#silence(id);
    }
    switch (`${method} ${path}`) {
      case 'GET /-/ready':
        return { status: 200 };
      case 'GET /api/v2/alerts':
        return {
          status: 200,
          body: this.#alerts().filter(({ status: { state } }) =>
            state === 'active'
              ? query.get('active') !== 'false'
              : query.get('silenced') !== 'false',
          ),
        };
      case 'GET /api/v2/silences':
        return { status: 200, body: this.#known() };
      case 'POST /api/v2/silences':
        return this.#create(body);
      default:
        return { status: 404, body: 'path not found' };
    }
  }

  #now(): number {
    return this.#world.store.now();
  }

  #known(): Silence[] {
    return [...this.#silences.values()].map(item =>
      atMoment(item, this.#now()),
    );
  }

  #alerts() {
    const now = this.#now();
    const active = this.#known().filter(
      ({ status }) => status.state === 'active',
    );
    return firingAlerts(this.#world).map(alert => {
      const silencedBy = active
        .filter(({ matchers }) => matches(matchers, alert.labels))
        .map(({ id }) => id);
      return {
        ...alert,
        updatedAt: new Date(now).toISOString(),
        endsAt: new Date(now + 300_000).toISOString(),
        generatorURL: '',
        receivers: [{ name: 'textloom-sre' }],
        status: {
          state: silencedBy.length > 0 ? 'suppressed' : 'active',
          silencedBy,
          inhibitedBy: [],
        },
      };
    });
  }

  #create(body: string): AlertmanagerReply {
    try {
      const silence = readSilence(JSON.parse(body), randomUUID(), this.#now());
      this.#silences.set(silence.id, silence);
      return { status: 200, body: { silenceID: silence.id } };
    } catch (error) {
      if (error instanceof SilenceRefused || error instanceof SyntaxError) {
        return { status: 400, body: error.message };
      }
      throw error;
    }
  }

  #silence(id: string): AlertmanagerReply {
    const silence = this.#silences.get(id);
    return silence
      ? { status: 200, body: atMoment(silence, this.#now()) }
      : { status: 404 };
  }

  #expire(id: string): AlertmanagerReply {
    const silence = this.#silences.get(id);
    if (!silence) {
      return { status: 404, body: `silence ${id} not found` };
    }
    const endsAt = new Date(this.#now()).toISOString();
    this.#silences.set(id, { ...silence, endsAt });
    return { status: 200 };
  }
}
