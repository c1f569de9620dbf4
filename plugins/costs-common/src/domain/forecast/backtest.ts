import { BacktestScore, FORECAST_METHODS, ForecastMethod } from '../methods';
import { FORESEE } from './methods';

/** Days that each origin foresees, which it has not seen. */
export const HOLDOUT_DAYS = 14;
/** Days of history that an origin must have. */
export const HISTORY_DAYS = 14;
/** Under so many origins methods are not compared. */
const MIN_ORIGINS = 3;
const MAX_ORIGINS = 8;
const DAYS_BETWEEN_ORIGINS = 7;
/** The interval leaves out this share on each side. */
const TAIL = 0.1;

/** What a method was off by: actual less foreseen, by origin (oldest first) and day. */
export type Residuals = number[][];

export interface Backtest {
  scores: BacktestScore[];
  residuals: Record<ForecastMethod, Residuals>;
}

/**
 * Foresees the recent past from several origins a week apart, each from the days before it only (rolling forecasting
 * origin: Hyndman and Athanasopoulos, "Forecasting: Principles and Practice", 3rd edition, §5.10), and scores each
 * method, best WAPE first.
 * @param values of complete days: what the bill still lacks is neither learned from nor scored against
 * @returns undefined when there are fewer than three origins
 */
export function backtest(
  values: readonly number[],
  days: readonly string[],
): Backtest | undefined {
  const origins: number[] = [];
  for (
    let origin = values.length - HOLDOUT_DAYS;
    origin >= HISTORY_DAYS && origins.length < MAX_ORIGINS;
    origin -= DAYS_BETWEEN_ORIGINS
  ) {
    origins.unshift(origin);
  }
  if (origins.length < MIN_ORIGINS) {
    return undefined;
  }
  const holdouts = origins.map(origin =>
    values.slice(origin, origin + HOLDOUT_DAYS),
  );
  const residualsOf = (method: ForecastMethod): Residuals =>
    origins.map((origin, n) => {
      const foreseen = FORESEE[method](
        values.slice(0, origin),
        days,
        HOLDOUT_DAYS,
      );
      return holdouts[n].map((actual, step) => actual - foreseen[step]);
    });
  const residuals = Object.fromEntries(
    FORECAST_METHODS.map(method => [method, residualsOf(method)]),
  ) as Record<ForecastMethod, Residuals>;
  const size = total(holdouts.flat().map(Math.abs));
  return {
    residuals,
    scores: FORECAST_METHODS.map(method =>
      scoreOf(method, residuals[method], size),
    ).sort((a, b) => a.wape - b.wape),
  };
}

/**
 * WAPE and bias over the sizes of the actuals; where all are zero, 0 when nothing was foreseen either and else 1 with
 * the sign of the error. Coverage: days inside the interval that the residuals of earlier origins give, of which only
 * those are taken whose days had all passed at the origin.
 */
function scoreOf(
  method: ForecastMethod,
  residuals: Residuals,
  size: number,
): BacktestScore {
  const all = residuals.flat();
  const share = (value: number) =>
    size === 0 ? Math.sign(value) : value / size;
  const behind = HOLDOUT_DAYS / DAYS_BETWEEN_ORIGINS;
  let inside = 0;
  let judged = 0;
  for (let n = behind; n < residuals.length; n += 1) {
    const { low, high } = intervalOf(residuals.slice(0, n - behind + 1).flat());
    inside += residuals[n].filter(off => off >= low && off <= high).length;
    judged += residuals[n].length;
  }
  return {
    method,
    origins: residuals.length,
    wape: share(total(all.map(Math.abs))),
    bias: share(-total(all)),
    coverage: inside / judged,
  };
}

/**
 * The 80 % interval that residuals give: their quantiles at 10 and 90 % by rank p · (n + 1), which leaves room for what
 * few residuals have not shown yet (Hyndman and Fan 1996, type 6). It always has zero in it.
 */
export function intervalOf(residuals: readonly number[]): {
  low: number;
  high: number;
} {
  const sorted = [...residuals].sort((a, b) => a - b);
  return {
    low: Math.min(0, quantile(sorted, TAIL)),
    high: Math.max(0, quantile(sorted, 1 - TAIL)),
  };
}

function quantile(sorted: readonly number[], share: number): number {
  if (sorted.length === 0) return 0;
  const rank = Math.min(
    sorted.length,
    Math.max(1, share * (sorted.length + 1)),
  );
  const below = sorted[Math.floor(rank) - 1];
  const above = sorted[Math.ceil(rank) - 1];
  return below + (above - below) * (rank - Math.floor(rank));
}

function total(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0);
}
