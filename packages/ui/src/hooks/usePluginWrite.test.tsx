import { act, renderHook } from '@testing-library/react';
import { usePluginWrite } from './usePluginWrite';

const refusal = Object.assign(new Error('busy'), { statusCode: 409 });

const says = (answer: string) => async () => answer;
const fails = (error: Error) => () => Promise.reject(error);

/** A server that answers as told, in order, and keeps the keys that it saw. */
function server(...answers: (() => Promise<string>)[]) {
  const keys: string[] = [];
  const write = (key: string, _what: string) => {
    keys.push(key);
    return answers.shift()!();
  };
  return { keys, write };
}

it('keeps its key until the server has answered, and takes a new one afterwards', async () => {
  const { keys, write } = server(
    fails(new TypeError('broken')),
    says('a'),
    fails(refusal),
    says('b'),
  );
  const done: string[] = [];
  let refused = 0;
  const { result } = renderHook(() =>
    usePluginWrite(write, {
      onDone: answer => done.push(answer),
      onRefused: () => {
        refused += 1;
      },
    }),
  );
  const run = () => act(() => result.current.run('x'));
  await run();
  expect(result.current.failure).toMatchObject({ kind: 'unreachable' });
  await run();
  expect(result.current.failure).toBeUndefined();
  await run();
  expect(result.current.failure?.cause).toBe(refusal);
  await run();
  expect(done).toEqual(['a', 'b']);
  expect(refused).toBe(1);
  expect(keys[1]).toBe(keys[0]);
  expect(new Set(keys).size).toBe(3);
});

it('sends a second press nowhere', async () => {
  let answer: (value: string) => void = () => {};
  let sent = 0;
  const { result } = renderHook(() =>
    usePluginWrite(
      () => {
        sent += 1;
        return new Promise<string>(resolve => {
          answer = resolve;
        });
      },
      { onDone: () => {} },
    ),
  );
  await act(async () => {
    result.current.run();
    result.current.run();
  });
  expect(result.current.pending).toBe(true);
  expect(sent).toBe(1);
  await act(async () => answer('done'));
  expect(result.current.pending).toBe(false);
});
