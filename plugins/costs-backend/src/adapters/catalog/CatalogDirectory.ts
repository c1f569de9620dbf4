import { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import {
  Entity,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { kept } from '@textloom/backend-kit';
import { Clock } from '@textloom/kernel';
import { CatalogOwners } from '../../service/ports';

const KEEP_MS = 60_000;
/** On a first start the catalog grows for some seconds; what it has then is not kept. */
const SETTLED_MS = 3_000;
/** Kinds that a cost can be of. */
const COMPONENT_KINDS = new Set(['component', 'resource']);

interface Known {
  owner: string;
  system: string;
  title: string;
}

/** Owners, systems and titles as the catalog has them, read with the portal's own permission and kept for a minute. */
export class CatalogDirectory implements CatalogOwners {
  readonly #options: {
    catalog: Pick<CatalogService, 'streamEntities'>;
    auth: Pick<AuthService, 'getOwnServiceCredentials'>;
    logger: LoggerService;
    clock: Clock;
  };
  readonly #all: () => Promise<Map<string, Known>>;
  /** How many entities there were when it was read last, and since when. */
  #size = { of: 0, since: 0 };
  /** What was known last: titles and owners do not vanish while the catalog is out of reach. */
  #last = new Map<string, Known>();

  constructor(options: {
    catalog: Pick<CatalogService, 'streamEntities'>;
    auth: Pick<AuthService, 'getOwnServiceCredentials'>;
    logger: LoggerService;
    clock: Clock;
  }) {
    this.#options = options;
    this.#all = kept(() => this.#read(), {
      forMs: KEEP_MS,
      clock: options.clock,
      isWorthKeeping: known =>
        known.size > 0 && options.clock() - this.#size.since >= SETTLED_MS,
    });
  }

  /** @throws when the catalog cannot be read and never was: nobody's costs may become somebody else's. */
  async owners(): Promise<Map<string, Known>> {
    const all = await this.#known();
    return new Map(
      [...all].filter(([ref]) => COMPONENT_KINDS.has(ref.split(':')[0])),
    );
  }

  /** Whatever the catalog does not know has no title here. Never throws. */
  async titles(refs: readonly string[]): Promise<Record<string, string>> {
    const all = await this.#known().catch(() => this.#last);
    return Object.fromEntries(
      refs.flatMap(ref => {
        const title = all.get(ref)?.title;
        return title === undefined ? [] : [[ref, title]];
      }),
    );
  }

  /** Owner and system of any entity; undefined when the catalog does not know it. */
  async find(ref: string): Promise<Known | undefined> {
    return (await this.#known()).get(ref);
  }

  async #known(): Promise<Map<string, Known>> {
    try {
      this.#last = await this.#all();
    } catch (error) {
      if (this.#last.size === 0) {
        throw error;
      }
      this.#options.logger.warn(`Owners are those of before: ${error}`);
    }
    return this.#last;
  }

  async #read(): Promise<Map<string, Known>> {
    const { catalog, auth, clock } = this.#options;
    const known = new Map<string, Known>();
    const pages = catalog.streamEntities(
      {
        filter: { kind: ['Component', 'Resource', 'System', 'Group'] },
        fields: [
          'kind',
          'metadata.name',
          'metadata.namespace',
          'metadata.title',
          'spec.owner',
          'spec.system',
          'spec.profile.displayName',
        ],
      },
      { credentials: await auth.getOwnServiceCredentials() },
    );
    for await (const page of pages) {
      page.forEach(entity => known.set(stringifyEntityRef(entity), of(entity)));
    }
    if (known.size !== this.#size.of) {
      this.#size = { of: known.size, since: clock() };
    }
    return known;
  }
}

function of({ metadata, spec }: Entity): Known {
  const { profile } = (spec ?? {}) as { profile?: { displayName?: unknown } };
  const shown = profile?.displayName ?? metadata.title;
  const namespace = metadata.namespace ?? 'default';
  return {
    owner: refOf(spec?.owner, 'group', namespace),
    system: refOf(spec?.system, 'system', namespace),
    title: typeof shown === 'string' ? shown : metadata.name,
  };
}

/** A full reference; `''` when there is none or it is not one. */
function refOf(text: unknown, kind: string, namespace: string): string {
  if (typeof text !== 'string') {
    return '';
  }
  try {
    return stringifyEntityRef(
      parseEntityRef(text, { defaultKind: kind, defaultNamespace: namespace }),
    );
  } catch {
    return '';
  }
}
