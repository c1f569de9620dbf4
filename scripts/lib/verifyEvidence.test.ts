import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Sentence } from './sentence.ts';
import { verificationOf } from './verifyEvidence.ts';

const SANDBOX_KEY = '/home/.portal/state/evidence-key.pem';
const at = (...files: string[]) => ({
  state: '/home/.portal/state',
  cwd: '/elsewhere',
  exists: (path: string) => files.includes(path),
});

test('evidence is looked for where the command was called', () => {
  const { args } = verificationOf(
    ['a.json', '/tmp/b.json', '--chain', 'all'],
    at(),
  );
  assert.deepEqual(args, [
    '--chain',
    '/elsewhere/all',
    '--',
    '/elsewhere/a.json',
    '/tmp/b.json',
  ]);
});

test("the key of this checkout's sandbox is trusted where there is one, and named", () => {
  const { args, trusted } = verificationOf(['a.json'], at(SANDBOX_KEY));
  assert.deepEqual(args.slice(0, 2), ['--key', SANDBOX_KEY]);
  assert.equal(trusted.length, 1);
  assert.match(trusted[0] ?? '', /sandbox, \/home\/\.portal/);
  assert.deepEqual(verificationOf(['a.json'], at()).trusted, []);
});

test('keys that are given are trusted alone', () => {
  const { args, trusted } = verificationOf(
    ['a.json', '--key', 'portal.pem', '--key', 'MCowBQYDK2Vw'],
    at(SANDBOX_KEY, '/elsewhere/portal.pem'),
  );
  assert.deepEqual(args.slice(0, 4), [
    '--key',
    '/elsewhere/portal.pem',
    '--key',
    'MCowBQYDK2Vw',
  ]);
  assert.deepEqual(trusted, [
    'Trusted is the key /elsewhere/portal.pem.',
    'Trusted is the key MCowBQYDK2Vw.',
  ]);
});

test('nothing to verify, and what it does not know, are refused', () => {
  assert.throws(() => verificationOf([], at()), Sentence);
  assert.throws(() => verificationOf(['--key', 'k.pem'], at()), Sentence);
  assert.throws(() => verificationOf(['a.json', '--fix'], at()), Sentence);
});
