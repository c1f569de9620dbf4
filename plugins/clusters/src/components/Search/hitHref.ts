import { SearchHit } from '@textloom/plugin-clusters-common';
import { Links } from '../../hooks/useLinks';

/** Where a hit leads: its own page, else the page that lists it. */
export function hitHref(hit: SearchHit, links: Links): string | undefined {
  const { kind, cluster, namespace, name, workloadKind, where } = hit;
  switch (kind) {
    case 'Node':
      return links.node(cluster, name);
    case 'Workload':
      return workloadKind && namespace
        ? links.workload(cluster, { kind: workloadKind, namespace, name })
        : undefined;
    case 'Pod':
      return where
        ? withPods(links.node(cluster, where), name)
        : links.tab(cluster, 'workloads', { filter: name });
    default:
      return workloadKind && namespace && where
        ? links.workload(cluster, {
            kind: workloadKind,
            namespace,
            name: where,
          })
        : links.tab(cluster, 'workloads', { filter: name });
  }
}

function withPods(href: string | undefined, pod: string): string | undefined {
  return href && `${href}?${new URLSearchParams({ pods: pod })}`;
}
