import { groupBy } from '@textloom/kernel';
import { ClusterFacts, PodFacts } from '../facts';
import { Finding } from '../health';
import { NodeCase, Scene } from '../nodeCase';
import { once } from '../once';
import { WorkloadFacts } from '../workloadFacts';
import { budgetFindings } from './budgetRules';
import { WorkloadScene } from './common';
import { daemonRule, misscheduledRule } from './daemonRules';
import { podOwnerKey } from './digest';
import { hpaConditionFindings } from './hpaRules';
import { knownLabels } from './placement';
import { rolloutRule, shortRule, unavailableRule } from './rolloutRules';
import { troubleFindings } from './troubleRules';
import { vpaFindings } from './vpaRules';

/** What is wrong with workloads and with what bounds them. Sources that never answered say nothing. */
export function workloadFindings(
  facts: ClusterFacts,
  cases: readonly NodeCase[],
  scene: Scene,
): Finding[] {
  const { workloads = [], budgets = [], vpas = [], hpas } = facts;
  const known = workloadScene(scene, cases);
  return [
    ...workloads.flatMap(workload => ofWorkload(workload, known)),
    ...troubleFindings(known),
    ...hpaConditionFindings(hpas),
    ...vpaFindings(vpas, workloads, hpas, known),
    ...budgetFindings(budgets, known),
  ];
}

function ofWorkload(workload: WorkloadFacts, scene: WorkloadScene): Finding[] {
  return workload.kind === 'DaemonSet'
    ? [
        ...unavailableRule(workload, scene),
        ...daemonRule(workload, scene),
        ...misscheduledRule(workload, scene),
      ]
    : [
        ...rolloutRule(workload, scene),
        ...unavailableRule(workload, scene),
        ...shortRule(workload, scene),
      ];
}

function troubledPods(cases: readonly NodeCase[]): PodFacts[] {
  const troubled: PodFacts[] = [];
  for (const { digest } of cases) {
    // Most nodes have none; an empty list is not spread five thousand times.
    if (digest.troubled.length > 0) {
      troubled.push(...digest.troubled);
    }
  }
  return troubled;
}

function workloadScene(
  scene: Scene,
  cases: readonly NodeCase[],
): WorkloadScene {
  return {
    ...scene,
    limits: scene.thresholds.workloads,
    cases,
    labels: once(() => knownLabels(cases)),
    troubled: groupBy(troubledPods(cases), podOwnerKey),
  };
}
