import { PodFacts } from '../facts';
import { count, finding, seconds } from '../finding';
import { Finding, ObjectRef } from '../health';
import { isGivenUp, NodeCase } from '../nodeCase';
import { PdbFacts } from '../workloadFacts';
import { afterTime, WorkloadScene } from './common';

/** Budgets that would stop a drain, and budgets that are not kept. */
export function budgetFindings(
  budgets: readonly PdbFacts[],
  scene: WorkloadScene,
): Finding[] {
  const leaving = scene.cases.filter(isGivenUp);
  return budgets
    .filter(({ expectedPods }) => expectedPods > 0)
    .flatMap(budget =>
      budget.currentHealthy < budget.desiredHealthy
        ? [broken(budget, scene)]
        : blocks(budget, leaving),
    );
}

const refOf = ({ namespace, name }: PdbFacts): ObjectRef => ({
  kind: 'PDB',
  namespace,
  name,
});

function broken(budget: PdbFacts, scene: WorkloadScene): Finding {
  const { budgetBrokenMs } = scene.limits;
  const base = finding('pdb-broken', 'info', refOf(budget), {
    value: count(budget.currentHealthy),
    threshold: count(budget.desiredHealthy),
    evidence: 'PodDisruptionBudget.status.currentHealthy',
    params: {
      healthy: budget.currentHealthy,
      desired: budget.desiredHealthy,
      seconds: seconds(budgetBrokenMs).value,
    },
  });
  return afterTime(base, budgetBrokenMs, 'degraded', scene);
}

/** No pod may go: harmless until a node with such a pod is to be emptied, which then waits for ever. */
function blocks(budget: PdbFacts, leaving: readonly NodeCase[]): Finding[] {
  if (budget.disruptionsAllowed > 0) {
    return [];
  }
  const nodes = leaving
    .filter(({ pods }) => pods.some(pod => selects(budget, pod)))
    .map(({ node }) => node.name);
  return [
    finding(
      'pdb-blocks-drain',
      nodes.length ? 'warning' : 'info',
      refOf(budget),
      {
        value: count(budget.disruptionsAllowed),
        threshold: count(1),
        evidence: 'PodDisruptionBudget.status.disruptionsAllowed',
        detail: nodes.length ? nodes.slice(0, 10).join(', ') : undefined,
        params: { healthy: budget.currentHealthy, nodes: nodes.length },
      },
    ),
  ];
}

/** Whether a budget counts a pod, as far as the labels that are kept tell. */
function selects({ namespace, matchLabels }: PdbFacts, pod: PodFacts): boolean {
  return (
    matchLabels !== undefined &&
    pod.namespace === namespace &&
    pod.phase !== 'Succeeded' &&
    pod.phase !== 'Failed' &&
    Object.entries(matchLabels).every(
      ([key, value]) => pod.labels?.[key] === value,
    )
  );
}
