import type { Layout } from '../../scripts/lib/layout.ts';
import type { Processes } from '../../scripts/lib/processes.ts';
import type { Progress } from '../../scripts/lib/progress.ts';
import type { BenchResult } from './result.ts';

/** What a bench works with. The portal is built already. */
export interface BenchContext {
  layout: Layout;
  /** A folder for what the bench makes, kept between runs. */
  folder: string;
  /** `small` is for a quick look, by the benches that have one; its figures prove nothing. */
  size: 'full' | 'small';
  processes: Processes;
  progress: Progress;
}

export type Bench = (context: BenchContext) => Promise<BenchResult[]>;
