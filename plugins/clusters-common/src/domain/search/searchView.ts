import { compareText } from '@textloom/kernel';
import { KnownCluster } from '../lists/componentView';
import { workloadFindingsOf } from '../lists/findingsOf';
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

/** What is fewer and says more comes first. */
const KINDS: readonly SearchHit['kind'][] = [
  'Node',
  'Workload',
  'Image',
  'Pod',
];
const RANKS = 3;

/** Keeps the best hits of each rank and kind without keeping all. */
class Best {
  readonly #kept = Array.from(
    { length: RANKS * KINDS.length },
    (): SearchHit[] => [],
  );
  total = 0;

  offer(
    kind: SearchHit['kind'],
    text: string,
    needle: string,
    hit: () => Omit<SearchHit, 'kind' | 'name'>,
  ): void {
    const rank = rankOf(text, needle);
    if (rank === undefined) {
      return;
    }
    this.total++;
    const bucket = this.#kept[rank * KINDS.length + KINDS.indexOf(kind)];
    if (bucket && bucket.length < MAX_HITS) {
      bucket.push({ kind, name: text, ...hit() });
    }
  }

  hits(): SearchHit[] {
    return this.#kept
      .flatMap(bucket =>
        bucket.sort(
          (a, b) =>
            compareText(a.name, b.name) || compareText(a.cluster, b.cluster),
        ),
      )
      .slice(0, MAX_HITS);
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
        best.offer('Node', name, needle, () => ({
          cluster,
          where: group,
          ...(worst && { severity: worst }),
        }));
      }
    }
    for (const workload of facts.workloads ?? []) {
      const { kind, namespace, name, images } = workload;
      const place = { cluster, namespace, workloadKind: kind };
      best.offer('Workload', name, needle, () => {
        const [worst] = workloadFindingsOf(view, workload);
        return { ...place, ...(worst && { severity: worst.severity }) };
      });
      for (const image of images) {
        best.offer('Image', image, needle, () => ({
          ...place,
          where: name,
        }));
      }
    }
    for (const { namespace, name, nodeName } of facts.pods) {
      best.offer('Pod', name, needle, () => ({
        cluster,
        namespace,
        ...(nodeName && { where: nodeName }),
      }));
    }
  }
  return { query, hits: best.hits(), total: best.total };
}
