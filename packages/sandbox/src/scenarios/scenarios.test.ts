import { isReady } from '../controllers/pods';
import { NODE_GROUP_LABEL } from '../world/clusters';
import {
  DEPLOYMENTS,
  EVENTS,
  getOf,
  isActive,
  isTrue,
  listOf,
  NODES,
  PODS,
} from '../world/objects';
import { allocatable } from '../world/requests';
import { nodeUsage } from '../world/usage';
import { ClusterWorld } from '../world/world';
import { expectHealthy, setUp } from './__testUtils__/worlds';

jest.setTimeout(30_000);

const node = (world: ClusterWorld, name: string) =>
  getOf(world.store, NODES, undefined, name);

const ready = (world: ClusterWorld, name: string) =>
  node(world, name)?.status?.conditions?.find(({ type }) => type === 'Ready')
    ?.status;

describe('node-failure', () => {
  it('makes the node unknown at once, evicts after a minute, and heals', () => {
    const { manager, settle, pass, prod } = setUp();
    const { target } = manager.start('node-failure');
    settle();
    expect(ready(prod, target)).toBe('Unknown');
    const taints = node(prod, target)?.spec?.taints ?? [];
    expect(taints.map(({ key, effect }) => `${key}:${effect}`)).toEqual([
      'node.kubernetes.io/unreachable:NoSchedule',
      'node.kubernetes.io/unreachable:NoExecute',
    ]);
    const events = listOf(prod.store, EVENTS).filter(
      ({ involvedObject }) => involvedObject.name === target,
    );
    expect(events.map(({ reason }) => reason)).toContain('NodeNotReady');
    const workers = () =>
      listOf(prod.store, PODS).filter(pod =>
        pod.metadata.name.startsWith('textloom-worker-'),
      );
    const lost = workers().filter(pod => pod.spec.nodeName === target);
    expect(lost.length).toBeGreaterThan(0);
    expect(lost.some(isReady)).toBe(false);

    pass(75);
    const elsewhere = workers().filter(
      pod => isActive(pod) && pod.spec.nodeName !== target && isReady(pod),
    );
    expect(elsewhere).toHaveLength(12);

    manager.stop('node-failure');
    pass(15);
    expectHealthy(prod);
    expect(workers()).toHaveLength(12);
  });

  it('refuses a node that is not there', () => {
    const { manager } = setUp();
    expect(() => manager.start('node-failure', { target: 'none' })).toThrow(
      'There is no node none in textloom-prod',
    );
  });

  it('runs once per cluster', () => {
    const { manager } = setUp();
    const first = manager.start('node-failure');
    expect(manager.start('node-failure')).toEqual(first);
    const state = manager.list().find(({ id }) => id === 'node-failure');
    expect(state?.running).toHaveLength(1);
    expect(manager.stop('node-failure')).toBe(1);
    expect(manager.stop('node-failure')).toBe(0);
  });
});

describe('spot-reclaim', () => {
  it('drains, removes and replaces the node, then ends by itself', () => {
    const { manager, settle, pass, nonprod } = setUp();
    const { target } = manager.start('spot-reclaim');
    settle();
    expect(node(nonprod, target)?.spec).toMatchObject({
      unschedulable: true,
      taints: [{ key: 'aws-node-termination-handler/spot-itn' }],
    });
    pass(20);
    const left = listOf(nonprod.store, PODS).filter(
      pod => pod.spec.nodeName === target,
    );
    expect(
      left.every(({ metadata }) =>
        metadata.ownerReferences?.some(({ kind }) => kind === 'DaemonSet'),
      ),
    ).toBe(true);
    pass(15);
    expect(node(nonprod, target)).toBeUndefined();
    pass(45);
    expect(listOf(nonprod.store, NODES)).toHaveLength(9);
    expect(node(nonprod, target)).toBeUndefined();
    const state = manager.list().find(({ id }) => id === 'spot-reclaim');
    expect(state?.running).toEqual([]);
    pass(10);
    expectHealthy(nonprod);
  });

  it.each([5, 40])('heals when it is stopped after %d s', seconds => {
    const { manager, pass, nonprod } = setUp();
    manager.start('spot-reclaim');
    pass(seconds);
    manager.stop('spot-reclaim');
    pass(40);
    expect(listOf(nonprod.store, NODES)).toHaveLength(9);
    expectHealthy(nonprod);
  });
});

describe('planned-upgrade', () => {
  const group = (world: ClusterWorld) =>
    listOf(world.store, NODES).filter(
      ({ metadata }) =>
        metadata.labels?.[NODE_GROUP_LABEL] === 'high-performance',
    );
  const templates = (world: ClusterWorld) =>
    group(world).map(
      ({ metadata }) =>
        metadata.labels?.['eks.amazonaws.com/sourceLaunchTemplateVersion'],
    );

  it('replaces every node of the group, never more than one at a time', () => {
    const { manager, pass, prod } = setUp();
    const before = group(prod).map(({ metadata }) => metadata.name);
    manager.start('planned-upgrade');
    expect(prod.faults.nodeGroups.get('high-performance')?.kind).toBe(
      'updating',
    );
    const sizes = new Set<number>();
    const cordoned = new Set<number>();
    for (let second = 0; second < 120; second++) {
      pass(1);
      sizes.add(group(prod).length);
      cordoned.add(
        group(prod).filter(({ spec }) => spec?.unschedulable).length,
      );
    }
    expect([...sizes].sort()).toEqual([3, 4]);
    expect(Math.max(...cordoned)).toBe(1);
    const names = group(prod).map(({ metadata }) => metadata.name);
    expect(names.filter(name => before.includes(name))).toEqual([]);
    expect(templates(prod)).toEqual(['4', '4', '4']);
    expect(prod.faults.nodeGroups.size).toBe(0);
    expectHealthy(prod);
  });

  it.each([5, 15, 25, 40])('heals when it is stopped after %d s', seconds => {
    const { manager, pass, prod } = setUp();
    manager.start('planned-upgrade');
    pass(seconds);
    manager.stop('planned-upgrade');
    pass(40);
    expect(group(prod)).toHaveLength(3);
    expect(prod.faults.nodeGroups.size).toBe(0);
    expectHealthy(prod);
  });

  it('does not begin while AWS has no instances for the group', () => {
    const { manager } = setUp();
    manager.start('eks-issue', { target: 'high-performance' });
    expect(() => manager.start('planned-upgrade')).toThrow(
      'Another scenario disturbs node group high-performance of textloom-prod',
    );
  });
});

describe('group-at-maximum', () => {
  it.each(['textloom-prod', 'textloom-nonprod'])(
    'fills the group of %s, leaves pods waiting, and heals',
    cluster => {
      const { manager, pass, prod, nonprod } = setUp();
      const world = cluster === 'textloom-prod' ? prod : nonprod;
      const before = listOf(world.store, NODES).length;
      const { target } = manager.start('group-at-maximum', { cluster });
      pass(30);
      const plan = world.plan.groups.find(({ name }) => name === target);
      const members = listOf(world.store, NODES).filter(
        ({ metadata, status }) =>
          metadata.labels?.[NODE_GROUP_LABEL] === target &&
          isTrue(status?.conditions, 'Ready'),
      );
      expect(members).toHaveLength(plan?.max ?? 0);
      const waiting = listOf(world.store, PODS).filter(
        pod => !pod.spec.nodeName,
      );
      expect(waiting.length).toBeGreaterThan(0);
      manager.stop('group-at-maximum');
      pass(30);
      expect(listOf(world.store, NODES)).toHaveLength(before);
      expect(world.desired.size).toBe(0);
      expectHealthy(world);
    },
  );
});

describe('daemonset-gap', () => {
  it('keeps two pods from starting, also their successors, and heals', () => {
    const { manager, settle, pass, prod } = setUp();
    const agents = () =>
      listOf(prod.store, PODS, 'logging').filter(
        pod => isActive(pod) && pod.metadata.name.startsWith('filebeat-'),
      );
    manager.start('daemonset-gap');
    settle();
    const [first] = agents().filter(pod => !isReady(pod));
    expect(first.status.containerStatuses).toMatchObject([
      { state: { waiting: { reason: 'ContainerCreating' } } },
    ]);
    prod.store.remove(PODS.resource, 'logging', first.metadata.name);
    pass(15);
    expect(agents()).toHaveLength(21);
    expect(agents().filter(pod => !isReady(pod))).toHaveLength(2);
    manager.stop('daemonset-gap');
    pass(15);
    expectHealthy(prod);
  });
});

describe('memory-pressure', () => {
  it('fills the memory, keeps new pods away, and heals', () => {
    const { clock, manager, settle, pass, prod } = setUp();
    const { target } = manager.start('memory-pressure');
    settle();
    const [sick] = listOf(prod.store, NODES).filter(
      ({ metadata }) => metadata.name === target,
    );
    expect(isTrue(sick.status?.conditions, 'MemoryPressure')).toBe(true);
    expect(sick.spec?.taints).toMatchObject([
      { key: 'node.kubernetes.io/memory-pressure', effect: 'NoSchedule' },
    ]);
    const { memoryBytes } = nodeUsage(prod, sick, clock.now);
    expect(memoryBytes / allocatable(sick).memoryBytes).toBeGreaterThan(0.95);
    manager.stop('memory-pressure');
    pass(5);
    expectHealthy(prod);
  });
});

describe('pending-pods', () => {
  it.each(['textloom-prod', 'textloom-nonprod'])(
    'leaves workers pending in %s with the scheduler’s reason, and heals',
    cluster => {
      const { manager, pass, prod, nonprod } = setUp();
      const world = cluster === 'textloom-prod' ? prod : nonprod;
      manager.start('pending-pods', { cluster });
      pass(10);
      const pending = listOf(world.store, PODS).filter(
        pod => !pod.spec.nodeName,
      );
      expect(pending.length).toBeGreaterThan(0);
      const [condition] = pending[0].status.conditions ?? [];
      expect(condition).toMatchObject({
        type: 'PodScheduled',
        status: 'False',
        reason: 'Unschedulable',
      });
      const nodes = listOf(world.store, NODES).length;
      expect(condition.message).toMatch(
        new RegExp(
          `^0/${nodes} nodes are available: .*\\d+ Insufficient (cpu|memory).*\\. preemption: 0/${nodes} nodes are available: `,
        ),
      );
      const warnings = listOf(world.store, EVENTS).filter(
        ({ reason, type }) =>
          reason === 'FailedScheduling' && type === 'Warning',
      );
      expect(warnings.length).toBeGreaterThan(0);
      manager.stop('pending-pods');
      pass(10);
      expectHealthy(world);
    },
  );

  it('has nothing to restore when the deployment is gone', () => {
    const { manager, pass, prod } = setUp();
    manager.start('pending-pods');
    prod.store.remove(DEPLOYMENTS.resource, 'textloom', 'textloom-worker');
    pass(2);
    expect(manager.stop('pending-pods')).toBe(1);
  });
});

describe('api-hang', () => {
  it('hangs one server and lets it go', () => {
    const { hung, manager } = setUp();
    manager.start('api-hang');
    expect([...hung]).toEqual([['textloom-nonprod', true]]);
    manager.stop('api-hang');
    expect([...hung]).toEqual([['textloom-nonprod', false]]);
  });
});

describe('slow-api-server', () => {
  it('delays one server and lets it go', () => {
    const { delays, manager } = setUp();
    manager.start('slow-api-server');
    expect([...delays]).toEqual([['textloom-prod', 2_500]]);
    manager.stop('slow-api-server');
    expect([...delays]).toEqual([['textloom-prod', 0]]);
  });
});
