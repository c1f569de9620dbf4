import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { repositoryRoot } from './layout.ts';

const require = createRequire(import.meta.url);

test('long suites are there, and begin first; none gets lost', () => {
  const LongestFirst = require('./jest/Sequencer.cjs');
  for (const path of LongestFirst.LONG) {
    assert.ok(existsSync(join(repositoryRoot, path)), path);
  }
  assert.equal(new Set(LongestFirst.LONG).size, LongestFirst.LONG.length);

  const [first, second] = LongestFirst.LONG;
  const [large, small] = ['yarn.lock', 'backstage.json'];
  const given = [small, second, large, first].map(path => ({
    path: join(repositoryRoot, path),
  }));
  const sequencer = new LongestFirst();
  const sorted: { path: string }[] = sequencer.sort(given);
  const wanted = [first, second, large, small];
  assert.deepEqual(
    sorted.map(({ path }) => path),
    wanted.map(path => join(repositoryRoot, path)),
  );
  const shards = [1, 2].flatMap(shardIndex =>
    sequencer.shard(given, { shardIndex, shardCount: 2 }),
  );
  assert.deepEqual(new Set(shards), new Set(given));
});

test('packages share what is compiled, as far as it is the same', () => {
  const { createTransformer } = require('./jest/transform.cjs');
  const typescript = { jsc: { parser: { syntax: 'typescript' } } };
  const keyIn = (
    folder: string,
    {
      text = 'export {}',
      path = '/a.ts',
      options = typescript as object,
      esm = false,
    } = {},
  ) =>
    createTransformer(options).getCacheKey(text, path, {
      config: { rootDir: join(repositoryRoot, folder) },
      configString: `all of ${folder}`,
      instrument: false,
      supportsStaticESM: esm,
    });
  const key = keyIn('plugins/costs/src');
  assert.equal(keyIn('packages/ui/src'), key);
  const others = [
    { text: 'export const x = 1' },
    { path: '/b.ts' },
    { options: { ...typescript, module: { ignoreDynamic: true } } },
    { esm: true },
  ].map(different => keyIn('plugins/costs/src', different));
  assert.equal(new Set([key, ...others]).size, 5);
});

test('every test file has modules of its own, though they are compiled once', t => {
  const folder = mkdtempSync(join(tmpdir(), 'jest-runtime-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, 'src'));
  const write = (name: string, text: string) =>
    writeFileSync(join(folder, 'src', name), text);
  write('counter.js', 'let n = 0; exports.next = () => ++n;');
  write('broken.js', 'const = 1;');
  for (const name of ['a', 'b']) {
    write(
      `${name}.test.js`,
      `const { next } = require('./counter');
       it('counts', () => expect(next()).toBe(1));
       it('goes on', () => expect(next()).toBe(2));
       it('mocks', () => {
         jest.doMock('./counter', () => ({ next: () => 'mocked' }));
         jest.resetModules();
         expect(require('./counter').next()).toBe('mocked');
       });
       it('starts again', () => {
         jest.dontMock('./counter');
         jest.resetModules();
         expect(require('./counter').next()).toBe(1);
       });
       it('says what is broken', () => {
         expect(() => require('./broken')).toThrow('Unexpected token');
       });
       it('has errors of its own realm', () => {
         expect(() => require('./counter').next.call.call(1)).toThrow(TypeError);
       });`,
    );
  }
  const config = {
    rootDir: folder,
    runtime: require.resolve('./jest/Runtime.cjs'),
    transform: {},
    testMatch: ['**/*.test.js'],
    testPathIgnorePatterns: [],
    haste: { retainAllFiles: true },
  };
  writeFileSync(join(folder, 'jest.config.json'), JSON.stringify(config));
  const { status, stderr } = spawnSync(
    process.execPath,
    [
      require.resolve('jest/bin/jest'),
      '--runInBand',
      '--config',
      join(folder, 'jest.config.json'),
    ],
    { encoding: 'utf8', cwd: folder, env: { ...process.env, CI: 'true' } },
  );
  assert.equal(status, 0, stderr);
  assert.match(stderr, /Tests: +12 passed, 12 total/);
});
