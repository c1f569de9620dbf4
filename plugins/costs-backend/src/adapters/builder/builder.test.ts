import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import {
  billCsv,
  BillRecord,
  billRow,
  putFile,
  scratchFolder,
} from '../../__testUtils__/bills';
import { TEST_OWNERS, TEST_RULES } from '../../__testUtils__/costsWorld';
import { ChildBuilder, ChildBuilderOptions } from './ChildBuilder';
import { InProcessBuilder } from './InProcessBuilder';
import { BuildJob } from './jobs';

const folder = scratchFolder();
const TYPESCRIPT = [
  '--require',
  require.resolve('@backstage/cli/config/nodeTransform.cjs'),
];
const NODE = {
  Tags: '{"eks:cluster-name":"prod","eks:nodegroup-name":"workers"}',
  EffectiveCost: '10',
};
const hours = {
  day: '2026-11-02',
  cluster: 'prod',
  nodeGroup: 'workers',
  cpuCoreHours: 24,
  memoryGibHours: 96,
};

/** A job to read a bill, in a folder of its own. */
async function jobOf(rows: BillRecord[], maxRows = 100): Promise<BuildJob> {
  const work = await folder();
  const path = join(work, 'source', '0.csv');
  await mkdir(join(work, 'source'));
  await putFile(path, billCsv(rows));
  return {
    source: 'aws',
    period: '2026-11',
    work,
    memoryLimitMb: 128,
    threads: 1,
    maxRows,
    from: { files: [{ path, name: 'bill.csv', kind: 'csv' }] },
    allocation: {
      rules: TEST_RULES,
      owners: TEST_OWNERS,
      usage: new Map([
        [
          hours.day,
          {
            usage: [
              {
                ...hours,
                namespace: 'video',
                component: 'component:default/textloom-worker',
                environment: 'prod',
                role: 'workload',
              },
            ],
            capacity: [hours],
          },
        ],
      ]),
    },
  };
}

const aJob = () => jobOf([billRow('2026-11-01'), billRow('2026-11-02', NODE)]);

async function untilGone(pid: number): Promise<void> {
  for (;;) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
    await wait(10);
  }
}

describe('ChildBuilder', () => {
  const builders: ChildBuilder[] = [];
  const builderOf = (options: ChildBuilderOptions = {}) => {
    const builder = new ChildBuilder({ execArgv: TYPESCRIPT, ...options });
    builders.push(builder);
    return builder;
  };
  /** Builds, and tells the process that it is done by once there is one. */
  const begin = async (builder: ChildBuilder, job: BuildJob) => {
    const outcome = builder.build(job).then(
      () => 'made',
      error => error.message,
    );
    while (builder.pid === undefined) {
      await wait(1);
    }
    return { pid: builder.pid, outcome };
  };

  afterEach(() => builders.splice(0).forEach(builder => builder.close()));

  it('makes in one process what is made here, one after the other', async () => {
    const builder = builderOf();
    const job = await aJob();
    const here = await new InProcessBuilder().build(await aJob());
    const [there, again] = await Promise.all([
      builder.build(job),
      aJob().then(other => builder.build(other)),
    ]);
    expect(there).toEqual({ ...here, directory: join(job.work, 'out') });
    expect(again.sums).toEqual(here.sums);
    expect(there.bill).toEqual({
      focusVersion: '1.2',
      rejectedRows: 0,
      warnings: here.bill?.warnings,
    });
    expect(builder.pid).not.toBe(process.pid);
    const { work } = await aJob();
    const allocatedAgain = await builder.build({
      ...job,
      work,
      from: { directory: there.directory },
    });
    expect(allocatedAgain).toEqual({
      directory: join(work, 'out'),
      rows: 2,
      sums: here.sums,
    });
  });

  it('tells what is wrong with a bill, and why work failed', async () => {
    const builder = builderOf();
    await expect(
      builder.build(await jobOf([billRow('2026-11-01')], 0)),
    ).rejects.toMatchObject({
      name: 'BillProblem',
      problem: { code: 'too-large', args: { rows: '1', max: '0' } },
    });
    const job = await aJob();
    await expect(
      builder.build({ ...job, from: { directory: join(job.work, 'none') } }),
    ).rejects.toThrow(/No files found|does not exist/);
  });

  it('fails what a process was making that dies, and goes on with another', async () => {
    const builder = builderOf();
    const { pid, outcome } = await begin(builder, await aJob());
    process.kill(pid, 'SIGKILL');
    expect(await outcome).toBe('The process ended amid work (SIGKILL)');
    await builder.build(await aJob());
    expect(builder.pid).not.toBe(pid);
  });

  it('gives each half of the work a process of its own once one has grown', async () => {
    const builder = builderOf({ keepMb: 0 });
    const { outcome } = await begin(builder, await aJob());
    const seen = new Set<number>();
    let isDone = false;
    const watched = outcome.finally(() => {
      isDone = true;
    });
    while (!isDone) {
      if (builder.pid !== undefined) {
        seen.add(builder.pid);
      }
      await wait(1);
    }
    expect(await watched).toBe('made');
    expect(seen.size).toBe(2);
    expect(builder.pid).toBeUndefined();
  });

  it('ends a process that takes too long', async () => {
    const { pid, outcome } = await begin(
      builderOf({ deadlineMs: 50 }),
      await aJob(),
    );
    expect(await outcome).toBe('The work took too long');
    await untilGone(pid);
  });

  it('ends a process without work', async () => {
    const builder = builderOf({ idleMs: 1 });
    const { pid, outcome } = await begin(builder, await aJob());
    expect(await outcome).toBe('made');
    await untilGone(pid);
    expect(builder.pid).toBeUndefined();
  });

  it('ends all with itself', async () => {
    const builder = builderOf();
    const { pid, outcome } = await begin(builder, await aJob());
    builder.close();
    expect(await outcome).toBe('The process ended amid work (SIGKILL)');
    await untilGone(pid);
    await expect(builder.build(await aJob())).rejects.toThrow(/any more/);
  });
});
