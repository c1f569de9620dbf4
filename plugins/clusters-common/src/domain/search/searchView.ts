import { compareText } from '@textloom/kernel';
import { KnownCluster } from '../lists/componentView';
import { SearchHit, SearchView } from '../workloadViews';

const MAX_HITS = 50;

/** 0 exact, 1 begins with it, 2 contains it; undefined when it does not. */
function rankOf(text: string, needle: string): number | undefined {
  const at = text.toLowerCase().indexOf(needle);
  if (at < 0) {
    return undefined;
  }
  if (at > 0) {
    return 2;
  }
  return text.length === needle.length ? 0 : 1;
}

const KIND_ORDER: Record<SearchHit['kind'], number> = {
  Node: 0,
  Workload: 1,
  Image: 2,
  Pod: 3,
};

/** Keeps the best hits without keeping all. */
class Best {
  readonly #kept: { rank: number; hit: SearchHit }[][] = [[], [], []];
  total = 0;

  offer(text: string, needle: string, hit: () => SearchHit): void {
    const rank = rankOf(text, needle);
    if (rank === undefined) {
      return;
    }
    this.total++;
    const bucket = this.#kept[rank];
    if (bucket && bucket.length < MAX_HITS) {
      bucket.push({ rank, hit: hit() });
    }
  }

  hits(): SearchHit[] {
    return this.#kept
      .flat()
      .sort(
        (a, b) =>
          a.rank - b.rank ||
          KIND_ORDER[a.hit.kind] - KIND_ORDER[b.hit.kind] ||
          compareText(a.hit.name, b.hit.name) ||
          compareText(a.hit.cluster, b.hit.cluster),
      )
      .slice(0, MAX_HITS)
      .map(({ hit }) => hit);
  }
}

/** Finds nodes, workloads, images and pods whose name holds the text, in any case; exact first. */
export function searchView(
  clusters: readonly KnownCluster[],
  query: string,
): SearchView {
  const needle = query.trim().toLowerCase();
  const best = new Best();
  for (const { facts, view } of clusters) {
    const cluster = view.name;
    for (const { name: group, nodes } of view.nodeGroups) {
      for (const { name, worst } of nodes) {
        best.offer(name, needle, () => ({
          kind: 'Node',
          cluster,
          name,
          where: group,
          ...(worst && { severity: worst }),
        }));
      }
    }
    for (const { kind, namespace, name, images } of facts.workloads ?? []) {
      const workload = { cluster, namespace, workloadKind: kind };
      best.offer(name, needle, () => ({ kind: 'Workload', ...workload, name }));
      for (const image of images) {
        best.offer(image, needle, () => ({
          kind: 'Image',
          ...workload,
          name: image,
          where: name,
        }));
      }
    }
    for (const { namespace, name, nodeName } of facts.pods) {
      best.offer(name, needle, () => ({
        kind: 'Pod',
        cluster,
        namespace,
        name,
        ...(nodeName && { where: nodeName }),
      }));
    }
  }
  return { query, hits: best.hits(), total: best.total };
}
