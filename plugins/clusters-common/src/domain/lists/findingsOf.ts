import { groupBy } from '@textloom/kernel';
import { Finding } from '../health';
import { compareFindings } from '../severity';
import { AssessedCluster } from '../views';
import { WorkloadFacts } from '../workloadFacts';
import { RelatedObjects } from './related';

const kept = new WeakMap<AssessedCluster, Map<string, Finding[]>>();

const keyOf = (kind: string, namespace: string | undefined, name: string) =>
  `${kind}/${namespace ?? ''}/${name}`;

/** Findings of a view by their object. Made once for the same view, which never changes. */
function findingsByObject(view: AssessedCluster): Map<string, Finding[]> {
  let findings = kept.get(view);
  if (!findings) {
    findings = groupBy(view.list, ({ object }) =>
      keyOf(object.kind, object.namespace, object.name),
    );
    kept.set(view, findings);
  }
  return findings;
}

const ALONE: RelatedObjects = { hpas: [], vpas: [], budgets: [] };

/** Findings of a workload, and of what scales or protects it, if given; worst first. */
export function workloadFindingsOf(
  view: AssessedCluster,
  workload: WorkloadFacts,
  { hpas, vpas, budgets }: RelatedObjects = ALONE,
): Finding[] {
  const findings = findingsByObject(view);
  const of = (kind: string, name: string) =>
    findings.get(keyOf(kind, workload.namespace, name)) ?? [];
  return [
    ...of('Workload', workload.name).filter(
      ({ object: { workloadKind = workload.kind } }) =>
        workloadKind === workload.kind,
    ),
    ...hpas.flatMap(({ name }) => of('HPA', name)),
    ...vpas.flatMap(({ name }) => of('VPA', name)),
    ...budgets.flatMap(({ name }) => of('PDB', name)),
  ].sort(compareFindings);
}
