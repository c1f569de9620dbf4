import { NODE_GROUP_LABEL, ZONES } from '../world/clusters';
import { isTrue, listOf, NODES, PODS } from '../world/objects';
import { expectHealthy, setUp } from './__testUtils__/worlds';

jest.setTimeout(30_000);

describe('thousand-nodes', () => {
  it('has a thousand nodes ready in three zones at once, and takes them back', () => {
    const { manager, settle, pass, prod } = setUp();
    const before = listOf(prod.store, NODES).length;
    const pods = listOf(prod.store, PODS).length;
    expect(manager.start('thousand-nodes').target).toBe('batch');
    settle();
    const batch = () =>
      listOf(prod.store, NODES).filter(
        ({ metadata }) => metadata.labels?.[NODE_GROUP_LABEL] === 'batch',
      );
    const perZone = [0, 1, 2].map(
      index =>
        batch().filter(({ metadata, status }) => {
          const zone = metadata.labels?.['topology.kubernetes.io/zone'];
          return zone === ZONES[index] && isTrue(status?.conditions, 'Ready');
        }).length,
    );
    expect(perZone).toEqual([334, 333, 333]);
    const addresses = listOf(prod.store, NODES).map(
      ({ status }) => status?.addresses?.[0].address,
    );
    expect(new Set(addresses).size).toBe(before + 1000);
    pass(8);
    expectHealthy(prod);
    const onBatch = new Set(batch().map(({ metadata }) => metadata.name));
    const own = listOf(prod.store, PODS).filter(({ spec }) =>
      onBatch.has(spec.nodeName ?? ''),
    );
    expect(own.length % 1000).toBe(0);
    expect(own.length).toBeGreaterThanOrEqual(3000);
    manager.stop('thousand-nodes');
    pass(3);
    expect(listOf(prod.store, NODES)).toHaveLength(before);
    expect(listOf(prod.store, PODS)).toHaveLength(pods);
    expect(prod.plan.groups.map(({ name }) => name)).not.toContain('batch');
    expectHealthy(prod);
  });
});
