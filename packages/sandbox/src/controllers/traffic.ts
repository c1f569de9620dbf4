import { Rollout, ROLLOUTS } from '../argo/types';
import { isBadImage } from '../world/images';
import {
  controllerOf,
  DEPLOYMENTS,
  getOf,
  listOf,
  REPLICA_SETS,
  Workload,
} from '../world/objects';
import { isOfPlan } from '../world/workloads/founding';
import { ClusterWorld, TrafficShares } from '../world/world';

type Share = TrafficShares['shares'][number];

const hashOf = ({ metadata }: Workload) =>
  metadata.labels?.['pod-template-hash'] ?? '';

const ready = ({ status }: Workload) => Number(status?.readyReplicas ?? 0);

/** Notes which versions of each service get traffic, whenever that changes. */
export function recordTraffic(world: ClusterWorld): void {
  const byOwner = new Map<string, Workload[]>();
  for (const set of listOf(world.store, REPLICA_SETS)) {
    const { kind = '', name = '' } = controllerOf(set) ?? {};
    const owner = `${kind}/${set.metadata.namespace}/${name}`;
    byOwner.set(owner, [...(byOwner.get(owner) ?? []), set]);
  }
  for (const namespace of world.plan.environments) {
    for (const { metadata } of listOf(world.store, DEPLOYMENTS, namespace)) {
      const { name } = metadata;
      const rollout = getOf(world.store, ROLLOUTS, namespace, name);
      const sets = (kind: string) =>
        byOwner.get(`${kind}/${namespace}/${name}`) ?? [];
      record(
        world,
        { namespace, name },
        sharesOf(sets('Deployment'), sets('Rollout'), rollout),
      );
    }
  }
}

/** What the world was built with has always had traffic; what somebody added has since it serves. */
function record(
  world: ClusterWorld,
  { namespace, name }: { namespace: string; name: string },
  shares: Share[],
) {
  const key = `${namespace}/${name}`;
  const known = world.traffic.get(key) ?? [];
  const last = known.at(-1)?.shares;
  if (shares.length > 0 && JSON.stringify(shares) !== JSON.stringify(last)) {
    const isFirst = !last && isOfPlan(world.plan, namespace, name);
    const from = isFirst ? -Infinity : world.store.now();
    world.traffic.set(key, [...known, { from, shares }]);
  }
}

/** What the mesh's weights say; the rest goes to the pods of the Deployment that serve, equally. */
function sharesOf(
  own: Workload[],
  onTrial: Workload[],
  rollout: Rollout | undefined,
): Share[] {
  const { weight = 0, podTemplateHash } =
    rollout?.status?.canary?.weights?.canary ?? {};
  const trial = [...onTrial, ...own].find(
    set => weight > 0 && hashOf(set) === podTemplateHash,
  );
  const stable = own.filter(set => set !== trial && ready(set) > 0);
  const total = stable.reduce((sum, set) => sum + ready(set), 0);
  const rest = trial ? 1 - weight / 100 : 1;
  return [
    ...(trial ? [shareOf(trial, weight / 100)] : []),
    ...stable.map(set => shareOf(set, (rest * ready(set)) / total)),
  ].filter(({ share }) => share > 0);
}

function shareOf(set: Workload, share: number): Share {
  const [main] = set.spec.template.spec.containers;
  return { hash: hashOf(set), share, bad: isBadImage(main?.image) };
}
