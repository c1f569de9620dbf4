import { compareText } from '@textloom/kernel';
import { ClusterFacts } from '../facts';
import { finding } from '../finding';
import { Finding } from '../health';
import { NodeCase, Scene } from '../nodeCase';
import { SignalSummary } from '../operationsViews';
import { SignalFacts } from '../sourceFacts';
import { afterTime } from '../workloads/common';
import {
  limitBeyond,
  shown,
  signalDefinition,
  SignalOverrides,
  SIGNALS,
} from './definitions';

/**
 * Signals that are beyond their limit, a node's beyond that of its group. While Prometheus does not answer,
 * the last known values stand.
 */
export function signalFindings(
  facts: ClusterFacts,
  cases: readonly NodeCase[],
  sceneFor: (group?: string) => Scene,
): Finding[] {
  if (!facts.signals?.length) {
    return [];
  }
  const groups = new Map(cases.map(({ node, group }) => [node.name, group]));
  return facts.signals.flatMap(fact => {
    const ofNode = SIGNALS[fact.signal].kind === 'Node';
    const group = ofNode ? groups.get(fact.subject) : undefined;
    return ofNode && group === undefined
      ? []
      : signalFinding(fact, facts.name, group, sceneFor(group));
  });
}

function signalFinding(
  fact: SignalFacts,
  cluster: string,
  group: string | undefined,
  scene: Scene,
): Finding[] {
  const { signal, subject, namespace, value } = fact;
  const definition = signalDefinition(signal, scene.thresholds.signals);
  const limit = limitBeyond(definition, value);
  if (!limit) {
    return [];
  }
  const base = finding(
    'signal-limit',
    'info',
    {
      kind: definition.kind,
      name: subject || cluster,
      ...(namespace && { namespace }),
    },
    {
      ...(group !== undefined && { group }),
      value: { value: shown(definition, value), unit: definition.unit },
      threshold: {
        value: shown(definition, limit.value),
        unit: definition.unit,
      },
      evidence: `Prometheus ${signal}`,
      params: { signal, bad: definition.bad },
      qualifier: signal,
    },
  );
  return [afterTime(base, definition.forMs, limit.severity, scene)];
}

/** Signals with their limits, in the order of their names; undefined when Prometheus is not known. */
export function signalSummaries(
  facts: ClusterFacts,
  overrides: SignalOverrides | undefined,
  /** Absent for all that are not about a node: a cluster's answer must not grow with its nodes. */
  node?: string,
): SignalSummary[] | undefined {
  return facts.signals
    ?.filter(({ signal, subject }) =>
      node === undefined
        ? !signal.startsWith('node-')
        : signal.startsWith('node-') && subject === node,
    )
    .map(fact => signalSummary(fact, overrides))
    .sort(
      (a, b) =>
        compareText(a.signal, b.signal) || compareText(a.subject, b.subject),
    );
}

function signalSummary(
  { signal, subject, namespace, value, at }: SignalFacts,
  overrides: SignalOverrides | undefined,
): SignalSummary {
  const definition = signalDefinition(signal, overrides);
  const beyond = limitBeyond(definition, value);
  const limit = beyond ?? definition.limits[0];
  return {
    signal,
    subject,
    ...(namespace && { namespace }),
    value: shown(definition, value),
    unit: definition.unit,
    ...(limit && {
      limit: { value: shown(definition, limit.value), bad: definition.bad },
    }),
    ...(beyond && { severity: beyond.severity }),
    at,
  };
}
