import {
  ClusterView,
  Finding,
  HeadroomView,
  ObjectRef,
  RULE_ADVICE,
  runbookOf,
} from '@textloom/plugin-clusters-common';

/** Findings of a cluster that are told unasked. */
const MAX_FINDINGS = 10;

/** An object as a person writes it: `Node n1`, `Deployment textloom/api`. */
function nameOf({ kind, workloadKind, namespace, name }: ObjectRef): string {
  return `${workloadKind ?? kind} ${namespace ? `${namespace}/` : ''}${name}`;
}

function figureOf(figure: Finding['value']): string | undefined {
  return figure && `${figure.value} ${figure.unit}`;
}

/** Health of all clusters with their worst findings; effects are left to their causes. */
export function healthOfFleet(clusters: readonly ClusterView[]) {
  return {
    clusters: clusters.map(view => ({
      name: view.name,
      state: view.state,
      since: view.since,
      freshness: view.freshness.state,
      nodes: view.nodes,
      findings: view.list
        .filter(({ severity, cause }) => severity !== 'info' && !cause)
        .slice(0, MAX_FINDINGS)
        .map(({ id, rule, severity, object, since }) => ({
          id,
          rule,
          severity,
          object: nameOf(object),
          since,
        })),
    })),
  };
}

/** Everything that a finding tells. */
export function explanationOf(item: Finding) {
  return {
    rule: item.rule,
    severity: item.severity,
    object: nameOf(item.object),
    value: figureOf(item.value),
    limit: figureOf(item.threshold),
    since: item.since,
    evidence: item.evidence,
    detail: item.detail,
    cause: item.cause,
    explains: item.explains ?? [],
    hurts: item.impact ?? { pods: 0, components: [] },
    planned: item.planned ?? false,
    advice: RULE_ADVICE[item.rule],
    runbook: runbookOf(item) ?? 'reference/health-rules',
  };
}

/** How many more pods fit. */
export function capacityOf(view: HeadroomView) {
  return {
    fits: view.fits,
    upperBound: view.inexact,
    podsUnknown: view.podsUnknown ?? false,
    groups: view.groups.map(
      ({ group, fits, fitsWhenScaled, limitedBy, excludedBy }) => ({
        group,
        fits,
        fitsWhenScaled,
        limitedBy,
        excludedBy,
      }),
    ),
    survives: view.survives.map(({ loss, group, fits }) => ({
      loss,
      group,
      fits,
    })),
  };
}
