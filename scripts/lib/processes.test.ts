import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Processes, tailOf } from './processes.ts';

const here = dirname(fileURLToPath(import.meta.url));

function scratch(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'processes-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function goneWithin(pid: number, limit: number): Promise<boolean> {
  for (const end = Date.now() + limit; Date.now() < end; await sleep(50)) {
    if (!isAlive(pid)) return true;
  }
  return !isAlive(pid);
}

test('a process that ends gives its output, its log and its success', async t => {
  const cwd = scratch(t);
  const log = join(cwd, 'logs', 'a.log');
  const run = (code: number) =>
    new Processes().run({
      name: 'a',
      command: process.execPath,
      args: ['-e', `console.log('one\\ntwo'); process.exitCode = ${code}`],
      cwd,
      log,
    });
  assert.deepEqual(await run(0), { ok: true, output: 'one\ntwo\n' });
  assert.deepEqual(await tailOf(log, 1), ['two']);
  assert.equal((await run(3)).ok, false);
});

test('a command that does not exist fails instead of throwing', async t => {
  const cwd = scratch(t);
  const done = await new Processes().run({
    name: 'none',
    command: join(cwd, 'nothing-here'),
    args: [],
    cwd,
    log: join(cwd, 'log'),
  });
  assert.equal(done.ok, false);
});

test('stop ends a stubborn process and its children', async t => {
  const cwd = scratch(t);
  const processes = new Processes();
  const stubborn =
    "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000);";
  const pids = await new Promise<number[]>(resolve => {
    let output = '';
    processes.start({
      name: 'stubborn',
      command: process.execPath,
      args: [
        '-e',
        `${stubborn}
         const child = require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(
           `${stubborn} console.log('up')`,
         )}]);
         child.stdout.once('data', () => console.log(process.pid + ' ' + child.pid));`,
      ],
      cwd,
      log: join(cwd, 'log'),
      onOutput: text => {
        output += text;
        if (/\d+ \d+\n/.test(output)) resolve(output.split(' ').map(Number));
      },
    });
  });
  assert.deepEqual(pids.map(isAlive), [true, true]);
  const began = Date.now();
  await processes.stop(300);
  assert.ok(Date.now() - began < 3_000);
  for (const pid of pids) assert.ok(await goneWithin(pid, 2_000));
});

test('a process that follows its parent ends when the parent is killed', async t => {
  const cwd = scratch(t);
  const parent = spawn(
    process.execPath,
    [
      '-e',
      `const { spawn } = require('node:child_process');
       const child = spawn(process.execPath, ['--require', ${JSON.stringify(
         join(here, 'followParent.cjs'),
       )}, '-e', 'console.log("up"); setInterval(() => {}, 1000)'], { detached: true, stdio: ['ignore', 'pipe', 'ignore'] });
       child.stdout.once('data', () => console.log(child.pid));
       setInterval(() => {}, 1000);`,
    ],
    { cwd, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const pid = await new Promise<number>(resolve => {
    parent.stdout.once('data', text => resolve(Number(text)));
  });
  assert.ok(isAlive(pid));
  parent.kill('SIGKILL');
  assert.ok(await goneWithin(pid, 4_000));
});
