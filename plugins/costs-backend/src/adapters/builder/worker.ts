import { SourceProblem } from '@textloom/plugin-costs-common';
import { BillProblem } from '../bills/BillProblem';
import { BuildJob } from './jobs';
import { PHASES } from './runJob';

export type Phase = keyof typeof PHASES;

/** What a phase gives. */
export type PhaseResult<P extends Phase> = Awaited<
  ReturnType<(typeof PHASES)[P]>
>;

/** Half of a job, as one process asks the other. */
export interface PhaseRequest<P extends Phase = Phase> {
  phase: P;
  job: BuildJob;
}

/** The answer to half of a job, as one process tells the other. */
export type PhaseAnswer<P extends Phase = Phase> =
  | {
      result: PhaseResult<P>;
      /** Memory that the process has by now, in bytes. */
      residentBytes: number;
    }
  /** What is wrong with the bill. */
  | { problem: SourceProblem }
  /** Why the work failed, for the log. */
  | { failure: string };

/** This module, which makes partitions when a process is started with it. */
export const WORKER_MODULE = __filename;

async function answerTo({ phase, job }: PhaseRequest): Promise<PhaseAnswer> {
  try {
    const result = await PHASES[phase](job);
    return { result, residentBytes: process.memoryUsage.rss() };
  } catch (error) {
    return error instanceof BillProblem
      ? { problem: error.problem }
      : { failure: String((error as Error)?.stack ?? error) };
  }
}

/** Does what the parent sends, until the parent is gone. */
function serve(): void {
  process.on('message', async (request: PhaseRequest) => {
    process.send?.(await answerTo(request));
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
