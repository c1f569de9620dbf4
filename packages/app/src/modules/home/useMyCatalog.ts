import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { CatalogApi, catalogApiRef } from '@backstage/plugin-catalog-react';
import {
  IdentityApi,
  identityApiRef,
  useApi,
} from '@backstage/frontend-plugin-api';
import { usePluginQuery } from '@textloom/ui';

/** Kinds that people own and look for, in the order in which they are shown. */
export const KINDS = ['component', 'api', 'resource', 'system'] as const;

/** One of {@link KINDS}. */
export type Kind = (typeof KINDS)[number];

/** What the catalog holds for the reader. */
export interface MyCatalog {
  owned: { ref: string; name: string; kind: Kind; href: string }[];
  ownedTotal: number;
  /** How many of each kind there are, whoever owns them. */
  counts: Record<Kind, number>;
}

const SHOWN = 6;
/** Enough to choose the shown ones from; who owns more finds them in the catalog. */
const READ = 200;

function isKind(kind: string): kind is Kind {
  return (KINDS as readonly string[]).includes(kind);
}

function toRow(entity: Entity): MyCatalog['owned'] {
  const kind = entity.kind.toLocaleLowerCase('en');
  if (!isKind(kind)) return [];
  const { name, namespace = 'default', title } = entity.metadata;
  return [
    {
      ref: stringifyEntityRef(entity),
      name: title ?? name,
      kind,
      href: `/catalog/${namespace}/${kind}/${name}`,
    },
  ];
}

type Row = MyCatalog['owned'][number];

/** What is worked on first: components, then APIs, resources, systems. */
function byKindThenName(a: Row, b: Row): number {
  return (
    KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) ||
    a.name.localeCompare(b.name, 'en')
  );
}

/** Reads what the reader owns and how much there is of each kind. */
export async function loadMyCatalog(
  catalogApi: CatalogApi,
  identityApi: IdentityApi,
): Promise<MyCatalog> {
  const { ownershipEntityRefs } = await identityApi.getBackstageIdentity();
  const [owned, facets] = await Promise.all([
    catalogApi.queryEntities({
      filter: {
        kind: [...KINDS],
        'relations.ownedBy': ownershipEntityRefs,
      },
      fields: ['kind', 'metadata.name', 'metadata.namespace', 'metadata.title'],
      limit: READ,
    }),
    catalogApi.getEntityFacets({ facets: ['kind'] }),
  ]);
  const counts = { component: 0, api: 0, resource: 0, system: 0 };
  for (const { value, count } of facets.facets.kind ?? []) {
    const kind = value.toLocaleLowerCase('en');
    if (isKind(kind)) counts[kind] = count;
  }
  return {
    owned: owned.items.flatMap(toRow).sort(byKindThenName).slice(0, SHOWN),
    ownedTotal: owned.totalItems,
    counts,
  };
}

/** {@link loadMyCatalog}, kept and refreshed. */
export function useMyCatalog() {
  const catalogApi = useApi(catalogApiRef);
  const identityApi = useApi(identityApiRef);
  return usePluginQuery({
    plugin: 'catalog',
    key: ['mine'],
    load: () => loadMyCatalog(catalogApi, identityApi),
    pollMs: 60_000,
  });
}
