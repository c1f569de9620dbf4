import { LiveFigures } from './context';
import { RollbackLimits } from './policy';
import { RollbackTrigger } from './proposal';
import { Reason } from './reasons';
import { because } from './refuse';

/** What the figures say of the new version. Only `within` lets traffic go on; `unknown` holds it where it is. */
export interface Judgement {
  verdict: 'within' | 'outside' | 'unknown';
  /** What rolls it back, when it is outside. */
  trigger?: RollbackTrigger;
  reasons: readonly Reason[];
}

type Figure = {
  name: 'error-rate' | 'p95';
  value: number | undefined;
  limit: number;
};

const isKnown = (value: number | undefined): value is number =>
  value !== undefined && Number.isFinite(value) && value >= 0;

/** Two decimals, rounded up, so that what is beyond a limit reads so. */
const readable = (value: number | undefined) =>
  // 1.01 × 100 is a little more than 101.
  value === undefined
    ? undefined
    : Math.ceil(Number((value * 100).toFixed(6))) / 100;

function outside({ name, value, limit }: Figure): Reason {
  return because('outside-limits', {
    figure: name,
    value: isKnown(value) ? value : -1,
    limit,
  });
}

/** Judges the new version by its own figures; one figure outside its limit is enough, whatever else is known. */
export function judge(
  limits: RollbackLimits,
  { canary }: Pick<LiveFigures, 'canary'>,
): Judgement {
  const { requests } = canary;
  if (!isKnown(requests) || requests < limits.minRequests) {
    return {
      verdict: 'unknown',
      reasons: [
        because('outside-limits', {
          figure: 'requests',
          value: isKnown(requests) ? Math.floor(requests) : -1,
          limit: limits.minRequests,
        }),
      ],
    };
  }
  const figures: Figure[] = [
    {
      name: 'error-rate',
      value: readable(canary.errorRatePercent),
      limit: limits.errorRatePercent,
    },
    { name: 'p95', value: readable(canary.p95Ms), limit: limits.p95Ms },
  ];
  const beyond = figures.filter(
    ({ value, limit }) => isKnown(value) && value > limit,
  );
  if (beyond.length) {
    const [{ name, value, limit }] = beyond;
    return {
      verdict: 'outside',
      trigger: { kind: name, value: value as number, limit },
      reasons: beyond.map(outside),
    };
  }
  const unknown = figures.filter(({ value }) => !isKnown(value));
  return unknown.length
    ? { verdict: 'unknown', reasons: unknown.map(outside) }
    : { verdict: 'within', reasons: [] };
}
