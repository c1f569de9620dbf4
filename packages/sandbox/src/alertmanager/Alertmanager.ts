import { randomUUID } from 'node:crypto';
import { ClusterWorld } from '../world/world';
import { firingAlerts } from './alerts';
import {
  atMoment,
  malformed,
  matches,
  parseMatcher,
  readSilence,
  Refusal,
  Silence,
} from './silences';

/** As the world's workload `alertmanager` has it. */
const VERSION = '0.28.1';
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** An answer of the API. */
export interface AlertmanagerReply {
  status: number;
  /** Absent where the answer is empty. */
  body?: unknown;
}

/** A silence is filtered by the labels that it names. */
const labelsOf = ({ matchers }: Silence) =>
  Object.fromEntries(matchers.map(({ name, value }) => [name, value]));

/** Alertmanager's API v2 over what fires in one cluster. Silences last as long as the sandbox. */
export class Alertmanager {
  readonly #world: ClusterWorld;
  readonly #silences = new Map<string, Silence>();
  readonly #startedAt: number;

  constructor(world: ClusterWorld) {
    this.#world = world;
    this.#startedAt = world.store.now();
  }

  /**
   * @param path - below the server's own address, such as `/api/v2/alerts`
   * @param query - `active` and `silenced`, each `false` to leave such alerts out; `filter`, matchers that must all hold
   */
  answer(
    method: string,
    path: string,
    query: URLSearchParams,
    body: string,
  ): AlertmanagerReply {
    try {
      return this.#route(method, path, query, body);
    } catch (error) {
      if (error instanceof Refusal) {
        return { status: error.status, body: error.body };
      }
      throw error;
    }
  }

  #route(
    method: string,
    path: string,
    query: URLSearchParams,
    body: string,
  ): AlertmanagerReply {
    const [, id] = /^\/api\/v2\/silence\/([^/]+)$/.exec(path) ?? [];
    if (id !== undefined) {
      if (!UUID.test(id)) {
        throw malformed(601, `silenceID in path must be of type uuid: "${id}"`);
      }
      return method === 'DELETE' ? this.#expire(id) : this.#silence(id);
    }
    switch (`${method} ${path}`) {
      case 'GET /-/ready':
        return { status: 200 };
      case 'GET /api/v2/status':
        return { status: 200, body: this.#status() };
      case 'GET /api/v2/alerts':
        return { status: 200, body: this.#chosen(query) };
      case 'GET /api/v2/silences': {
        const filter = query.getAll('filter').map(parseMatcher);
        return {
          status: 200,
          body: this.#known().filter(silence =>
            matches(filter, labelsOf(silence)),
          ),
        };
      }
      case 'POST /api/v2/silences':
        return this.#create(body);
      default:
        return {
          status: 404,
          body: { code: 404, message: `path ${path} was not found` },
        };
    }
  }

  #chosen(query: URLSearchParams) {
    const filter = query.getAll('filter').map(parseMatcher);
    return this.#alerts().filter(
      ({ labels, status: { state } }) =>
        matches(filter, labels) &&
        query.get(state === 'active' ? 'active' : 'silenced') !== 'false',
    );
  }

  #status() {
    return {
      cluster: { status: 'disabled', peers: [] },
      config: { original: 'route:\n  receiver: textloom-sre\n' },
      uptime: new Date(this.#startedAt).toISOString(),
      versionInfo: {
        version: VERSION,
        branch: 'HEAD',
        revision: '',
        buildDate: '',
        buildUser: '',
        goVersion: '',
      },
    };
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

  /** One that is there already keeps its id as long as it silences the same. */
  #create(body: string): AlertmanagerReply {
    const raw = parsed(body);
    const { id } = (raw ?? {}) as { id?: unknown };
    const before = typeof id === 'string' && id ? this.#current(id) : undefined;
    const silence = readSilence(raw, randomUUID(), this.#now());
    const same =
      before?.status.state !== 'expired' &&
      JSON.stringify(before?.matchers) === JSON.stringify(silence.matchers);
    if (before && same) {
      silence.id = before.id;
    } else if (before && before.status.state !== 'expired') {
      this.#expire(before.id);
    }
    this.#silences.set(silence.id, silence);
    return { status: 200, body: { silenceID: silence.id } };
  }

  #current(id: string): Silence {
    const silence = this.#silences.get(id);
    if (!silence) {
      throw new Refusal(404, 'silence not found');
    }
    return atMoment(silence, this.#now());
  }

  #silence(id: string): AlertmanagerReply {
    return { status: 200, body: this.#current(id) };
  }

  #expire(id: string): AlertmanagerReply {
    const silence = this.#current(id);
    const endsAt = new Date(this.#now()).toISOString();
    this.#silences.set(id, { ...silence, endsAt });
    return { status: 200 };
  }
}

/** @throws Refusal */
function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new Refusal(400, {
      code: 400,
      message: 'parsing silence body from "" failed, because it is not JSON',
    });
  }
}
