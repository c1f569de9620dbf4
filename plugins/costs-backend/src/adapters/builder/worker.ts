import { SourceProblem } from '@textloom/plugin-costs-common';
import { BillProblem } from '../bills/BillProblem';
import { BuildJob, Built } from './jobs';
import { runJob } from './runJob';

/** The answer to a job, as one process tells the other. */
export type JobAnswer =
  | { built: Built }
  /** What is wrong with the bill. */
  | { problem: SourceProblem }
  /** Why the work failed, for the log. */
  | { failure: string };

/** This module, which makes partitions when a process is started with it. */
export const WORKER_MODULE = __filename;

async function answerTo(job: BuildJob): Promise<JobAnswer> {
  try {
    return { built: await runJob(job) };
  } catch (error) {
    return error instanceof BillProblem
      ? { problem: error.problem }
      : { failure: String((error as Error)?.stack ?? error) };
  }
}

/** Does what the parent sends, until the parent is gone. */
function serve(): void {
  process.on('message', async (job: BuildJob) => {
    const answer = await answerTo(job);
    process.send?.(answer);
  });
  // At once, also amid work: what is half made is in a folder that nobody names.
  process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
  // A terminal tells all processes at once; the parent decides when this one ends.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {});
  }
}

if (require.main === module) {
  serve();
}
