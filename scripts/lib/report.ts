import { elapsed } from './progress.ts';

/** Counts of one stage; the stage itself counts as one test. */
export interface Counts {
  passed: number;
  failed: number;
  /** What was skipped, each with what it is and, where known, why. */
  skipped: string[];
}

export interface StageResult extends Counts {
  name: string;
  milliseconds: number;
}

export const nothing: Counts = { passed: 0, failed: 0, skipped: [] };

/** A stage that could not run: it is skipped, with the reason. */
export function skippedStage(reason: string): Counts {
  return { passed: 0, failed: 0, skipped: [reason] };
}

/**
 * Adds the stage itself to what its runner counted: passed when the command
 * succeeded and no test failed.
 */
export function withStage(ok: boolean, inner: Counts): Counts {
  const good = ok && inner.failed === 0;
  return {
    passed: inner.passed + (good ? 1 : 0),
    failed: inner.failed + (good ? 0 : 1),
    skipped: inner.skipped,
  };
}

/** The summary of all stages; its last line is `N passed, N failed, N skipped`. */
export function summarise(stages: readonly StageResult[]): {
  text: string;
  ok: boolean;
} {
  const sum = (pick: (stage: StageResult) => number) =>
    stages.reduce((total, stage) => total + pick(stage), 0);
  const failed = sum(stage => stage.failed);
  const lines = stages.map(stage => {
    const mark = verdict(stage);
    const time = elapsed(stage.milliseconds).padStart(12);
    return `${mark.padEnd(8)}${time}  ${stage.name}`;
  });
  const skips = stages.flatMap(stage =>
    stage.skipped.map(reason => `skipped: ${stage.name}: ${reason}`),
  );
  const total = `${sum(s => s.passed)} passed, ${failed} failed, ${sum(
    s => s.skipped.length,
  )} skipped`;
  return {
    text: ['', ...lines, '', ...skips, total].join('\n'),
    ok: failed === 0,
  };
}

function verdict(stage: StageResult): string {
  if (stage.failed > 0) return 'failed';
  return stage.passed > 0 ? 'passed' : 'skipped';
}
