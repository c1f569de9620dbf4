import { isDeepStrictEqual } from 'node:util';
import { templateHash } from '../controllers/deployments';
import { applyWrite } from '../controllers/argo';
import { KubeObject } from '../kubernetes/types';
import {
  DEPLOYMENTS,
  getOf,
  listOf,
  PodTemplate,
  REPLICA_SETS,
  Workload,
} from '../world/objects';
import { ClusterWorld, TrafficShares } from '../world/world';
import { withManifest } from './compare';
import { HASH_LABELS, planRollouts } from './rollouts';
import { Rollout, ROLLOUTS, RolloutStatus } from './types';

/** A rollout that has two versions: what has to be known to go on with it in a world that is built anew. */
export interface RolloutUnderWay {
  /** Somebody holds it. */
  paused: boolean;
  status: RolloutStatus;
  /** What runs, and what is on trial. */
  stable: PodTemplate;
  wanted: PodTemplate;
  /** Who had how much of the traffic since when; the first always had. */
  traffic: TrafficShares[];
}

/** By `NAMESPACE/NAME`, which no two clusters of the world share. */
export type RolloutsUnderWay = Readonly<Record<string, RolloutUnderWay>>;

const keyOf = ({ metadata }: KubeObject) =>
  `${metadata.namespace}/${metadata.name}`;

/** The rollouts of a cluster that have two versions now. */
export function underWay(world: ClusterWorld): RolloutsUnderWay {
  return Object.fromEntries(
    listOf(world.store, ROLLOUTS).flatMap(rollout => {
      const found = trialOf(world, rollout);
      return found ? [[keyOf(rollout), found]] : [];
    }),
  );
}

function trialOf(
  world: ClusterWorld,
  rollout: Rollout,
): RolloutUnderWay | undefined {
  const { status, spec, metadata } = rollout;
  const { name, namespace } = metadata;
  if (!status?.stableRS || status.stableRS === status.currentPodHash) {
    return undefined;
  }
  const deployment = getOf(world.store, DEPLOYMENTS, namespace, name);
  const set = getOf(
    world.store,
    REPLICA_SETS,
    namespace,
    `${name}-${status.stableRS}`,
  );
  return (
    deployment &&
    set && {
      paused: spec.paused === true,
      status,
      stable: withoutHashes(set.spec.template),
      wanted: deployment.spec.template,
      traffic: world.traffic.get(keyOf(rollout)) ?? [],
    }
  );
}

function withoutHashes({ metadata, spec }: PodTemplate): PodTemplate {
  const labels = Object.fromEntries(
    Object.entries(metadata.labels).filter(
      ([label]) => !HASH_LABELS.includes(label),
    ),
  );
  return { metadata: { ...metadata, labels }, spec };
}

function withTemplate(
  deployment: Workload,
  template: PodTemplate,
  paused = false,
): Workload {
  const spec = { ...deployment.spec, template };
  return { ...deployment, spec: paused ? { ...spec, paused } : spec };
}

/**
 * Whether a rollout can go on from what is kept: its own templates, and the new one still what the repository holds.
 * Else somebody has changed the service while the world was away.
 */
export function canGoOn(
  { status, stable, wanted }: RolloutUnderWay,
  committed: KubeObject,
  manifest: KubeObject,
): boolean {
  const next = withTemplate(committed as Workload, wanted);
  return (
    templateHash(stable) === status.stableRS &&
    templateHash(wanted) === status.currentPodHash &&
    isDeepStrictEqual(withManifest(next, manifest), next)
  );
}

/** A Deployment with the version that ran when its rollout began. */
export function asStable(
  deployment: KubeObject,
  { stable }: RolloutUnderWay,
): KubeObject {
  return withTemplate(deployment as Workload, stable);
}

/** Puts a rollout where it was, in a world that runs its stable version and serves Rollouts. */
export function resumeRollout(
  world: ClusterWorld,
  kept: RolloutUnderWay,
  manifest: KubeObject,
): void {
  const { store } = world;
  const { namespace, name } = manifest.metadata;
  const deployment = getOf(store, DEPLOYMENTS, namespace, name);
  if (!deployment) {
    return;
  }
  applyWrite(world, {
    verb: 'create',
    resource: ROLLOUTS.resource,
    object: {
      ...manifest,
      metadata: {
        ...manifest.metadata,
        creationTimestamp: deployment.metadata.creationTimestamp,
      },
      spec: {
        ...(manifest as Rollout).spec,
        ...(kept.paused && { paused: true }),
      },
    },
  });
  const rollout = getOf(store, ROLLOUTS, namespace, name);
  store.update(ROLLOUTS.resource, {
    ...(rollout as Rollout),
    status: kept.status,
  });
  applyWrite(world, {
    verb: 'update',
    resource: DEPLOYMENTS.resource,
    before: deployment,
    object: withTemplate(deployment, kept.wanted, true),
  });
  world.traffic.set(`${namespace}/${name}`, kept.traffic);
  planRollouts({ view: store, now: store.now() }).forEach(write =>
    applyWrite(world, write),
  );
}
