import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nothing, withStage } from './report.ts';
import { runStages } from './runStages.ts';
import type { Stage } from './runStages.ts';

/** Stages that end when they are told to, and what was seen of them. */
function playedStages(...plan: [name: string, besideOthers: boolean][]) {
  const running = new Set<string>();
  const ends = new Map<string, (error?: Error) => void>();
  const stages = plan.map(
    ([name, besideOthers]): Stage => ({
      name,
      besideOthers,
      run: async write => {
        running.add(name);
        write?.(`${name} begins\n`);
        await new Promise<void>((resolve, reject) => {
          ends.set(name, error => (error ? reject(error) : resolve()));
        }).finally(() => running.delete(name));
        write?.(`${name} ends\n`);
        return withStage(true, nothing);
      },
    }),
  );
  const end = async (name: string, error?: Error) => {
    ends.get(name)?.(error);
    await new Promise(resolve => setImmediate(resolve));
  };
  return { stages, running, end };
}

test('two stages run side by side, and one that is alone waits for both', async () => {
  const { stages, running, end } = playedStages(
    ['a', true],
    ['b', true],
    ['c', true],
    ['alone', false],
    ['d', true],
  );
  const done = runStages(stages, { write: () => {}, now: () => 0 });
  assert.deepEqual([...running], ['a', 'b']);
  await end('b');
  assert.deepEqual([...running], ['a', 'c']);
  await end('a');
  assert.deepEqual([...running], ['c']);
  await end('c');
  assert.deepEqual([...running], ['alone']);
  await end('alone');
  assert.deepEqual([...running], ['d']);
  await end('d');
  const names = (await done).map(({ name }) => name);
  assert.deepEqual(names, ['a', 'b', 'c', 'alone', 'd']);
});

test('what stages write at one time is not mixed, and a long one is followed', async () => {
  const { stages, end } = playedStages(
    ['a', true],
    ['b', true],
    ['alone', false],
  );
  let written = '';
  const done = runStages(stages, {
    write: text => {
      written += text;
    },
    now: () => 0,
  });
  await end('b');
  assert.equal(written, '\n== b\nb begins\nb ends\n-- b: 0 s\n');
  await end('a');
  assert.match(written, /\n== alone\nalone begins\n$/);
  await end('alone');
  await done;
  assert.match(written, /\n== a\na begins\na ends\n-- a: 0 s\n/);
});

test('a stage that throws has failed, in words, and the next one runs', async () => {
  const { stages, end } = playedStages(['a', true], ['b', false]);
  let written = '';
  let time = 0;
  const done = runStages(stages, {
    write: text => {
      written += text;
    },
    now: () => (time += 1_000),
  });
  await end('a', new Error('out of paper'));
  await end('b');
  const results = await done;
  assert.deepEqual(
    results.map(({ passed, failed, milliseconds }) => [
      passed,
      failed,
      milliseconds,
    ]),
    [
      [0, 1, 1_000],
      [1, 0, 1_000],
    ],
  );
  assert.match(written, /out of paper/);
});

test('what a stage that is followed writes comes at once', async () => {
  const { stages, end } = playedStages(['a', true], ['long', true]);
  stages[1]!.followed = true;
  let written = '';
  const done = runStages(stages, {
    write: text => {
      written += text;
    },
    now: () => 0,
  });
  assert.equal(written, '\n== long\nlong begins\n');
  await end('a');
  assert.match(written, /long begins\n\n== a\na begins\na ends\n/);
  await end('long');
  await done;
});
