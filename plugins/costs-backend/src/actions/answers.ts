import {
  AnomaliesView,
  CostView,
  EntityCostView,
  ExplainView,
  OverviewView,
  RecommendationsView,
} from '@textloom/plugin-costs-common';

/** From what the figures come, so that an agent can say how far they hold. */
function basisOf({ strip }: CostView) {
  return {
    currency: strip.currency,
    ...(strip.billedTo && { billedTo: strip.billedTo }),
    scope: strip.scope,
    owners: strip.owners,
    equalsBill: strip.check.state,
    stale: strip.sources
      .filter(({ state }) => state !== 'current')
      .map(({ id }) => id),
  };
}

/** The month in a few figures. */
export function overviewOf(view: OverviewView) {
  const { month, monthToDate, previous, forecast, budgets } = view;
  return {
    ...basisOf(view),
    month,
    monthToDate,
    ...(previous !== undefined && { samePeriodBefore: previous }),
    ...(forecast && {
      forecast: forecast.total,
      forecastLow: forecast.low,
      forecastHigh: forecast.high,
    }),
    budgets: budgets.map(({ name, state, amount, spent, ...budget }) => ({
      name,
      state,
      amount,
      spent,
      ...(budget.forecast !== undefined && { forecast: budget.forecast }),
      remedy: budget.remedy,
    })),
    components: view.allocation.map(({ key, owner, cost }) => ({
      component: key,
      owner,
      cost,
    })),
    layers: view.layers.map(({ key, cost }) => ({ layer: key, cost })),
  };
}

/** What a component costs. */
export function entityOf(view: EntityCostView) {
  const { entity, month, monthToDate, previous, forecast } = view;
  return {
    ...basisOf(view),
    entity,
    month,
    monthToDate,
    ...(previous !== undefined && { samePeriodBefore: previous }),
    ...(forecast !== undefined && { forecast }),
    environments: view.environments,
  };
}

/** How a figure is made. */
export function explanationOf(view: ExplainView) {
  const { total, rows, parts, reasons } = view;
  return {
    ...basisOf(view),
    total,
    rows,
    parts: parts.map(({ code, amount }) => ({ kind: code, amount })),
    reasons: reasons.map(({ reason, amount }) => ({ reason, amount })),
    rules: view.strip.rules,
    method: view.strip.method,
  };
}

/** What was not as usual. */
export function anomaliesOf(view: AnomaliesView) {
  return {
    ...basisOf(view),
    anomalies: view.anomalies.map(anomaly => ({
      id: anomaly.id,
      of: anomaly.value,
      owner: anomaly.owner,
      from: anomaly.from,
      to: anomaly.to,
      state: anomaly.state,
      actual: anomaly.actual,
      expected: anomaly.expected,
      impact: anomaly.impact,
      ...(anomaly.feedback && { feedback: anomaly.feedback.value }),
      causes: anomaly.causes.map(({ at, label }) => ({ at, label })),
      drivers: anomaly.drivers.map(({ dimension, value, impact }) => ({
        dimension,
        value,
        impact,
      })),
    })),
  };
}

/** What is worth doing, with the arithmetic. */
export function recommendationsOf(view: RecommendationsView) {
  return {
    ...basisOf(view),
    monthlySaving: view.monthlySaving,
    recommendations: view.recommendations.map(found => ({
      id: found.id,
      kind: found.kind,
      about: found.args,
      owner: found.owner,
      monthlySaving: found.monthlySaving,
      effort: found.effort,
      risk: found.risk,
      howTo: found.howTo,
      arithmetic: found.arithmetic.map(({ code, operation, value, unit }) => ({
        code,
        operation,
        value,
        unit,
      })),
    })),
  };
}
