import {
  Condition,
  controllerOf,
  DEPLOYMENTS,
  listOf,
  PodTemplate,
  REPLICA_SETS,
  updateIfChanged,
  Workload,
} from '../world/objects';
import { hex } from '../world/random';
import { ClusterWorld } from '../world/world';
import { withCondition } from './conditions';
import { recordEvent } from './events';
import { ownedBy } from './pods';

const HASH_LABEL = 'pod-template-hash';

const numberOf = (value: unknown) => (typeof value === 'number' ? value : 0);

const ready = (set: Workload) => numberOf(set.status?.readyReplicas);

const PAUSED: Condition = {
  type: 'Progressing',
  status: 'Unknown',
  reason: 'DeploymentPaused',
  message: 'Deployment is paused',
};

/** Names a template: the same one has the same hash. */
export function templateHash(template: PodTemplate): string {
  return hex(JSON.stringify(template), 10);
}

/** Rolls every Deployment: one ReplicaSet per template, a quarter more at most, a quarter less at most. */
export function reconcileDeployments(world: ClusterWorld): void {
  const sets = listOf(world.store, REPLICA_SETS);
  for (const deployment of listOf(world.store, DEPLOYMENTS)) {
    const owned = sets.filter(
      set => controllerOf(set)?.uid === deployment.metadata.uid,
    );
    reconcile(world, deployment, owned);
  }
}

function reconcile(
  world: ClusterWorld,
  deployment: Workload,
  owned: Workload[],
) {
  const { name } = deployment.metadata;
  const hash = templateHash(deployment.spec.template);
  const desired = deployment.spec.replicas ?? 1;
  const current = owned.find(set => set.metadata.name === `${name}-${hash}`);
  const old = owned.filter(set => set !== current);
  if (deployment.spec.paused) {
    keepPaused(world, deployment, current, old);
    return;
  }
  const oldReplicas = old.reduce(
    (sum, set) => sum + (set.spec.replicas ?? 0),
    0,
  );
  const room = Math.max(0, desired + Math.ceil(desired / 4) - oldReplicas);
  const target = Math.min(desired, room);
  if (!current) {
    createReplicaSet(world, deployment, hash, target);
    return;
  }
  if (current.spec.replicas !== target) {
    scaleTo(world, deployment, current, target);
  }
  const needed = desired - Math.floor(desired / 4);
  let spare =
    ready(current) + old.reduce((n, set) => n + ready(set), 0) - needed;
  for (const set of old) {
    const replicas = set.spec.replicas ?? 0;
    const unready = Math.max(0, replicas - ready(set));
    const drop = Math.min(replicas, unready + Math.max(0, spare));
    spare -= Math.max(0, drop - unready);
    if (drop > 0) {
      scaleTo(world, deployment, set, replicas - drop);
    }
  }
  updateStatus(world, deployment, current, [current, ...old]);
}

/** A paused Deployment is still scaled, but by no template that is not running yet. */
function keepPaused(
  world: ClusterWorld,
  deployment: Workload,
  current: Workload | undefined,
  old: Workload[],
) {
  const active = [...(current ? [current] : []), ...old].filter(
    ({ spec }) => (spec.replicas ?? 0) > 0,
  );
  const desired = deployment.spec.replicas ?? 1;
  const [only] = active;
  if (active.length === 1 && only.spec.replicas !== desired) {
    scaleTo(world, deployment, only, desired);
  }
  updateStatus(world, deployment, current, active);
}

function createReplicaSet(
  world: ClusterWorld,
  deployment: Workload,
  hash: string,
  replicas: number,
) {
  const { name, namespace } = deployment.metadata;
  const { template, selector } = deployment.spec;
  const labels = { ...template.metadata.labels, [HASH_LABEL]: hash };
  world.store.create(REPLICA_SETS.resource, {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: `${name}-${hash}`,
      namespace,
      generation: 1,
      labels,
      annotations: {
        'deployment.kubernetes.io/desired-replicas': `${replicas}`,
      },
      ownerReferences: [ownedBy(deployment)],
    },
    spec: {
      replicas,
      selector: {
        matchLabels: { ...selector.matchLabels, [HASH_LABEL]: hash },
      },
      template: { ...template, metadata: { ...template.metadata, labels } },
    },
    status: { replicas: 0 },
  });
}

function scaleTo(
  world: ClusterWorld,
  deployment: Workload,
  set: Workload,
  replicas: number,
) {
  const direction = replicas > (set.spec.replicas ?? 0) ? 'up' : 'down';
  world.store.update(REPLICA_SETS.resource, {
    ...set,
    metadata: {
      ...set.metadata,
      generation: (set.metadata.generation ?? 1) + 1,
    },
    spec: { ...set.spec, replicas },
  });
  recordEvent(world, deployment, {
    type: 'Normal',
    reason: 'ScalingReplicaSet',
    message: `Scaled ${direction} replica set ${set.metadata.name} from ${set.spec.replicas} to ${replicas}`,
    source: 'deployment-controller',
  });
}

function updateStatus(
  world: ClusterWorld,
  deployment: Workload,
  current: Workload | undefined,
  all: Workload[],
) {
  const now = world.store.now();
  const desired = deployment.spec.replicas ?? 1;
  const sum = (field: string) =>
    all.reduce((total, set) => total + numberOf(set.status?.[field]), 0);
  const available = sum('availableReplicas');
  const enough = available >= desired - Math.floor(desired / 4);
  const complete = numberOf(current?.status?.availableReplicas) >= desired;
  let conditions = withCondition(
    deployment.status?.conditions,
    {
      type: 'Available',
      status: enough ? 'True' : 'False',
      reason: enough
        ? 'MinimumReplicasAvailable'
        : 'MinimumReplicasUnavailable',
      message: enough
        ? 'Deployment has minimum availability.'
        : 'Deployment does not have minimum availability.',
    },
    now,
  );
  conditions = withCondition(
    conditions,
    current && !deployment.spec.paused
      ? progressOf(deployment, current, complete, now)
      : PAUSED,
    now,
  );
  updateIfChanged(world.store, DEPLOYMENTS, deployment, {
    ...deployment,
    status: {
      observedGeneration: deployment.metadata.generation,
      replicas: sum('replicas'),
      updatedReplicas: numberOf(current?.status?.replicas),
      readyReplicas: sum('readyReplicas'),
      availableReplicas: available,
      unavailableReplicas: Math.max(0, desired - available),
      conditions,
    },
  });
}

/** A rollout has so long to complete; one that has completed does not fail when it is scaled later. */
function progressOf(
  { spec, status }: Workload,
  { metadata }: Workload,
  complete: boolean,
  now: number,
): Condition {
  const before = status?.conditions?.find(({ type }) => type === 'Progressing');
  const done = `ReplicaSet "${metadata.name}" has successfully progressed.`;
  const age = now - Date.parse(metadata.creationTimestamp ?? '');
  const late = age > (spec.progressDeadlineSeconds ?? 600) * 1000;
  const type = 'Progressing';
  if (complete || before?.message === done) {
    const reason = 'NewReplicaSetAvailable';
    return { type, status: 'True', reason, message: done };
  }
  return late
    ? {
        type,
        status: 'False',
        reason: 'ProgressDeadlineExceeded',
        message: `ReplicaSet "${metadata.name}" has timed out progressing.`,
      }
    : {
        type,
        status: 'True',
        reason: 'ReplicaSetUpdated',
        message: `ReplicaSet "${metadata.name}" is progressing.`,
      };
}
