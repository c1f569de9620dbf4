import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { parseBenchArgs } from '../args.ts';
import { comparingSql, drillsConfig } from './config.ts';
import { readDrill } from './drill.ts';
import type { Drill } from './drill.ts';
import { PHASES, renderPhases, totalOf } from './phases.ts';
import type { Phases } from './phases.ts';
import { sweep } from './scratch.ts';
import { parseScript } from './script.ts';

const phasesOf = (ms: number) =>
  Object.fromEntries(PHASES.map(name => [name, ms])) as Phases;

test('a bench may be asked for a small size', () => {
  const parse = (...args: string[]) => parseBenchArgs(args, ['drills']);
  assert.deepEqual(parse('drills'), { name: 'drills', size: 'full' });
  assert.deepEqual(parse('drills', '--size', 'small', '--json', 'f'), {
    name: 'drills',
    size: 'small',
    json: 'f',
  });
  for (const wrong of [
    [],
    ['other'],
    ['drills', 'more'],
    ['drills', '--size'],
    ['drills', '--size', 'tiny'],
    ['drills', '--json'],
    ['drills', '--json', ''],
    ['drills', '--fast'],
  ]) {
    assert.throws(() => parse(...wrong), /Usage/);
  }
});

test('the script says how long its phases took', () => {
  const lines = PHASES.map((name, index) => `phase ${name} ${index}`);
  const { phases, answer } = parseScript(
    [...lines.slice(0, 5), 'answer a: 1 rows', ...lines.slice(5)].join('\n'),
  );
  assert.equal(totalOf(phases), 15);
  assert.equal(answer, 'a: 1 rows');
  assert.throws(() => parseScript(lines.slice(1).join('\n')), /provision/);
});

test('only a drill counts that has left nothing out', () => {
  const passed = (name: string) => ({ name, state: 'passed' });
  const drill: Drill = {
    id: 'drill-00c0ffee',
    state: 'Finished',
    queuedAt: 1_000,
    endedAt: 8_000,
    steps: ['probe', ...PHASES].map(step => ({
      step,
      state: 'passed',
      durationMs: 1_000,
    })),
    findings: {
      verifications: [
        'pg_verifybackup',
        'archive-continuity',
        'archive-untouched',
        'catalog',
        'rows',
        'sequences',
        'pg_amcheck',
      ].map(passed),
      smoke: passed('smoke'),
    },
  };
  assert.deepEqual(readDrill(drill), {
    phases: phasesOf(1_000),
    around: 1_000,
  });
  const { steps, findings } = drill;
  const { verifications = [] } = findings;
  const other = (change: Partial<Drill>) => () =>
    readDrill({ ...drill, ...change });
  assert.throws(
    other({ findings: { ...findings, verifications: verifications.slice(1) } }),
    /pg_verifybackup missing/,
  );
  assert.throws(
    other({
      findings: { ...findings, smoke: { name: 'smoke', state: 'failed' } },
    }),
    /smoke failed/,
  );
  assert.throws(
    other({ steps: steps.map(step => ({ ...step, state: 'failed' })) }),
    /probe failed/,
  );
  assert.throws(
    other({ steps: steps.map(({ step, state }) => ({ step, state })) }),
    /provision not timed/,
  );
});

test('phases beside each other, by their medians', () => {
  const lines = renderPhases(
    [1_000, 3_000, 2_000].map(phasesOf),
    [phasesOf(1_500)],
    [400],
  ).split('\n');
  assert.equal(lines.length, 1 + PHASES.length + 2);
  assert.match(lines[2] ?? '', /^restore +2 s +1\.5 s +base backup/);
  assert.match(lines.at(-2) ?? '', /^all six +12 s +9 s/);
  assert.match(lines.at(-1) ?? '', /^besides +0\.4 s +–/);
});

test('the portal restores to the point, and compares with what the source had', () => {
  const config = JSON.parse(
    drillsConfig('/root', '/work', {
      ...{ socket: '/s', backups: '/b', backup: '/b/base', archive: '/a' },
      ...{ identity: {}, runAs: 'postgres', fingerprint: "o'clock" },
      point: '2026-11-29T10:00:00.123Z',
    }),
  );
  const [timed, compared] = config['restore-drills'].stores;
  assert.deepEqual(
    [timed, compared].map(store => store.plans[0].target.time),
    ['2026-11-29T10:00:00.123Z', '2026-11-29T10:00:00.123Z'],
  );
  assert.equal(compared.postgres.smoke, comparingSql("o'clock"));
  assert.match(compared.postgres.smoke, /= 'o''clock'$/);
});

test('servers are ended with their folder, and no others', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'bench-drills-'));
  const start = (data: string, named = data) => {
    const server = spawn('sleep', ['600'], { stdio: 'ignore' });
    mkdirSync(data, { recursive: true });
    writeFileSync(join(data, 'postmaster.pid'), `${server.pid}\n${named}\n`);
    return { server, exited: once(server, 'exit') };
  };
  const mine = ['source/data', 'script/target/data', 'work/drill-1/data'].map(
    place => start(join(folder, place)),
  );
  const other = start(join(folder, 'work', 'drill-2', 'data'), '/elsewhere');
  sweep(folder);
  for (const { exited } of mine) {
    assert.deepEqual(await exited, [null, 'SIGKILL']);
  }
  assert.equal(existsSync(folder), false);
  assert.equal(other.server.exitCode ?? other.server.signalCode, null);
  other.server.kill();
  await other.exited;
});
