import { ClusterFacts } from '../facts';
import { WorkloadFacts, WorkloadKind } from '../workloadFacts';

/** The workload of a name; undefined when there is none. */
export function workloadNamed(
  facts: Pick<ClusterFacts, 'workloads'>,
  wanted: { kind: WorkloadKind; namespace: string; name: string },
): WorkloadFacts | undefined {
  return facts.workloads?.find(
    ({ kind, namespace, name }) =>
      kind === wanted.kind &&
      namespace === wanted.namespace &&
      name === wanted.name,
  );
}
