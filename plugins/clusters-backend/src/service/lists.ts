import { NotFoundError } from '@backstage/errors';
import { Answer } from '@textloom/backend-kit';
import {
  HeadroomQuery,
  HeadroomView,
  headroomView,
  WorkloadName,
  workloadNamed,
  WorkloadsQuery,
  WorkloadsView,
  workloadsView,
  WorkloadView,
  workloadView,
} from '@textloom/plugin-clusters-common';
import { ClusterRecord } from './ClusterRecord';

const nameOf = ({ kind, namespace, name }: WorkloadName) =>
  `${kind} ${namespace}/${name}`;

/** A page of a cluster's workloads. */
export function workloadsOf(
  record: ClusterRecord,
  query: WorkloadsQuery,
): Answer<WorkloadsView> {
  return record.answer(`workloads ${JSON.stringify(query)}`, known =>
    workloadsView(known.facts, known.view, query),
  );
}

/** One workload. @throws NotFoundError */
export function workloadOf(
  record: ClusterRecord,
  workload: WorkloadName,
): Answer<WorkloadView> {
  return record.answer(`workload ${nameOf(workload)}`, ({ facts, view }) => {
    const found = workloadView(facts, view, workload);
    if (!found) {
      throw new NotFoundError(
        `Cluster ${view.name} has no ${nameOf(workload)}`,
      );
    }
    return found;
  });
}

/** Room for more pods like those of a workload, or of a size. @throws NotFoundError for an unknown workload. */
export function headroomOf(
  record: ClusterRecord,
  query: HeadroomQuery,
): Answer<HeadroomView> {
  return record.answer(
    `headroom ${JSON.stringify(query)}`,
    ({ facts, view }) => {
      if (!('name' in query)) {
        return headroomView(facts, view, { requests: query });
      }
      const workload = workloadNamed(facts, query);
      if (!workload) {
        throw new NotFoundError(`Cluster ${view.name} has no ${nameOf(query)}`);
      }
      return headroomView(facts, view, { workload });
    },
  );
}
