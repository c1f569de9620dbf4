import { Evidence } from '@textloom/plugin-deployments-common';
import { GateAnswer, GateQuestion } from '../../service/GateChecker';

/** What the build's own tests said. */
export async function askCi(question: GateQuestion<'ci'>): Promise<GateAnswer> {
  return judge(question, 'ci', () => 'passed');
}

/** Covered share of the code, per cent. */
export async function askCoverage(
  question: GateQuestion<'coverage'>,
): Promise<GateAnswer> {
  return judge(question, 'coverage', value =>
    value >= question.gate.min ? 'passed' : 'failed',
  );
}

/**
 * Critical and high vulnerabilities together, which is what scanners report at the end of a build. Within the smaller
 * limit it passes, above both together it fails; between, nobody can tell which are which.
 */
export async function askImageScan(
  question: GateQuestion<'image-scan'>,
): Promise<GateAnswer> {
  const { maxCritical, maxHigh } = question.gate;
  return judge(question, 'image-scan', value => {
    if (value <= Math.min(maxCritical, maxHigh)) {
      return 'passed';
    }
    return value > maxCritical + maxHigh ? 'failed' : 'unknown';
  });
}

function judge(
  { release }: Pick<GateQuestion, 'release'>,
  kind: Evidence['kind'],
  byValue: (value: number) => GateAnswer['status'],
): GateAnswer {
  const [newest] = release.evidence
    .filter(evidence => evidence.kind === kind)
    .sort((a, b) => b.at - a.at);
  if (!newest) {
    return {
      status: 'unknown',
      source: 'CI',
      summary: 'The release brought no result along',
    };
  }
  const { source, at, value, summary, outcome } = newest;
  return {
    status: outcome === 'failed' ? 'failed' : statusOf(kind, value, byValue),
    source,
    at,
    ...(value !== undefined && { value }),
    ...(summary !== undefined && { summary }),
  };
}

function statusOf(
  kind: Evidence['kind'],
  value: number | undefined,
  byValue: (value: number) => GateAnswer['status'],
): GateAnswer['status'] {
  if (kind === 'ci') {
    return 'passed';
  }
  return value === undefined ? 'unknown' : byValue(value);
}
