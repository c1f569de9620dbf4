import { MemoryCostsStore } from '../__testUtils__/MemoryCostsStore';
import { PodSample, UsageSampler } from './UsageSampler';
import { StoredUsage } from '../database/StoredUsage';

const MINUTE = 60_000;
const POD: PodSample = {
  cluster: 'prod',
  nodeGroup: 'workers',
  namespace: 'video',
  component: 'component:default/worker',
  environment: 'prod',
  role: 'workload',
  cpuCores: 6,
  memoryGib: 12,
};
const CAPACITY = {
  cluster: 'prod',
  nodeGroup: 'workers',
  cpuCores: 60,
  memoryGib: 240,
};

describe('UsageSampler', () => {
  let now: number;
  let held: boolean;
  let store: MemoryCostsStore;
  let sampler: UsageSampler;
  let pods: PodSample[];

  beforeEach(() => {
    now = Date.parse('2026-11-19T12:00:00Z');
    held = true;
    pods = [POD];
    store = new MemoryCostsStore();
    sampler = new UsageSampler({
      pods: { sample: async () => ({ pods, capacity: [CAPACITY] }) },
      store,
      periodMs: 10 * MINUTE,
      lease: { hold: async () => held },
      clock: () => now,
    });
  });

  const hours = async () => {
    const { usage, capacity } = await store.usage('2026-11-01', '2026-11-30');
    return {
      cpu: usage.map(({ day, cpuCoreHours }) => [day, cpuCoreHours]),
      capacity: capacity.map(({ cpuCoreHours }) => cpuCoreHours),
    };
  };

  it('adds up core-hours and GiB-hours of the time that has passed', async () => {
    await sampler.sample();
    now += 10 * MINUTE;
    await sampler.sample();
    now += 20 * MINUTE;
    await sampler.sample();
    const [usage] = (await store.usage('2026-11-19', '2026-11-19')).usage;
    expect(usage).toMatchObject({ cpuCoreHours: 4, memoryGibHours: 8 });
    expect((await hours()).capacity).toEqual([40]);
  });

  it('invents nothing for a gap', async () => {
    await sampler.sample();
    now += 180 * MINUTE;
    await sampler.sample();
    expect((await hours()).cpu).toEqual([['2026-11-19', 2]]);
  });

  it('begins another day at midnight in UTC', async () => {
    now = Date.parse('2026-11-19T23:55:00Z');
    await sampler.sample();
    now += 10 * MINUTE;
    await sampler.sample();
    expect((await hours()).cpu).toEqual([
      ['2026-11-19', 1],
      ['2026-11-20', 1],
    ]);
  });

  it('leaves it to who holds the lease, and counts no time of others', async () => {
    await sampler.sample();
    held = false;
    now += 10 * MINUTE;
    await sampler.sample();
    held = true;
    now += 10 * MINUTE;
    await sampler.sample();
    expect((await hours()).cpu).toEqual([['2026-11-19', 2]]);
  });

  it('counts the time of a sample that failed with the next', async () => {
    await sampler.sample();
    now += 10 * MINUTE;
    const { addUsage } = store;
    store.addUsage = async () => {
      throw new Error('busy');
    };
    await expect(sampler.sample()).rejects.toThrow('busy');
    store.addUsage = addUsage;
    now += 10 * MINUTE;
    await sampler.sample();
    expect((await hours()).cpu).toEqual([['2026-11-19', 3]]);
  });

  it('is read as usage of days', async () => {
    await sampler.sample();
    const days = await new StoredUsage(store).days('2026-11-19', '2026-11-19');
    expect(days.get('2026-11-19')).toMatchObject({
      usage: [{ component: 'component:default/worker', cpuCoreHours: 1 }],
      capacity: [{ cpuCoreHours: 10 }],
    });
  });
});
