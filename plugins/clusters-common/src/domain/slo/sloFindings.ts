import { compareText } from '@textloom/kernel';
import { ClusterFacts } from '../facts';
import { finding } from '../finding';
import { Finding, Severity } from '../health';
import { SloSummary } from '../operationsViews';
import { SloFacts } from '../sourceFacts';

/**
 * Burn rates that page or warn: a budget burns too fast when it does so in the long window and still does in
 * the short one. kubernetes-mixin `SLOs_burnrate`, Google SRE workbook chapter 5.
 */
const BURNS: readonly {
  factor: number;
  long: string;
  short: string;
  severity: Severity;
}[] = [
  { factor: 14.4, long: '1h', short: '5m', severity: 'degraded' },
  { factor: 6, long: '6h', short: '30m', severity: 'degraded' },
  { factor: 3, long: '1d', short: '2h', severity: 'warning' },
  { factor: 1, long: '3d', short: '6h', severity: 'warning' },
];

/** How many times faster than allowed the budget is used up in a window; undefined without events. */
function burnRate(
  { bad, objective }: SloFacts,
  window: string,
): number | undefined {
  const share = bad[window];
  const budget = 1 - objective;
  return share === undefined || budget <= 0 ? undefined : share / budget;
}

function burning(slo: SloFacts) {
  return BURNS.find(({ factor, long, short }) => {
    const [slow, fast] = [burnRate(slo, long), burnRate(slo, short)];
    return (
      slow !== undefined && fast !== undefined && slow > factor && fast > factor
    );
  });
}

const rounded = (value: number) => Math.round(value * 10) / 10;

/** Objectives whose budget burns too fast. */
export function sloFindings(facts: ClusterFacts): Finding[] {
  return (facts.slos ?? []).flatMap(slo => {
    const burn = burning(slo);
    return burn
      ? finding(
          'slo-burn',
          burn.severity,
          { kind: 'SLO', name: slo.id },
          {
            value: {
              value: rounded(burnRate(slo, burn.long) ?? 0),
              unit: 'count',
            },
            threshold: { value: burn.factor, unit: 'count' },
            evidence: `Prometheus, windows ${burn.long} and ${burn.short}`,
            params: {
              title: slo.title,
              factor: burn.factor,
              long: burn.long,
              short: burn.short,
            },
          },
        )
      : [];
  });
}

/** Objectives with what is left of their budgets; undefined when Prometheus is not known. */
export function sloSummaries(facts: ClusterFacts): SloSummary[] | undefined {
  return facts.slos
    ?.map(slo => {
      const { id, title, objective, windowDays, good, component } = slo;
      const rate = burnRate(slo, '1h');
      const severity = burning(slo)?.severity;
      return {
        id,
        title,
        objective,
        windowDays,
        ...(good !== undefined && {
          good,
          ...(objective < 1 && {
            budgetLeft: 1 - (1 - good) / (1 - objective),
          }),
        }),
        ...(rate !== undefined && { burnRate: rate }),
        ...(component && { component }),
        ...(severity && { severity }),
      };
    })
    .sort((a, b) => compareText(a.id, b.id));
}
