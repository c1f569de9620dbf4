import { elapsed } from './progress.ts';
import { nothing, withStage } from './report.ts';
import type { Counts, StageResult } from './report.ts';
import { describeFailure } from './sentence.ts';

/** Takes pieces of what a stage has to say. */
export type Write = (text: string) => void;

export interface Stage {
  name: string;
  /**
   * It keeps one core busy, so that another such stage runs at its side. All
   * others run alone, after whatever stands before them in the list.
   */
  besideOthers?: boolean;
  /** It runs for long, so that what it writes comes at once, whatever runs at its side. */
  followed?: boolean;
  /** Writes to the terminal where it is not told where to. */
  run: (write?: Write) => Promise<Counts>;
}

/** More would need more memory than a small machine has. */
const SIDE_BY_SIDE = 2;

/**
 * Runs stages in their order, two at a time where they allow it. What a stage
 * writes stays together: as it comes where it runs alone or is followed, else at its end.
 * A stage that throws has failed; the others go on.
 */
export async function runStages(
  stages: readonly Stage[],
  options: { write: Write; now: () => number },
): Promise<StageResult[]> {
  const results: StageResult[] = [];
  const running = new Set<Promise<void>>();
  for (const [index, stage] of stages.entries()) {
    const others = stage.besideOthers ? SIDE_BY_SIDE - 1 : 0;
    while (running.size > others) await Promise.race(running);
    const task = runStage(stage, options).then(result => {
      results[index] = result;
      running.delete(task);
    });
    running.add(task);
    if (!stage.besideOthers) await task;
  }
  await Promise.all(running);
  return results;
}

async function runStage(
  { name, besideOthers, followed, run }: Stage,
  { write, now }: { write: Write; now: () => number },
): Promise<StageResult> {
  const pieces: string[] = [];
  const isKept = besideOthers && !followed;
  const say: Write = isKept ? text => pieces.push(text) : write;
  say(`\n== ${name}\n`);
  const began = now();
  const counts = await run(say).catch((error: unknown) => {
    say(`${describeFailure(error)}\n`);
    return withStage(false, nothing);
  });
  const milliseconds = now() - began;
  say(`-- ${name}: ${elapsed(milliseconds)}\n`);
  if (isKept) write(pieces.join(''));
  return { name, milliseconds, ...counts };
}
