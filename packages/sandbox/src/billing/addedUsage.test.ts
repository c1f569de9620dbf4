import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  ADDED,
  addedManifests,
  inFolder,
} from '../argo/__testUtils__/addedService';
import { followRepository } from '../argo/__testUtils__/deliveries';
import { addedDemand, Demand } from './addedDemand';
import { AddedUsage } from './AddedUsage';

jest.setTimeout(60_000);

const at = (time: string) => Date.parse(`2026-11-${time}:00Z`);
const DEMAND: Demand = {
  cluster: 'textloom-nonprod',
  node_group: 'apps',
  namespace: 'dev',
  component: `component:default/${ADDED}`,
  environment: 'dev',
  cpu: 0.5,
  memory: 1,
};

describe('AddedUsage', () => {
  let folder: string;
  let path: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'added-usage-'));
    path = join(folder, 'added-usage.json');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('bills the hours of each day, and a day that has passed always the same', () => {
    const usage = AddedUsage.open(path);
    usage.observe([DEMAND], at('25T18:00'));
    usage.observe([DEMAND], at('25T20:00'));
    expect(usage.rowsOn('2026-11-24')).toEqual([]);
    const first = usage.rowsOn('2026-11-25');
    expect(first).toEqual([
      {
        day: '2026-11-25',
        cluster: 'textloom-nonprod',
        node_group: 'apps',
        namespace: 'dev',
        component: `component:default/${ADDED}`,
        environment: 'dev',
        role: 'workload',
        cpu_core_hours: 3,
        memory_gib_hours: 6,
      },
    ]);
    // Doubled at noon, away at 18:00.
    usage.observe([{ ...DEMAND, cpu: 1, memory: 2 }], at('26T12:00'));
    usage.observe([], at('26T18:00'));
    expect(usage.rowsOn('2026-11-25')).toEqual(first);
    expect(usage.rowsOn('2026-11-26')).toMatchObject([
      { cpu_core_hours: 12 * 0.5 + 6, memory_gib_hours: 24 },
    ]);
    expect(usage.rowsOn('2026-11-27')).toEqual([]);
  });

  it('knows after a restart what it knew, and that services ran on meanwhile', () => {
    AddedUsage.open(path).observe([DEMAND], at('25T00:00'));
    const again = AddedUsage.open(path);
    again.observe([DEMAND], at('27T00:00'));
    expect(again.rowsOn('2026-11-26')).toMatchObject([{ cpu_core_hours: 12 }]);
  });

  it.each(['{', '[{"cluster":1}]', 'null'])(
    'begins anew with a file that says %s',
    async text => {
      await writeFile(path, text);
      const usage = AddedUsage.open(path);
      expect(usage.rowsOn('2026-11-25')).toEqual([]);
      usage.observe([DEMAND], at('25T12:00'));
      expect(usage.rowsOn('2026-11-25')).toMatchObject([{ cpu_core_hours: 6 }]);
    },
  );
});

describe('addedDemand', () => {
  it('asks for nothing in the world as it is built', async () => {
    const { world, pass } = await followRepository('textloom-nonprod');
    await pass(2);
    expect(addedDemand([world])).toEqual([]);
  });

  it('asks for what the pods of a service do that somebody added', async () => {
    const { world, pass, history } = await followRepository('textloom-nonprod');
    history.add(inFolder(`environments/dev/${ADDED}`, addedManifests()));
    await pass(20);
    expect(addedDemand([world])).toEqual([DEMAND]);
  });
});
