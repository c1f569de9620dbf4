import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  Entity,
  parseEntityRef,
  RELATION_CHILD_OF,
  RELATION_MEMBER_OF,
  RELATION_OWNED_BY,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { kept } from '@textloom/backend-kit';
import { Clock } from '@textloom/kernel';
import { Person } from '@textloom/plugin-deployments-common';
import { Directory } from '../../service/ports';

const KEEP_MS = 60_000;
/** Annotation that makes a component a service that runs in a cluster. */
const SERVICE_ANNOTATION = 'backstage.io/kubernetes-id';
/** Annotations of a user that name the same person elsewhere. */
const IDENTITY_ANNOTATIONS = [
  'github.com/user-login',
  'google.com/email',
  'microsoft.com/email',
];
/** Further accounts and addresses of the same person, separated by commas. */
const ALSO_ANNOTATION = 'textloom.io/identities';

/** Annotation with `owner/repository` of a component on GitHub. */
const REPOSITORY_ANNOTATION = 'github.com/project-slug';

interface Service {
  service: string;
  owner: string;
  title: string;
  repository?: string;
}

const refOf = (entity: Entity) =>
  stringifyEntityRef(entity).toLocaleLowerCase('en-US');

/** People and services as the catalog has them, read with the portal's own permission and kept for a minute. */
export class CatalogDirectory implements Directory {
  readonly #catalog: CatalogService;
  readonly #credentials: () => Promise<BackstageCredentials>;
  readonly people: () => Promise<readonly Person[]>;
  readonly services: () => Promise<readonly Service[]>;

  constructor(options: {
    catalog: CatalogService;
    ownCredentials: () => Promise<BackstageCredentials>;
    clock: Clock;
  }) {
    // On a first start the catalog is empty for some seconds.
    const isWorthKeeping = (found: readonly unknown[]) => found.length > 0;
    const keep = { forMs: KEEP_MS, clock: options.clock, isWorthKeeping };
    this.#catalog = options.catalog;
    this.#credentials = options.ownCredentials;
    this.people = kept(() => this.#people(), keep);
    this.services = kept(() => this.#services(), keep);
  }

  async service(
    name: string,
  ): Promise<{ owner: string; title: string } | undefined> {
    const known = (await this.services()).find(
      ({ service }) => service === name,
    );
    if (known) {
      return known;
    }
    // It may be newer than what is kept: CI tells of the first release soon after a service is made.
    const [found] = await this.#services({ 'metadata.name': name });
    return found;
  }

  /** `owner/repository` of a service on GitHub, where the catalog says so. */
  async repositoryOf(service: string): Promise<string | undefined> {
    const services = await this.services();
    return services.find(known => known.service === service)?.repository;
  }

  async #people(): Promise<Person[]> {
    const entities = await this.#all({ kind: ['User', 'Group'] });
    const parents = new Map(
      entities
        .filter(({ kind }) => kind === 'Group')
        .map(group => [refOf(group), targets(group, RELATION_CHILD_OF)]),
    );
    return entities
      .filter(({ kind }) => kind === 'User')
      .map(user => personOf(user, parents));
  }

  async #services(only: Record<string, string> = {}): Promise<Service[]> {
    const components = await this.#all({ ...only, kind: 'Component' });
    return components
      .filter(({ metadata }) => metadata.annotations?.[SERVICE_ANNOTATION])
      .map(component => {
        const { name, title, annotations } = component.metadata;
        const repository = annotations?.[REPOSITORY_ANNOTATION];
        return {
          service: name,
          owner: targets(component, RELATION_OWNED_BY)[0] ?? '',
          title: title ?? name,
          ...(repository && { repository }),
        };
      });
  }

  async #all(filter: Record<string, string | string[]>): Promise<Entity[]> {
    const entities: Entity[] = [];
    const pages = this.#catalog.streamEntities(
      {
        filter,
        fields: ['kind', 'metadata', 'spec.profile', 'relations'],
      },
      { credentials: await this.#credentials() },
    );
    for await (const page of pages) {
      entities.push(...page);
    }
    return entities;
  }
}

function personOf(
  user: Entity,
  parents: ReadonlyMap<string, readonly string[]>,
): Person {
  const profile = Object(user.spec?.profile);
  const annotations = user.metadata.annotations ?? {};
  const identities = [
    user.metadata.name,
    profile.email,
    ...IDENTITY_ANNOTATIONS.map(name => annotations[name]),
    ...(annotations[ALSO_ANNOTATION] ?? '').split(','),
  ].flatMap(identity =>
    typeof identity === 'string' && identity.trim()
      ? identity.trim().toLowerCase()
      : [],
  );
  return {
    ref: refOf(user),
    name: profile.displayName ?? user.metadata.title ?? user.metadata.name,
    groups: withParents(targets(user, RELATION_MEMBER_OF), parents),
    identities: [...new Set(identities)],
  };
}

/** The groups and all groups above them; a circle of parents ends. */
function withParents(
  groups: readonly string[],
  parents: ReadonlyMap<string, readonly string[]>,
): string[] {
  const found = new Set<string>();
  const open = [...groups];
  for (let group = open.pop(); group !== undefined; group = open.pop()) {
    if (!found.has(group)) {
      found.add(group);
      open.push(...(parents.get(group) ?? []));
    }
  }
  return [...found].sort();
}

/** Entities that a relation points at, as lower-case references. */
function targets(entity: Entity, type: string): string[] {
  return (entity.relations ?? [])
    .filter(relation => relation.type === type)
    .map(({ targetRef }) =>
      stringifyEntityRef(parseEntityRef(targetRef)).toLocaleLowerCase('en-US'),
    );
}
