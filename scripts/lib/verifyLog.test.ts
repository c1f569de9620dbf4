import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Sentence } from './sentence.ts';
import { verifierArguments } from './verifyLog.ts';

const at = { state: '/home/.portal/state', cwd: '/home' };
const URL = 'postgresql://portal@db/textloom_portal';

test('the verifier looks at the state of this checkout unless told otherwise', () => {
  assert.deepEqual(verifierArguments([], at), [
    '--database',
    '/home/.portal/state/deployments.sqlite',
    '--checkpoints',
    '/home/.portal/state/checkpoints',
  ]);
});

test('the verifier takes files from where the command was called, and addresses as they are', () => {
  assert.deepEqual(
    verifierArguments(['--database', 'a.sqlite', '--checkpoints', 'c'], at),
    ['--database', '/home/a.sqlite', '--checkpoints', '/home/c'],
  );
  assert.deepEqual(
    verifierArguments(
      ['--database', URL, '--checkpoints', '/c', '--schema', 'deployments'],
      at,
    ),
    ['--database', URL, '--checkpoints', '/c', '--schema', 'deployments'],
  );
});

test('the verifier refuses what it does not know, and a database without checkpoints', () => {
  assert.throws(() => verifierArguments(['--fix'], at), Sentence);
  assert.throws(() => verifierArguments(['extra'], at), Sentence);
  assert.throws(() => verifierArguments(['--database', URL], at), Sentence);
});
