import { SearchHit } from '@textloom/plugin-clusters-common';

/** Kinds of hit, in the order that they are shown. */
const KINDS: SearchHit['kind'][] = ['Node', 'Workload', 'Pod', 'Image'];

/** Hits of one kind. */
export interface HitGroup {
  kind: SearchHit['kind'];
  hits: SearchHit[];
}

/** Hits by kind; within a kind they keep their order, best first. */
export function hitGroups(hits: SearchHit[]): HitGroup[] {
  return KINDS.map(kind => ({
    kind,
    hits: hits.filter(hit => hit.kind === kind),
  })).filter(group => group.hits.length > 0);
}

/** Key of a hit among others. */
export function hitKey(hit: SearchHit): string {
  return JSON.stringify([
    hit.kind,
    hit.cluster,
    hit.namespace,
    hit.workloadKind,
    hit.name,
    hit.where,
  ]);
}
