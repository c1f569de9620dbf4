import { setTimeout as sleep } from 'node:timers/promises';
import { Processes } from './processes.ts';
import { Sentence, describeFailure } from './sentence.ts';

/**
 * Runs a command with its children: a signal stops all of them, a failure is
 * shown as a sentence, and no child outlives the command.
 */
export async function runCommand(
  main: (processes: Processes, stopped: Promise<void>) => Promise<number>,
): Promise<void> {
  const processes = new Processes();
  const stopped = new Promise<void>(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => resolve());
    }
  });
  const parent = process.ppid;
  const orphaned = new Promise<void>(resolve => {
    setInterval(() => process.ppid !== parent && resolve(), 1_000).unref();
  });
  const interrupted = Promise.race([stopped, orphaned]);
  let code = 1;
  try {
    code = await Promise.race([
      main(processes, interrupted),
      // After a moment, in which the command may end by itself in order.
      interrupted.then(() => sleep(100, 130)),
    ]);
  } catch (error) {
    process.stderr.write(`${describeFailure(error)}\n`);
  }
  await processes.stop();
  process.exit(code);
}

/** @throws Sentence for an argument that is not among the known flags */
export function parseFlags<T extends string>(
  args: readonly string[],
  known: readonly T[],
): Set<T> {
  const flags = new Set<T>();
  for (const arg of args) {
    const flag = known.find(each => each === arg);
    if (!flag) {
      throw new Sentence(
        `Unknown option '${arg}'. There is: ${known.join(', ')}.`,
      );
    }
    flags.add(flag);
  }
  return flags;
}
