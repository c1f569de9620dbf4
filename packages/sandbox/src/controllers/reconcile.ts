import { ClusterWorld } from '../world/world';
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

const CONTROLLERS = [
  runKubelets,
  watchNodes,
  finalizeNamespaces,
  collectGarbage,
  runAutoscalers,
  reconcileDeployments,
  reconcileReplicaSets,
  reconcileStatefulSets,
  reconcileDaemonSets,
  schedulePods,
  reportBudgets,
  reportNodeGroups,
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
