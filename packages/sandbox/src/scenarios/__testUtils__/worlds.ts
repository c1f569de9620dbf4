import { isReady } from '../../controllers/pods';
import { reconcile } from '../../controllers/reconcile';
import { buildCluster } from '../../world/build';
import { CLUSTER_PLANS } from '../../world/clusters';
import { isActive, isTrue, listOf, NODES, PODS } from '../../world/objects';
import { ClusterWorld } from '../../world/world';
import { ScenarioManager } from '../manager';
import { SandboxCluster } from '../types';

const START = Date.parse('2026-11-25T10:00:00Z');

/** Both clusters with their scenarios, on a clock that passes only when told. */
export function setUp(
  policy?: SandboxCluster['policy'],
  billing?: SandboxCluster['billing'],
) {
  const clock = { now: START };
  const hung = new Map<string, boolean>();
  const delays = new Map<string, number>();
  const clusters = CLUSTER_PLANS.map(plan => ({
    name: plan.name,
    world: buildCluster({ seed: 3, plan, now: () => clock.now }),
    server: {
      url: '',
      setHung: (value: boolean) => {
        hung.set(plan.name, value);
      },
      setDelay: (ms: number) => {
        delays.set(plan.name, ms);
      },
    },
    policy,
    billing,
  }));
  const manager = new ScenarioManager(clusters, () => clock.now);
  const settle = () => {
    manager.tick();
    clusters.forEach(({ world }) => reconcile(world));
  };
  const pass = (seconds: number) => {
    for (let second = 0; second < seconds; second++) {
      clock.now += 1000;
      settle();
    }
  };
  const [prod, nonprod] = clusters.map(({ world }) => world);
  return { clock, hung, delays, manager, settle, pass, prod, nonprod };
}

/** @throws when a pod or a node is not well. */
export function expectHealthy(world: ClusterWorld) {
  const pods = listOf(world.store, PODS).filter(isActive);
  expect(pods.filter(pod => !isReady(pod)).map(p => p.metadata.name)).toEqual(
    [],
  );
  for (const { metadata, status, spec } of listOf(world.store, NODES)) {
    expect([metadata.name, isTrue(status?.conditions, 'Ready')]).toEqual([
      metadata.name,
      true,
    ]);
    expect(spec?.unschedulable).toBeUndefined();
    const trouble = (spec?.taints ?? []).filter(
      ({ key }) => key !== 'textloom.ai/dedicated',
    );
    expect(trouble).toEqual([]);
  }
}
