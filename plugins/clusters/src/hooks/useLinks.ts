import { useMemo } from 'react';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { parseEntityRef } from '@backstage/catalog-model';
import {
  ObjectRef,
  workloadKindSchema,
  WorkloadName,
} from '@textloom/plugin-clusters-common';
import {
  clusterRouteRef,
  ClusterTab,
  clusterTabRouteRef,
  entityRouteRef,
  nodeGroupRouteRef,
  nodeRouteRef,
  rootRouteRef,
  workloadRouteRef,
} from '../routes';

/** Addresses within the pages and to the catalog; undefined where a page is not installed. */
export interface Links {
  fleet(): string | undefined;
  cluster(cluster: string): string | undefined;
  /** A tab of a cluster's page, with the query that it opens with. */
  tab(
    cluster: string,
    tab: ClusterTab,
    query?: Record<string, string>,
  ): string | undefined;
  nodeGroup(cluster: string, nodeGroup: string): string | undefined;
  workload(cluster: string, workload: WorkloadName): string | undefined;
  node(cluster: string, node: string): string | undefined;
  component(name: string): string | undefined;
  object(cluster: string, ref: ObjectRef): string | undefined;
}

function entityOf(name: string) {
  try {
    return parseEntityRef(name, {
      defaultKind: 'component',
      defaultNamespace: 'default',
    });
  } catch {
    // A label may hold what is no entity reference; then there is nothing to link to.
    return undefined;
  }
}

function withQuery(
  href: string | undefined,
  query: Record<string, string> = {},
): string | undefined {
  const search = new URLSearchParams(query).toString();
  return href && search ? `${href}?${search}` : href;
}

function objectHref(
  links: Links,
  cluster: string,
  ref: ObjectRef,
): string | undefined {
  switch (ref.kind) {
    case 'Cluster':
      return links.cluster(cluster);
    case 'Node':
      return links.node(cluster, ref.name);
    case 'NodeGroup':
      return links.nodeGroup(cluster, ref.name);
    case 'Workload': {
      const kind = workloadKindSchema.safeParse(ref.workloadKind).data;
      const { namespace, name } = ref;
      return kind && namespace
        ? links.workload(cluster, { kind, namespace, name })
        : undefined;
    }
    case 'Zone':
      return links.tab(cluster, 'nodes', { filter: ref.name });
    case 'HPA':
      return links.tab(cluster, 'capacity');
    case 'Alert':
      return links.tab(cluster, 'alerts');
    case 'Dependency':
      return links.tab(cluster, 'data-layer');
    default:
      return undefined;
  }
}

/** See {@link Links}. */
export function useLinks(): Links {
  const fleet = useRouteRef(rootRouteRef);
  const cluster = useRouteRef(clusterRouteRef);
  const clusterTab = useRouteRef(clusterTabRouteRef);
  const workload = useRouteRef(workloadRouteRef);
  const nodeGroup = useRouteRef(nodeGroupRouteRef);
  const node = useRouteRef(nodeRouteRef);
  const entity = useRouteRef(entityRouteRef);
  return useMemo(() => {
    const links: Links = {
      fleet: () => fleet?.(),
      cluster: name => cluster?.({ cluster: name }),
      tab: (name, tab, query) =>
        withQuery(
          tab === 'overview'
            ? cluster?.({ cluster: name })
            : clusterTab?.({ cluster: name, tab }),
          query,
        ),
      workload: (name, of) => workload?.({ cluster: name, ...of }),
      nodeGroup: (name, group) =>
        nodeGroup?.({ cluster: name, nodeGroup: group }),
      node: (name, of) => node?.({ cluster: name, node: of }),
      component: name => {
        const ref = entityOf(name);
        return ref && entity?.(ref);
      },
      object: (name, ref) => objectHref(links, name, ref),
    };
    return links;
  }, [fleet, cluster, clusterTab, workload, nodeGroup, node, entity]);
}
