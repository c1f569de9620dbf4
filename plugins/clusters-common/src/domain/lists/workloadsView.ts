import { compareText } from '@textloom/kernel';
import { ClusterFacts } from '../facts';
import { severityOrder } from '../severity';
import { hasAnswered } from '../sources';
import { distinct } from '../distinct';
import { AssessedCluster } from '../views';
import { WorkloadFacts, WorkloadKind } from '../workloadFacts';
import { WorkloadsView } from '../workloadViews';
import { workloadFreshness } from './workloadFreshness';
import {
  JudgedWorkload,
  judgeWorkload,
  workloadSummary,
} from './workloadSummary';

/** Rows of a page when the reader does not say. */
const DEFAULT_LIMIT = 50;

/** Which workloads to list; see the route's query. */
export interface WorkloadsFilter {
  /** Part of name, namespace, component or image, in any case. */
  query?: string;
  namespace?: string;
  kind?: WorkloadKind;
  unhealthy?: boolean;
  offset?: number;
  limit?: number;
}

function matches(workload: WorkloadFacts, filter: WorkloadsFilter): boolean {
  const needle = filter.query?.trim().toLowerCase();
  const { namespace, name, component = '', images } = workload;
  return (
    (filter.namespace === undefined || filter.namespace === namespace) &&
    (filter.kind === undefined || filter.kind === workload.kind) &&
    (!needle ||
      [name, namespace, component, ...images].some(text =>
        text.toLowerCase().includes(needle),
      ))
  );
}

function worstFirst(one: JudgedWorkload, other: JudgedWorkload): number {
  const rank = ({ findings }: JudgedWorkload) =>
    findings[0]?.severity ?? 'info';
  const [a, b] = [one.workload, other.workload];
  return (
    severityOrder.compare(rank(other), rank(one)) ||
    compareText(a.namespace, b.namespace) ||
    compareText(a.name, b.name) ||
    compareText(a.kind, b.kind)
  );
}

/** A page of the workloads that fit the filter, worst first. */
export function workloadsView(
  facts: ClusterFacts,
  view: AssessedCluster,
  filter: WorkloadsFilter = {},
): WorkloadsView {
  const all = facts.workloads ?? [];
  const found = all
    .filter(workload => matches(workload, filter))
    .map(workload => judgeWorkload(facts, view, workload))
    .filter(({ state }) => !filter.unhealthy || state !== 'healthy')
    .sort(worstFirst);
  const offset = filter.offset ?? 0;
  return {
    cluster: view.name,
    generatedAt: view.generatedAt,
    freshness: workloadFreshness(facts, view),
    known: hasAnswered(facts, 'workloads'),
    total: found.length,
    offset,
    items: found
      .slice(offset, offset + (filter.limit ?? DEFAULT_LIMIT))
      .map(item => workloadSummary(facts, view, item)),
    namespaces: distinct(all, ({ namespace }) => namespace),
  };
}
