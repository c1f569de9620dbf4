import { reportRecommendations } from '../world/verticalAutoscalers';
import { ClusterWorld } from '../world/world';
import { runArgo } from './argo';
import { runAutoscalers } from './autoscalers';
import { reportBudgets } from './budgets';
import { reconcileDaemonSets } from './daemonSets';
import { reconcileDeployments } from './deployments';
import { expireEvents } from './events';
import { collectGarbage, finalizeNamespaces } from './garbage';
import { runKubelets } from './kubelet';
import { reportNodeGroups } from './nodeGroups';
import { watchNodes } from './nodeLifecycle';
import { reconcileReplicaSets, reconcileStatefulSets } from './replicas';
import { schedulePods } from './scheduler';
import { recordTraffic } from './traffic';

const CONTROLLERS = [
  runKubelets,
  watchNodes,
  finalizeNamespaces,
  collectGarbage,
  runAutoscalers,
  reportRecommendations,
  // Before Deployments: a template on trial is none to roll to.
  runArgo,
  reconcileDeployments,
  reconcileReplicaSets,
  reconcileStatefulSets,
  reconcileDaemonSets,
  schedulePods,
  reportBudgets,
  reportNodeGroups,
  recordTraffic,
  expireEvents,
];

/** Rounds after which a world that still changes is left for the next tick. */
const MAX_ROUNDS = 6;

/** Lets all controllers work until nothing changes any more at this moment. */
export function reconcile(world: ClusterWorld): void {
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const before = world.store.revision;
    CONTROLLERS.forEach(control => control(world));
    if (world.store.revision === before) {
      return;
    }
  }
}
