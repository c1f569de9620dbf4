import { nothing } from './report.ts';
import type { Counts } from './report.ts';

interface JestReport {
  numPassedTests: number;
  numFailedTests: number;
  numRuntimeErrorTestSuites: number;
  testResults: {
    assertionResults: { status: string; fullName: string }[];
  }[];
}

/** Counts of Jest's `--json` file. A suite that cannot be loaded is a failure. */
export function countJest(json: string | undefined): Counts {
  if (!json) return nothing;
  const report = JSON.parse(json) as JestReport;
  const idle = new Set(['pending', 'skipped', 'todo', 'disabled']);
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + report.numRuntimeErrorTestSuites,
    skipped: report.testResults.flatMap(suite =>
      suite.assertionResults
        .filter(({ status }) => idle.has(status))
        .map(({ fullName }) => fullName),
    ),
  };
}

/** Counts of the TAP output of `node --test`. */
export function countTap(tap: string | undefined): Counts {
  if (!tap) return nothing;
  const number = (name: string) =>
    Number(new RegExp(`^# ${name} (\\d+)$`, 'm').exec(tap)?.[1] ?? 0);
  const skipped = [...tap.matchAll(/^\s*ok \d+ - (.+) # SKIP *(.*)$/gm)];
  return {
    passed: number('pass'),
    failed: number('fail') + number('cancelled'),
    skipped: skipped.map(([, name, reason]) =>
      reason ? `${name} (${reason})` : String(name),
    ),
  };
}

interface PlaywrightSuite {
  title: string;
  suites?: PlaywrightSuite[];
  specs?: {
    title: string;
    tests: {
      status: 'expected' | 'unexpected' | 'flaky' | 'skipped';
      annotations?: { type: string; description?: string }[];
    }[];
  }[];
}

/** Counts of Playwright's JSON report. A flaky test is a failure. */
export function countPlaywright(json: string | undefined): Counts {
  if (!json) return nothing;
  const report = JSON.parse(json) as {
    suites: PlaywrightSuite[];
    errors?: unknown[];
  };
  const counts = {
    passed: 0,
    failed: report.errors?.length ?? 0,
    skipped: [] as string[],
  };
  const visit = (suite: PlaywrightSuite) => {
    for (const spec of suite.specs ?? []) {
      for (const { status, annotations } of spec.tests) {
        const why = annotations?.find(({ type }) => type === 'skip');
        const reason = why?.description ? ` (${why.description})` : '';
        if (status === 'expected') counts.passed++;
        else if (status === 'skipped') {
          counts.skipped.push(`${spec.title}${reason}`);
        } else counts.failed++;
      }
    }
    suite.suites?.forEach(visit);
  };
  report.suites.forEach(visit);
  return counts;
}
