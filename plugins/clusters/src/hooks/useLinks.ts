import { useMemo } from 'react';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { parseEntityRef } from '@backstage/catalog-model';
import { ObjectRef } from '@textloom/plugin-clusters-common';
import {
  clusterRouteRef,
  entityRouteRef,
  nodeGroupRouteRef,
  nodeRouteRef,
  rootRouteRef,
} from '../routes';

/** Addresses within the pages and to the catalog; undefined where a page is not installed. */
export interface Links {
  fleet(): string | undefined;
  cluster(cluster: string): string | undefined;
  nodeGroup(cluster: string, nodeGroup: string): string | undefined;
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

/** See {@link Links}. */
export function useLinks(): Links {
  const fleet = useRouteRef(rootRouteRef);
  const cluster = useRouteRef(clusterRouteRef);
  const nodeGroup = useRouteRef(nodeGroupRouteRef);
  const node = useRouteRef(nodeRouteRef);
  const entity = useRouteRef(entityRouteRef);
  return useMemo(() => {
    const links: Links = {
      fleet: () => fleet?.(),
      cluster: name => cluster?.({ cluster: name }),
      nodeGroup: (name, group) =>
        nodeGroup?.({ cluster: name, nodeGroup: group }),
      node: (name, of) => node?.({ cluster: name, node: of }),
      component: name => {
        const ref = entityOf(name);
        return ref && entity?.(ref);
      },
      object: (name, ref) => {
        if (ref.kind === 'Node') return links.node(name, ref.name);
        if (ref.kind === 'NodeGroup') return links.nodeGroup(name, ref.name);
        return undefined;
      },
    };
    return links;
  }, [fleet, cluster, nodeGroup, node, entity]);
}
