import { Intent } from '@textloom/ui';
import {
  judge,
  LiveFigures,
  RollbackLimits,
} from '@textloom/plugin-deployments-common';

/** What a figure of the new version says. */
export type CanaryVerdict = 'within' | 'outside' | 'unknown' | 'tooFew';

/** A row of the comparison. */
export interface CanaryRow {
  metric: 'errorRate' | 'p95' | 'requests' | 'restarts';
  stable?: number;
  canary?: number;
  limit?: number;
  /** Absent where nothing limits it. */
  verdict?: CanaryVerdict;
}

/** Intent of a verdict. Only what is measured is green. */
export const canaryIntents: Record<CanaryVerdict, Intent> = {
  within: 'positive',
  outside: 'critical',
  unknown: 'unknown',
  tooFew: 'waiting',
};

function atMost(value: number | undefined, limit: number): CanaryVerdict {
  if (value === undefined || !Number.isFinite(value)) return 'unknown';
  return value > limit ? 'outside' : 'within';
}

/** The new version beside the one that it replaces, row by row. */
export function canaryRows(
  live: LiveFigures,
  limits: RollbackLimits,
): CanaryRow[] {
  const { stable, canary } = live;
  const enough =
    canary.requests === undefined
      ? undefined
      : canary.requests >= limits.minRequests;
  return [
    {
      metric: 'errorRate',
      stable: stable.errorRatePercent,
      canary: canary.errorRatePercent,
      limit: limits.errorRatePercent,
      verdict: atMost(canary.errorRatePercent, limits.errorRatePercent),
    },
    {
      metric: 'p95',
      stable: stable.p95Ms,
      canary: canary.p95Ms,
      limit: limits.p95Ms,
      verdict: atMost(canary.p95Ms, limits.p95Ms),
    },
    {
      metric: 'requests',
      stable: stable.requests,
      canary: canary.requests,
      limit: limits.minRequests,
      verdict:
        enough === undefined ? 'unknown' : (enough && 'within') || 'tooFew',
    },
    {
      metric: 'restarts',
      stable: stable.restarts,
      canary: canary.restarts,
    },
  ];
}

/** The whole in a word: what the portal itself goes by, and whether only requests are missing. */
export function canaryVerdict(
  live: LiveFigures,
  limits: RollbackLimits,
): CanaryVerdict {
  const { verdict } = judge(limits, live);
  const { requests } = live.canary;
  const few = requests !== undefined && requests < limits.minRequests;
  return verdict === 'unknown' && few ? 'tooFew' : verdict;
}
