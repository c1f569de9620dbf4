import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findChromium } from './chromium.ts';
import { countJest, countPlaywright, countTap } from './counts.ts';
import { nothing, skippedStage, summarise, withStage } from './report.ts';

test('a stage counts as one test besides its own', () => {
  const inner = { passed: 3, failed: 0, skipped: ['x'] };
  assert.deepEqual(withStage(true, inner), { ...inner, passed: 4 });
  assert.deepEqual(withStage(false, inner), { ...inner, failed: 1 });
  assert.deepEqual(withStage(true, { ...inner, failed: 2 }), {
    ...inner,
    failed: 3,
  });
});

test('the summary ends with the one line of totals', () => {
  const { text, ok } = summarise([
    { name: 'a', milliseconds: 1_000, ...withStage(true, nothing) },
    { name: 'b', milliseconds: 61_000, ...skippedStage('no browser') },
  ]);
  assert.ok(ok);
  assert.match(text, /\nskipped: b: no browser\n/);
  assert.equal(text.split('\n').at(-1), '1 passed, 0 failed, 1 skipped');
});

test('one failure anywhere fails the whole', () => {
  const { text, ok } = summarise([
    { name: 'a', milliseconds: 0, ...withStage(true, nothing) },
    { name: 'b', milliseconds: 0, ...withStage(false, nothing) },
  ]);
  assert.equal(ok, false);
  assert.equal(text.split('\n').at(-1), '1 passed, 1 failed, 0 skipped');
});

test('Jest: tests, suites that cannot be loaded, skipped and todo', () => {
  const json = JSON.stringify({
    numPassedTests: 5,
    numFailedTests: 1,
    numRuntimeErrorTestSuites: 1,
    testResults: [
      {
        assertionResults: [
          { status: 'passed', fullName: 'p' },
          { status: 'pending', fullName: 'real server' },
          { status: 'todo', fullName: 'later' },
        ],
      },
    ],
  });
  assert.deepEqual(countJest(json), {
    passed: 5,
    failed: 2,
    skipped: ['real server', 'later'],
  });
});

test('node --test: totals, cancelled ones, and reasons of skips', () => {
  const tap = [
    'TAP version 13',
    'ok 1 - a',
    'ok 2 - b # SKIP no etcd',
    'ok 3 - c # SKIP',
    '# tests 5',
    '# pass 1',
    '# fail 1',
    '# cancelled 1',
    '# skipped 2',
  ].join('\n');
  assert.deepEqual(countTap(tap), {
    passed: 1,
    failed: 2,
    skipped: ['b (no etcd)', 'c'],
  });
});

test('Playwright: nested suites, flaky is failed, errors outside tests', () => {
  const spec = (title: string, status: string) => ({
    title,
    tests: [
      { status, annotations: [{ type: 'skip', description: 'why not' }] },
    ],
  });
  const json = JSON.stringify({
    errors: [{}],
    suites: [
      {
        title: 'f',
        specs: [spec('a', 'expected'), spec('b', 'flaky')],
        suites: [
          {
            title: 'g',
            specs: [spec('c', 'unexpected'), spec('d', 'skipped')],
          },
        ],
      },
    ],
  });
  assert.deepEqual(countPlaywright(json), {
    passed: 1,
    failed: 3,
    skipped: ['d (why not)'],
  });
});

test('no report counts nothing, so that the stage itself decides', () => {
  for (const count of [countJest, countTap, countPlaywright]) {
    assert.deepEqual(count(undefined), nothing);
  }
});

test('the browser is the named one, else a usual one, else none', () => {
  const has = (path: string) => (candidate: string) => candidate === path;
  assert.equal(findChromium({ CHROMIUM_PATH: '/c' }, has('/c')), '/c');
  assert.equal(
    findChromium({ CHROMIUM_PATH: '/c' }, has('/usr/bin/chromium')),
    undefined,
  );
  assert.equal(findChromium({}, has('/usr/bin/chromium')), '/usr/bin/chromium');
  assert.equal(
    findChromium({}, () => false),
    undefined,
  );
});
