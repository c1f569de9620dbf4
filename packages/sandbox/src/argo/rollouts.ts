import { templateHash } from '../controllers/deployments';
import { ownedBy } from '../controllers/pods';
import {
  controllerOf,
  DEPLOYMENTS,
  REPLICA_SETS,
  Workload,
} from '../world/objects';
import { CanaryPlan, planCanary } from './canary';
import { Rollout, ROLLOUTS, RolloutStatus, Round, Write } from './types';

/** Label of the pods of a Rollout that says which version they are. */
const HASH_LABEL = 'rollouts-pod-template-hash';
const POD_HASH_LABEL = 'pod-template-hash';
/** Labels that a ReplicaSet adds to the template that it was made of. */
export const HASH_LABELS: readonly string[] = [POD_HASH_LABEL, HASH_LABEL];

interface Parts {
  rollout: Rollout;
  deployment: Workload;
  hash: string;
  /** ReplicaSet of the wanted template. */
  wanted?: Workload;
  round: Round;
}

const count = (object: Workload | undefined, field: string) =>
  Number(object?.status?.[field] ?? 0);

/**
 * What Argo Rollouts' controller does in one round. A Rollout refers to a Deployment, which keeps the stable pods and
 * is paused while another version is on trial beside it in a ReplicaSet of the Rollout; at the end the Deployment
 * takes that ReplicaSet over.
 */
export function planRollouts(round: Round): Write[] {
  return (round.view.list(ROLLOUTS.resource) as Rollout[]).flatMap(rollout => {
    const { workloadRef } = rollout.spec;
    const { namespace } = rollout.metadata;
    const deployment =
      workloadRef &&
      (round.view.get(DEPLOYMENTS.resource, namespace, workloadRef.name) as
        | Workload
        | undefined);
    return deployment
      ? planRollout(rollout, deployment, round)
      : invalid(rollout, workloadRef?.name ?? '');
  });
}

function planRollout(
  rollout: Rollout,
  deployment: Workload,
  round: Round,
): Write[] {
  const hash = templateHash(deployment.spec.template);
  const wanted = setOf(deployment, hash, round);
  const parts: Parts = { rollout, deployment, hash, wanted, round };
  const available = count(wanted, 'availableReplicas');
  const plan = planCanary({
    rollout,
    hash,
    replicas: deployment.spec.replicas ?? 1,
    available,
    complete: isComplete(parts),
    adopted: isAdopted(parts),
    now: round.now,
  });
  return [
    ...pausing(parts, plan),
    ...canarySet(parts, plan),
    ...leftSets(parts),
    ...stableSet(parts, plan),
    ...statusOf(parts, plan),
  ];
}

function setOf(
  { metadata }: Workload,
  hash: string,
  { view }: Round,
): Workload | undefined {
  return view.get(
    REPLICA_SETS.resource,
    metadata.namespace,
    `${metadata.name}-${hash}`,
  ) as Workload | undefined;
}

function isAdopted({ deployment, wanted }: Parts): boolean {
  return (
    wanted !== undefined &&
    controllerOf(wanted)?.uid === deployment.metadata.uid
  );
}

/** Whether the Deployment has rolled to the wanted template and all of it serves. */
function isComplete(parts: Parts): boolean {
  const { deployment } = parts;
  const { spec, metadata, status } = deployment;
  const desired = spec.replicas ?? 1;
  return (
    spec.paused !== true &&
    isAdopted(parts) &&
    status?.observedGeneration === metadata.generation &&
    count(deployment, 'updatedReplicas') === desired &&
    count(deployment, 'replicas') === desired &&
    count(deployment, 'availableReplicas') >= desired
  );
}

/** A Deployment that is paused takes a new template without rolling to it. */
function pausing({ deployment }: Parts, { pods }: CanaryPlan): Write[] {
  const wanted = pods.kind === 'canary';
  if ((deployment.spec.paused === true) === wanted) {
    return [];
  }
  const { paused, ...spec } = deployment.spec;
  return [
    {
      verb: 'update',
      resource: DEPLOYMENTS.resource,
      before: deployment,
      object: {
        ...deployment,
        spec: wanted ? { ...spec, paused: true } : spec,
      },
    },
  ];
}

function canarySet(parts: Parts, { pods }: CanaryPlan): Write[] {
  const { rollout, deployment, wanted } = parts;
  if (pods.kind !== 'canary') {
    return wanted && controllerOf(wanted)?.uid === rollout.metadata.uid
      ? update(wanted, { owner: deployment })
      : [];
  }
  const { replicas } = pods;
  if (wanted) {
    return update(wanted, { owner: rollout, replicas });
  }
  return replicas > 0
    ? [
        {
          verb: 'create',
          resource: REPLICA_SETS.resource,
          object: newSet(parts, replicas),
        },
      ]
    : [];
}

/** Versions that are on trial no longer have no pods. */
function leftSets({ rollout, wanted, round }: Parts): Write[] {
  const { uid, namespace } = rollout.metadata;
  return (round.view.list(REPLICA_SETS.resource, namespace) as Workload[])
    .filter(
      set =>
        controllerOf(set)?.uid === uid &&
        set.metadata.name !== wanted?.metadata.name,
    )
    .flatMap(set => update(set, { owner: rollout, replicas: 0 }));
}

/** While it is paused, the Deployment's controller does not bring its stable pods back. */
function stableSet(
  { deployment, round, hash }: Parts,
  { pods, status }: CanaryPlan,
): Write[] {
  const { stableRS } = status;
  const stable =
    pods.kind === 'canary' && stableRS && stableRS !== hash
      ? setOf(deployment, stableRS, round)
      : undefined;
  return stable
    ? update(stable, {
        owner: deployment,
        replicas: deployment.spec.replicas ?? 1,
      })
    : [];
}

function newSet(
  { rollout, deployment, hash }: Parts,
  replicas: number,
): Workload {
  const { name, namespace } = deployment.metadata;
  const { template, selector } = deployment.spec;
  const hashes = { [POD_HASH_LABEL]: hash, [HASH_LABEL]: hash };
  const labels = { ...template.metadata.labels, ...hashes };
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: `${name}-${hash}`,
      namespace,
      labels,
      ownerReferences: [ownedBy(rollout)],
    },
    spec: {
      replicas,
      selector: { matchLabels: { ...selector.matchLabels, ...hashes } },
      template: { ...template, metadata: { ...template.metadata, labels } },
    },
  };
}

function update(
  set: Workload,
  wanted: { owner: Workload | Rollout; replicas?: number },
): Write[] {
  const { owner, replicas = set.spec.replicas } = wanted;
  const isOwner = controllerOf(set)?.uid === owner.metadata.uid;
  return isOwner && set.spec.replicas === replicas
    ? []
    : [
        {
          verb: 'update',
          resource: REPLICA_SETS.resource,
          before: set,
          object: {
            ...set,
            metadata: isOwner
              ? set.metadata
              : { ...set.metadata, ownerReferences: [ownedBy(owner)] },
            spec: { ...set.spec, replicas },
          },
        },
      ];
}

function statusOf(
  { rollout, deployment, wanted, round, hash }: Parts,
  { status }: CanaryPlan,
): Write[] {
  const { metadata, spec } = deployment;
  const stable = setOf(deployment, status.stableRS ?? hash, round);
  const sum = (field: string) =>
    count(wanted, field) + (stable === wanted ? 0 : count(stable, field));
  const labels = Object.entries(spec.selector.matchLabels);
  return withStatus(rollout, {
    ...status,
    observedGeneration: `${rollout.metadata.generation ?? 1}`,
    workloadObservedGeneration: `${metadata.generation ?? 1}`,
    replicas: sum('replicas'),
    readyReplicas: sum('readyReplicas'),
    availableReplicas: sum('availableReplicas'),
    updatedReplicas: count(wanted, 'replicas'),
    HPAReplicas: sum('replicas'),
    selector: labels.map(([key, value]) => `${key}=${value}`).join(','),
  });
}

function invalid(rollout: Rollout, name: string): Write[] {
  return withStatus(rollout, {
    ...rollout.status,
    observedGeneration: `${rollout.metadata.generation ?? 1}`,
    phase: 'Degraded',
    message: `InvalidSpec: The Rollout "${rollout.metadata.name}" is invalid: spec.workloadRef.name: Invalid value: "${name}"`,
  });
}

function withStatus(rollout: Rollout, next: RolloutStatus): Write[] {
  const status = Object.fromEntries(
    Object.entries(next).filter(
      ([, value]) => value !== undefined && value !== null,
    ),
  );
  return JSON.stringify(sorted(status)) ===
    JSON.stringify(sorted(rollout.status ?? {}))
    ? []
    : [
        {
          verb: 'update',
          resource: ROLLOUTS.resource,
          before: rollout,
          object: { ...rollout, status },
        },
      ];
}

/** The order of fields is not a change. */
function sorted(status: RolloutStatus): [string, unknown][] {
  return Object.entries(status).sort(([a], [b]) => (a < b ? -1 : 1));
}
