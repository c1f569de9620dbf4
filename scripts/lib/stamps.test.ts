import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import {
  affectsBuild,
  hashFiles,
  listFiles,
  readStamp,
  writeStamp,
} from './stamps.ts';

function folder(t: TestContext, files: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), 'stamps-'));
  t.after(() => rmSync(root, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

test('made folders are not sources', async t => {
  const root = folder(t, {
    'packages/a/src/x.ts': '1',
    'packages/a/dist/x.js': '1',
    'packages/a/node_modules/y/index.js': '1',
    'plugins/b/src/z.tsx': '1',
  });
  assert.deepEqual(await listFiles(root, ['plugins', 'packages', 'none']), [
    'packages/a/src/x.ts',
    'plugins/b/src/z.tsx',
  ]);
});

test('tests and prose do not make a build stale, everything else does', () => {
  const paths = {
    'packages/a/src/x.test.ts': false,
    'packages/a/src/x.spec.tsx': false,
    'packages/a/README.md': false,
    'packages/a/.eslintrc.js': false,
    'packages/a/src/x.ts': true,
    'packages/a/src/latest.ts': true,
    'packages/a/package.json': true,
    'packages/app/public/icon.svg': true,
    'plugins/b/migrations/1.js': true,
  };
  for (const [path, expected] of Object.entries(paths)) {
    assert.equal(affectsBuild(path), expected, path);
  }
});

test('the hash follows content, name, absence and salt', async t => {
  const root = folder(t, { a: '1', b: '1' });
  const hashes = [
    await hashFiles(root, ['a'], ['x']),
    await hashFiles(root, ['b'], ['x']),
    await hashFiles(root, ['a', 'b'], ['x']),
    await hashFiles(root, ['c'], ['x']),
    await hashFiles(root, ['a'], ['y']),
  ];
  assert.equal(new Set(hashes).size, hashes.length);
  assert.equal(await hashFiles(root, ['a'], ['x']), hashes[0]);
  writeFileSync(join(root, 'a'), '2');
  assert.notEqual(await hashFiles(root, ['a'], ['x']), hashes[0]);
});

test('a stamp reads back; an empty or missing one is none', async t => {
  const root = folder(t, { empty: '\n' });
  await writeStamp(join(root, 'deep', 'stamp'), 'abc');
  assert.equal(await readStamp(join(root, 'deep', 'stamp')), 'abc');
  assert.equal(await readStamp(join(root, 'empty')), undefined);
  assert.equal(await readStamp(join(root, 'missing')), undefined);
});
