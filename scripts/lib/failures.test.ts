import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explainBuildFailure } from './build.ts';
import { parseFlags } from './command.ts';
import { explainInstallFailure, missingPackages } from './install.ts';
import { explainEnd } from './portal.ts';
import { Sentence, describeFailure, lastLines } from './sentence.ts';

test('what Yarn prints becomes a sentence', () => {
  const cases: [string, RegExp][] = [
    ['YN0001: RequestError: getaddrinfo ENOTFOUND x', /cannot be reached/],
    ['connect ECONNREFUSED 127.0.0.1:1', /cannot be reached/],
    ['Error: ENOSPC: no space left on device', /disk is full/],
    ['YN0028: │ The lockfile would have been modified', /does not fit/],
    ["EACCES: permission denied, mkdir '/x'", /must be writable/],
    ['something else', /install\.log/],
  ];
  for (const [output, sentence] of cases) {
    assert.match(explainInstallFailure(output).message, sentence, output);
  }
});

test('what the build prints becomes a sentence with the end of the log', () => {
  assert.match(explainBuildFailure('portal', 'ENOSPC').message, /disk is full/);
  assert.match(
    explainBuildFailure('portal', 'JavaScript heap out of memory').message,
    /too little memory/,
  );
  const other = explainBuildFailure('portal', 'a\n\nError: no such export\n');
  assert.match(other.message, /build-portal\.log/);
  assert.deepEqual(other.details, ['a', 'Error: no such export']);
});

test('a process that ended by itself is named, with its last lines', () => {
  const failure = explainEnd('sandbox', 'exit code 1', ['boom']);
  assert.match(
    failure.message,
    /The sandbox stopped by itself \(exit code 1\)/,
  );
  assert.deepEqual(failure.details, ['boom']);
});

test('a missing module means a broken installation', () => {
  const failure = explainEnd('portal', 'exit code 1', [
    "Error: Cannot find module 'express'",
  ]);
  assert.match(failure.message, /'express' is missing.*delete node_modules/);
});

test('packages are looked for near and at the top', () => {
  const there = new Set([
    '/r/node_modules/a/package.json',
    '/r/plugins/x/node_modules/b/package.json',
  ]);
  const missing = missingPackages(
    '/r',
    [{ folder: 'plugins/x', name: 'x', dependencies: ['c', 'b', 'a'] }],
    path => there.has(path),
  );
  assert.deepEqual(missing, ['c']);
});

test('a sentence has no stack, a bug has one', () => {
  const shown = describeFailure(new Sentence('Say it.', ['end of log']));
  assert.equal(shown, 'Say it.\n  | end of log');
  assert.match(describeFailure(new TypeError('x')), /at /);
});

test('last lines leave out empty ones and colours', () => {
  assert.deepEqual(lastLines('\u001b[31mred\u001b[39m\n', 1), ['red']);
  assert.deepEqual(lastLines('a\n\r\nb\n\n', 5), ['a', 'b']);
  assert.deepEqual(lastLines('a\nb\nc', 2), ['b', 'c']);
});

test('an unknown flag is refused by name', () => {
  assert.deepEqual([...parseFlags(['--fresh'], ['--fresh'])], ['--fresh']);
  assert.throws(() => parseFlags(['--frsh'], ['--fresh']), /'--frsh'/);
});
