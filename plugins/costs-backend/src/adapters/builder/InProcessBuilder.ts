import { Builder, BuildJob, Built } from './jobs';
import { runJob } from './runJob';

/** Makes partitions in this process: its memory grows by what that takes, and others wait for each day of a bill. */
export class InProcessBuilder implements Builder {
  build(job: BuildJob): Promise<Built> {
    return runJob(job);
  }

  close(): void {}
}
