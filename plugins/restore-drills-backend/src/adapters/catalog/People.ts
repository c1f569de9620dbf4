import { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { isUserEntity, parseEntityRef } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';

/** Names of people, by their references. */
export class People {
  readonly #catalog: Pick<CatalogService, 'getEntitiesByRefs'>;
  readonly #auth: Pick<AuthService, 'getOwnServiceCredentials'>;
  readonly #logger: LoggerService;

  constructor(options: {
    catalog: Pick<CatalogService, 'getEntitiesByRefs'>;
    auth: Pick<AuthService, 'getOwnServiceCredentials'>;
    logger: LoggerService;
  }) {
    this.#catalog = options.catalog;
    this.#auth = options.auth;
    this.#logger = options.logger;
  }

  /** Whoever the catalog does not know is called by their reference. Never throws. */
  async namesOf(refs: readonly string[]): Promise<Record<string, string>> {
    const users = [...new Set(refs)].filter(ref => ref.startsWith('user:'));
    const names = new Map(users.map(ref => [ref, parseEntityRef(ref).name]));
    if (users.length > 0) {
      try {
        const credentials = await this.#auth.getOwnServiceCredentials();
        const { items } = await this.#catalog.getEntitiesByRefs(
          { entityRefs: users },
          { credentials },
        );
        items.forEach((entity, index) => {
          if (entity && isUserEntity(entity)) {
            const name = entity.spec.profile?.displayName;
            names.set(users[index], name ?? entity.metadata.name);
          }
        });
      } catch (error) {
        this.#logger.debug(`Names of people are not known: ${error}`);
      }
    }
    return Object.fromEntries(names);
  }
}
