import { StepName, STEPS } from '@textloom/plugin-restore-drills-common';
import { markersTo } from '../__testUtils__/fakeDriver';
import {
  ID,
  problemsOf,
  RunnerWorld,
  statesOf,
} from '../__testUtils__/runnerWorld';
import { DrillContext, DrillProblem } from '../service/ports';

const BEFORE_TOUCHING: StepName[] = ['probe', 'freeze', 'plan'];

describe('A run of a drill', () => {
  let world: RunnerWorld;

  beforeEach(() => {
    world = new RunnerWorld();
  });

  afterEach(() => world.close());

  it('takes a drill through all steps, and proves it', async () => {
    await world.begin();
    await world.queue();
    const drill = await world.end();
    expect(drill.outcome).toEqual({
      kind: 'verdict',
      verdict: 'PASS',
      problems: [],
    });
    expect(drill.steps.map(({ step, state }) => [step, state])).toEqual(
      STEPS.map(step => [step, 'passed']),
    );
    expect(world.driver.calls).toEqual([
      ...STEPS.slice(0, 8),
      'markers',
      'teardown',
    ]);
    const { rpa, rta, frozen } = drill.findings;
    expect(frozen).toMatchObject({ expectedSeq: 9 });
    expect(frozen?.digest).toMatch(/^[0-9a-f]{64}$/);
    expect(rpa).toMatchObject({ method: 'markers', lastSeq: 9 });
    expect(rpa?.lowerMs).toBeLessThanOrEqual(rpa?.upperMs ?? 0);
    expect(rta?.phases.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['provision', 'restore', 'smoke', 'detection']),
    );
    const restore = drill.steps.find(({ step }) => step === 'restore');
    expect(restore?.bytes).toEqual({ done: 100, total: 100 });
    const log = await world.memory.store.log(ID, 0, 10);
    expect(log).toMatchObject([{ step: 'restore', text: 'copying base-1' }]);
  });

  it('tells the driver what earlier steps have found', async () => {
    const seen: DrillContext[] = [];
    world.driver.answers.smoke = context => {
      seen.push(context);
      return {
        name: 'smoke',
        state: 'passed',
        blocking: true,
        method: 'SELECT 1',
      };
    };
    await world.begin();
    await world.queue();
    await world.end();
    expect(seen[0]).toMatchObject({
      drill: ID,
      directory: `/tmp/drills/${ID}`,
      target: { dataDirectory: 'data', bytes: 100, timeline: 2 },
      frozen: { expectedSeq: 9 },
      probe: { sourceIdentity: '7331' },
    });
  });

  it.each(BEFORE_TOUCHING)(
    'ends at once when %s refuses, and has touched nothing',
    async step => {
      world.driver.answers[step as 'probe'] = () => {
        throw new DrillProblem({ code: 'tool-missing', subject: 'postgres' });
      };
      await world.begin();
      await world.queue();
      const drill = await world.end();
      expect(drill.outcome).toEqual({
        kind: 'refused',
        problems: [{ code: 'tool-missing', subject: 'postgres' }],
      });
      expect(world.driver.calls).not.toContain('provision');
      expect(world.driver.calls).not.toContain('teardown');
    },
  );

  it('is INVALID when the clocks differ, and keeps what it saw', async () => {
    world.driver.answers.probe = () => ({
      tools: [],
      missing: [],
      sourceIdentity: 'x',
      sourceVersion: '15',
      clock: { offsetMs: -1_400, uncertaintyMs: 3 },
      neededBytes: 1,
      freeBytes: 2,
    });
    await world.begin();
    await world.queue();
    const drill = await world.end();
    expect(drill.outcome).toMatchObject({ verdict: 'INVALID' });
    expect(problemsOf(drill)).toEqual([
      { code: 'clock-offset', expected: '1000', actual: '-1400' },
    ]);
    expect(drill.findings.probe?.clock?.offsetMs).toBe(-1_400);
    expect(world.driver.calls).toEqual(['probe']);
  });

  it('refuses without room for the restore', async () => {
    world.driver.answers.probe = () => ({
      tools: [],
      missing: [],
      sourceIdentity: 'x',
      sourceVersion: '15',
      neededBytes: 11,
      freeBytes: 10,
    });
    await world.begin();
    await world.queue();
    expect((await world.end()).outcome).toEqual({
      kind: 'refused',
      problems: [{ code: 'not-enough-space', expected: '11', actual: '10' }],
    });
  });

  it('fails by a gap in the archive, which it names, before anything is touched', async () => {
    world.driver.answers.freeze = () => ({
      failedAt: Date.now(),
      backup: { id: 'base-1', completedAt: 1, bytes: 1 },
      archive: [],
      gap: '000000010000000000000007',
    });
    await world.begin();
    await world.queue();
    const drill = await world.end();
    expect(drill.outcome).toMatchObject({ verdict: 'FAIL' });
    expect(problemsOf(drill)[0]).toEqual({
      code: 'wal-segment-missing',
      subject: '000000010000000000000007',
    });
    expect(world.driver.calls).not.toContain('provision');
  });

  it.each(['provision', 'restore', 'recover', 'verify', 'smoke'] as const)(
    'takes down what it made when %s fails',
    async step => {
      world.driver.answers[step] = () => {
        throw new DrillProblem({ code: 'restore-failed', subject: step });
      };
      await world.begin();
      await world.queue();
      const drill = await world.end();
      expect(drill.outcome).toMatchObject({ verdict: 'FAIL' });
      expect(problemsOf(drill)).toEqual([
        { code: 'restore-failed', subject: step },
      ]);
      expect(statesOf(drill)).toMatchObject({
        [step]: 'failed',
        measure: 'skipped',
        teardown: 'passed',
        sweep: 'passed',
      });
      expect(world.driver.made.size).toBe(0);
      expect(drill.findings.removed).toEqual([`folder ${ID}`]);
    },
  );

  it('says all even when a check fails', async () => {
    world.driver.answers.verify = () => [
      {
        name: 'pg_amcheck',
        state: 'failed',
        blocking: true,
        method: 'pg_amcheck --all',
      },
    ];
    await world.begin();
    await world.queue();
    const drill = await world.end();
    expect(drill.outcome).toMatchObject({ verdict: 'FAIL' });
    expect(problemsOf(drill)).toMatchObject([
      { code: 'check-failed', subject: 'pg_amcheck' },
    ]);
    expect(drill.findings.rta).toBeDefined();
    expect(drill.findings.rpa).toBeDefined();
  });

  it('fails when a marker that had reached the repository is lost', async () => {
    world.driver.answers.markers = () => markersTo(8);
    await world.begin();
    await world.queue();
    const drill = await world.end();
    expect(problemsOf(drill)).toEqual([
      { code: 'markers-lost', expected: '9', actual: '8' },
    ]);
    expect(drill.findings.rpa?.lastSeq).toBe(8);
  });

  it('asks which marker must come back before it lists the repository', async () => {
    const order: string[] = [];
    world.driver.answers.freeze = () => {
      order.push('freeze');
      return {
        failedAt: Date.now(),
        backup: { id: 'base-1', completedAt: 1, bytes: 1 },
        archive: [],
      };
    };
    await world.begin({
      archived: async newest => {
        order.push('archived');
        return newest[0];
      },
    });
    await world.queue();
    await world.end();
    expect(order.slice(0, 2)).toEqual(['archived', 'freeze']);
  });

  it('names what teardown has left behind, and removes it', async () => {
    world.driver.answers.teardown = ({ drill }) => {
      world.driver.made.add(drill);
      return [];
    };
    await world.begin();
    await world.queue();
    const drill = await world.end();
    expect(drill.outcome).toMatchObject({ verdict: 'FAIL' });
    expect(problemsOf(drill)).toEqual([
      { code: 'leftovers', subject: `folder ${ID}` },
    ]);
    expect(world.driver.made.size).toBe(0);
  });

  it('tells only the log what broke, and no secret', async () => {
    world.driver.answers.restore = context => {
      context.log('connecting with hunter2000');
      throw new Error('no route to db-7.internal, password hunter2000');
    };
    await world.begin({}, { secrets: ['hunter2000'] });
    await world.queue();
    const drill = await world.end();
    expect(drill.outcome).toMatchObject({ verdict: 'INVALID' });
    expect(problemsOf(drill)).toEqual([
      { code: 'errored', subject: 'restore' },
    ]);
    const log = await world.memory.store.log(ID, 0, 100);
    const text = log.map(line => line.text).join('\n');
    expect(text).toContain('connecting with ***');
    expect(text).toContain('no route to');
    expect(text).not.toContain('hunter2000');
  });

  it('passes a control that was found and named', async () => {
    world.driver.answers.recover = () => {
      throw new DrillProblem({
        code: 'wal-segment-missing',
        subject: '000000010000000000000002',
      });
    };
    await world.begin();
    await world.queue({ control: 'missing-wal-segment' });
    expect((await world.end()).outcome).toMatchObject({ verdict: 'PASS' });
    const newest = await world.memory.store.newest();
    expect(newest.size).toBe(0);
  });
});
