import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import {
  appendFile,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  Drill,
  evidenceFileSchema,
  frozenDigest,
  outcomeOf,
  rtaOf,
} from '@textloom/plugin-restore-drills-common';
import { freePorts } from '../python/__testUtils__/servers';
import { run } from '../tools/run';
import { FILES, Report, Source } from './__testUtils__/database';
import { describeWith, findTool } from './__testUtils__/tools';
import { verdictCases } from './__testUtils__/verdicts';

jest.setTimeout(120_000);

const PROGRAMS = ['/usr/lib/postgresql/15/bin/pg_ctl', '/usr/bin/python3'];
const there =
  PROGRAMS.every(path => existsSync(path)) &&
  ['pgbackrest', 'redis-server', 'redis-cli', 'setpriv'].every(findTool);
const describeReal =
  there || process.env.CI !== undefined ? describe : describe.skip;

const HOUR = 3_600_000;
const QUARTER = 900_000;

describeReal('backups and drills with a real PostgreSQL', () => {
  let source: Source;
  let passed: Report;
  beforeAll(async () => {
    source = await Source.start();
  });
  afterAll(() => source?.stop());

  it('restores what was archived at the failure, in time and without loss', async () => {
    await source.mark();
    const { code, stderr } = await source.backUp('hourly');
    expect({ code, said: code ? stderr : '' }).toEqual({ code: 0, said: '' });
    await source.mark();
    await source.archive();
    // Written, and not archived at the failure: this one is lost.
    await source.mark();

    const drilling = source.drill();
    while ((await readdir(join(source.folder, 'drills'))).length === 0) {
      await sleep(10);
    }
    // The archive goes on growing while the drill restores; it must not get better by it.
    await source.archive();
    const drilled = await drilling;
    passed = drilled.report;
    const { findings, outcome, steps } = passed.drill;
    expect({ code: drilled.code, outcome }).toEqual({
      code: 0,
      outcome: { kind: 'verdict', verdict: 'PASS', problems: [] },
    });
    expect(findings.markers).toEqual({ min: 1, max: 2, count: 2 });
    expect(findings.rpa).toMatchObject({
      method: 'markers',
      lastSeq: 2,
      expectedSeq: 2,
    });
    expect(findings.rpa.lowerMs).toBeGreaterThan(0);
    expect(findings.rpa.upperMs).toBeLessThan(QUARTER);
    // With 21 minutes that no drill rehearses.
    expect(findings.rta.fullMs).toBeGreaterThan(1_260_000);
    expect(findings.rta.fullMs).toBeLessThan(HOUR);
    expect(findings.smoke.actual).toBe('1 rows');
    expect(
      findings.verifications.map((it: { state: string }) => it.state),
    ).toEqual(['passed', 'passed']);
    expect(steps.map((it: { step: string }) => it.step).join(' ')).toBe(
      'probe freeze plan provision restore recover verify smoke measure teardown sweep',
    );
    expect(await readdir(join(source.folder, 'drills'))).toEqual([]);
    expect(await source.sql('SELECT count(*) FROM orders')).toBe('1000');
    const kept = join(
      source.folder,
      `s3/backups/test/restore-drills/${passed.drill.id}.json`,
    );
    expect(JSON.parse(await readFile(kept, 'utf8'))).toEqual(passed);
  });

  it('writes a report that the portal reads, and judges as its own', async () => {
    const drill: Drill = passed.drill;
    const hash = '0'.repeat(64);
    const event = { type: 'queued', drill };
    const asEvidence = evidenceFileSchema.safeParse({
      document: {
        format: 'textloom-drill-evidence/1',
        number: 1,
        previousHash: hash,
        issuedAt: 1,
        environment: 'production',
        drill,
        events: [
          {
            drill: drill.id,
            sequence: 1,
            event,
            actor: 'timer',
            at: 1,
            previousHash: hash,
            hash,
          },
        ],
        log: passed.log,
      },
      hash,
      signature: { algorithm: 'Ed25519', publicKey: '', value: '' },
    });
    expect(asEvidence.error?.issues).toBeUndefined();
    // Nothing of it is unknown there.
    expect(asEvidence.data?.document.drill).toEqual(drill);
    expect(rtaOf(drill, 100)).toEqual(drill.findings.rta);
    const { digest, ...frozen } = drill.findings.frozen as NonNullable<
      Drill['findings']['frozen']
    >;
    expect(frozenDigest(frozen)).toBe(digest);
  });

  it('comes to the verdict of the portal, at and around each target', async () => {
    const cases = verdictCases(passed.drill);
    await writeFile(
      join(source.folder, 'cases.json'),
      JSON.stringify(cases.map(([, drill]) => drill)),
    );
    const said = await source.succeeds('/usr/bin/python3', [
      '-c',
      'import json; from textloom_restore.figures import outcome_of; print(json.dumps([outcome_of(d) for d in json.load(open("cases.json"))]))',
    ]);
    const verdicts = JSON.parse(said).map((outcome: Report, index: number) => [
      cases[index][0],
      outcome.verdict ?? outcome.kind,
    ]);
    expect(verdicts).toEqual(cases.map(([name, , verdict]) => [name, verdict]));
    expect(JSON.parse(said)).toEqual(
      cases.map(([, drill]) => outcomeOf(drill)),
    );
  });

  it.each([
    ['its own server', { target_host: '127.0.0.1' }],
    ['a folder in the source', { work_directory: 'data' }],
    ['a link to the source', { work_directory: 'link' }],
  ])('refuses the source as its target: %s', async (_, change) => {
    const folder = (name: string) => join(source.folder, name);
    if (!existsSync(folder('link'))) {
      await symlink(folder('data/base'), folder('link'));
    }
    const before = (await readdir(folder('data'))).sort();
    const { code, report } = await source.drill(
      'work_directory' in change
        ? { work_directory: folder(String(change.work_directory)) }
        : { ...change, target_port: source.port },
    );
    const { outcome, steps } = report.drill;
    expect({ code, kind: outcome.kind, of: outcome.problems[0].code }).toEqual({
      code: 2,
      kind: 'refused',
      of: 'aliases-source',
    });
    expect(steps).toHaveLength(1);
    expect(outcomeOf(report.drill)).toEqual(outcome);
    expect((await readdir(folder('data'))).sort()).toEqual(before);
  });

  it('refuses a server that it would not start itself', async () => {
    const { report } = await source.drill({ target_host: 'db.example.com' });
    expect(report.drill.outcome).toMatchObject({
      kind: 'refused',
      problems: [{ code: 'invalid-target' }],
    });
  });

  const describeAsRoot =
    process.getuid?.() === 0 || process.env.CI ? describe : describe.skip;

  describeAsRoot('as root', () => {
    it('refuses to run: root may do everything', async () => {
      const config = await source.settings({ reports_address: '' });
      const { code, stdout } = await run(
        '/usr/bin/python3',
        ['-m', 'textloom_restore', 'drill', '--config', config],
        { env: { ...process.env, PYTHONPATH: `${source.folder}/lib` } },
      );
      expect({ code, stdout }).toEqual({
        code: 2,
        stdout: expect.stringContaining("'code': 'runs-as-root'"),
      });
    });
  });

  describe('by pg_dump, for a server elsewhere', () => {
    const dumps = {
      method: 'pg_dump',
      store: {
        id: 'orders',
        title: 'orders of test',
        kind: 'postgres',
        priority: 'P0',
      },
      scenario: 'ransomware',
    };
    const copies = () => join(source.folder, 's3/backups/test/postgresql');

    it('restores the newest copy from the bucket, and says how old it is', async () => {
      const { code, stderr } = await source.backUp('daily', {
        BACKUP_METHOD: 'pg_dump',
        BACKUP_KMS_KEY: 'alias/textloom',
      });
      expect({ code, said: code ? stderr : '' }).toEqual({ code: 0, said: '' });
      // A runner that was ended in the middle has left this.
      const left = join(source.folder, 'drills/drill-0123abcd/data');
      await source.succeeds('mkdir', ['-p', left]);
      const drilled = await source.drill(dumps);
      expect(await readdir(join(source.folder, 'drills'))).toEqual([]);
      const { outcome, findings, store } = drilled.report.drill;
      expect({ code: drilled.code, outcome }).toEqual({
        code: 0,
        outcome: { kind: 'verdict', verdict: 'PASS', problems: [] },
      });
      expect(store.kind).toBe('postgres');
      expect(findings.markers).toMatchObject({ max: 3, count: 3 });
      expect(findings.rta.fullMs).toBeLessThan(HOUR);
      expect(outcomeOf(drilled.report.drill)).toEqual(outcome);
      const calls = await readFile(join(source.folder, 's3/calls'), 'utf8');
      expect(calls).toMatch(
        /--sse aws:kms --sse-kms-key-id alias\/textloom .*database\.dump/,
      );
    });

    it('finds a byte that has changed in the bucket, and takes down what it began', async () => {
      const [newest] = (await readdir(copies())).sort().reverse();
      await appendFile(join(copies(), newest, 'database.dump'), 'x');
      const { code, report } = await source.drill(dumps);
      expect({ code, outcome: report.drill.outcome }).toEqual({
        code: 1,
        outcome: {
          kind: 'verdict',
          verdict: 'FAIL',
          problems: [
            { code: 'backup-damaged', subject: `${newest}/database.dump` },
          ],
        },
      });
      expect(await readdir(join(source.folder, 'drills'))).toEqual([]);
    });

    it('passes over a copy that is not complete', async () => {
      await mkdir(join(copies(), '20990101T000000Z'));
      const { report } = await source.drill(dumps);
      expect(report.drill.findings.frozen.backup.id).not.toMatch(/^2099/);
    });
  });

  it('copies Redis as the drills of the portal read it, and all of it to the other region', async () => {
    const [port] = await freePorts(1);
    const redis = join(source.folder, 'redis.sock');
    await source.succeeds('redis-server', [
      ...['--port', `${port}`, '--bind', '127.0.0.1', '--save', ''],
      ...['--daemonize', 'yes', '--pidfile', `${redis}.pid`],
    ]);
    const cli = (...args: string[]) =>
      source.succeeds('redis-cli', ['-p', `${port}`, ...args]);
    try {
      while (!(await cli('ping').catch(() => '')).includes('PONG')) {
        await sleep(50);
      }
      await cli('set', 'drill:hb', '41');
      await cli('set', 'session:1', 'somebody');
      const began = Date.now();
      const { code, stderr } = await source.backUp('hourly', {
        BACKUP_METHOD: 'pg_dump',
        BACKUP_REDIS: `127.0.0.1:${port}`,
      });
      expect({ code, said: code ? stderr : '' }).toEqual({ code: 0, said: '' });
      const folder = join(
        source.folder,
        `s3/backups/test/redis/127.0.0.1-${port}`,
      );
      const [copy] = await readdir(folder);
      const rdb = await readFile(join(folder, copy, 'dump.rdb'));
      const text = await readFile(join(folder, copy, 'manifest.json'), 'utf8');
      const manifest = JSON.parse(text);
      expect(manifest).toEqual({
        version: 1,
        beganAt: expect.any(Number),
        completedAt: expect.any(Number),
        newestMarker: 41,
        bytes: rdb.length,
        files: { 'dump.rdb': createHash('sha256').update(rdb).digest('hex') },
      });
      expect(manifest.beganAt).toBeGreaterThanOrEqual(began);
      expect(manifest.completedAt).toBeGreaterThanOrEqual(manifest.beganAt);
      const checked = join(folder, copy, 'dump.rdb');
      expect(await source.succeeds('redis-check-rdb', [checked])).toContain(
        'RDB looks OK',
      );
    } finally {
      await cli('shutdown', 'nosave').catch(() => undefined);
    }
    expect((await source.backUp('weekly')).code).toBe(0);
    expect(
      await readdir(join(source.folder, 's3/backups-offsite/test')),
    ).toEqual(expect.arrayContaining(['postgresql', 'redis']));
  });
});

describeWith(['script', 'logger'])(
  'the record of a session on the bastion',
  () => {
    const session = async (folder: string, command: string) =>
      run('bash', [join(FILES, '../../bastion/files/textloom-session')], {
        env: {
          ...process.env,
          TEXTLOOM_SESSIONS: folder,
          SSH_CONNECTION: '203.0.113.7 50000 10.0.0.1 22',
          SSH_ORIGINAL_COMMAND: command,
        },
      });

    it('holds what was seen, and ends as the command ends', async () => {
      const folder = await mkdtemp(join(tmpdir(), 'tls-'));
      try {
        expect((await session(folder, 'echo seen; exit 7')).code).toBe(7);
        const names = (await readdir(folder)).sort();
        expect(names).toEqual([
          expect.stringMatching(/^\d{8}T\d{6}Z-\w+-203\.0\.113\.7-\d+\.log$/),
          expect.stringMatching(/\.timing$/),
        ]);
        const record = await readFile(join(folder, names[0]), 'utf8');
        expect(record).toMatch(/^seen\r?$/m);
        expect((await stat(join(folder, names[0]))).mode & 0o777).toBe(0o600);
      } finally {
        await rm(folder, { recursive: true });
      }
    });

    it('is a condition of the session', async () => {
      const { code, stdout, stderr } = await session('/nowhere', 'echo seen');
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      expect(stderr).toContain('This session cannot be recorded, so it ends.');
    });
  },
);
