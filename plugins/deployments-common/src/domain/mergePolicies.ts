import { canonicalJson } from '@textloom/kernel';
import { gateId } from './gateReasons';
import { freeName, isNamed, mergeLevels } from './mergeLevels';
import { commonRefs } from './refs';
import { EnvironmentPolicy, GatePolicy, StrategyPolicy } from './policy';

const TRIGGERS = ['automatic', 'manual', 'proposal'] as const;
const STRATEGIES = ['rolling', 'blue-green', 'canary'] as const;

/** Rules that hold whatever either asks for (S10): never looser than one of them. The first one's name is kept. */
export function mergePolicies(
  a: EnvironmentPolicy,
  b: EnvironmentPolicy,
): EnvironmentPolicy {
  return {
    name: a.name,
    trigger: later(TRIGGERS, a.trigger, b.trigger),
    refs: commonRefs(a.refs, b.refs),
    levels: mergeLevels(a.levels, b.levels),
    gates: mergeGates(a.gates, b.gates),
    strategy: mergeStrategies(a.strategy, b.strategy),
    limits: {
      errorRatePercent: Math.min(
        a.limits.errorRatePercent,
        b.limits.errorRatePercent,
      ),
      p95Ms: Math.min(a.limits.p95Ms, b.limits.p95Ms),
      minRequests: Math.max(a.limits.minRequests, b.limits.minRequests),
    },
    expiresAfterMs: Math.min(a.expiresAfterMs, b.expiresAfterMs),
    soakMs: Math.max(a.soakMs, b.soakMs),
    excluded: [...new Set([...a.excluded, ...b.excluded])],
    maxProofAgeMs: Math.min(a.maxProofAgeMs, b.maxProofAgeMs),
    ignoresBaseline: a.ignoresBaseline && b.ignoresBaseline,
  };
}

function later<T>(order: readonly T[], a: T, b: T): T {
  return order[Math.max(order.indexOf(a), order.indexOf(b))];
}

function mergeGates(
  a: readonly GatePolicy[],
  b: readonly GatePolicy[],
): GatePolicy[] {
  const merged = [...a];
  for (const gate of b) {
    const at = merged.findIndex(
      other =>
        isNamed(gateId(other), gateId(gate)) &&
        stricter(other, gate) !== undefined,
    );
    const both = at < 0 ? undefined : stricter(merged[at], gate);
    if (both) {
      merged[at] = both;
    } else {
      merged.push(renamed(gate, merged));
    }
  }
  return merged;
}

function renamed(gate: GatePolicy, others: readonly GatePolicy[]): GatePolicy {
  const names = others.flatMap(other =>
    other.kind === gate.kind && 'name' in other ? [other.name] : [],
  );
  return 'name' in gate ? { ...gate, name: freeName(gate.name, names) } : gate;
}

function least(a?: number, b?: number): number | undefined {
  return a === undefined || b === undefined ? a ?? b : Math.min(a, b);
}

function most(a?: number, b?: number): number | undefined {
  return a === undefined || b === undefined ? a ?? b : Math.max(a, b);
}

/** One gate that asks for all that two of the same name ask for; undefined when they ask for different things. */
function stricter(a: GatePolicy, b: GatePolicy): GatePolicy | undefined {
  if (a.kind === 'soak' && b.kind === 'soak') {
    return { ...a, forMs: Math.max(a.forMs, b.forMs) };
  }
  if (a.kind === 'soak' || b.kind === 'soak') {
    return undefined;
  }
  const maxAgeMs = least(a.maxAgeMs, b.maxAgeMs);
  const age = maxAgeMs === undefined ? {} : { maxAgeMs };
  if (a.kind === 'coverage' && b.kind === 'coverage') {
    return { ...a, min: Math.max(a.min, b.min), ...age };
  }
  if (a.kind === 'image-scan' && b.kind === 'image-scan') {
    return {
      ...a,
      maxCritical: Math.min(a.maxCritical, b.maxCritical),
      maxHigh: Math.min(a.maxHigh, b.maxHigh),
      ...age,
    };
  }
  if (a.kind === 'slo' && b.kind === 'slo') {
    const max = least(a.max, b.max);
    const min = most(a.min, b.min);
    return a.query === b.query
      ? {
          ...a,
          ...(max === undefined ? {} : { max }),
          ...(min === undefined ? {} : { min }),
          ...age,
        }
      : undefined;
  }
  if (a.kind === 'http' && b.kind === 'http') {
    return a.url === b.url
      ? { ...a, timeoutMs: Math.min(a.timeoutMs, b.timeoutMs), ...age }
      : undefined;
  }
  return { ...a, ...age };
}

function mergeStrategies(a: StrategyPolicy, b: StrategyPolicy): StrategyPolicy {
  const soak = Math.max(soakOf(a), soakOf(b));
  if (a.kind === 'canary' && b.kind === 'canary') {
    return canonicalJson(a) === canonicalJson(b) ? a : mergeSteps(a, b);
  }
  const kind = later(STRATEGIES, a.kind, b.kind);
  const chosen = a.kind === kind ? a : b;
  return chosen.kind === 'blue-green' ? { ...chosen, soakMs: soak } : chosen;
}

function soakOf(strategy: StrategyPolicy): number {
  return strategy.kind === 'blue-green' ? strategy.soakMs : 0;
}

/** All shares of both, each held as long as the share of either that it falls into. */
function mergeSteps(
  a: Extract<StrategyPolicy, { kind: 'canary' }>,
  b: Extract<StrategyPolicy, { kind: 'canary' }>,
): StrategyPolicy {
  const weights = new Set([...a.steps, ...b.steps].map(({ weight }) => weight));
  const soakAt = (strategy: typeof a, weight: number) =>
    strategy.steps.find(step => step.weight === weight)?.soakMs ?? 0;
  return {
    kind: 'canary',
    steps: [...weights]
      .sort((x, y) => x - y)
      .map(weight => ({
        weight,
        soakMs: Math.max(soakAt(a, weight), soakAt(b, weight)),
      })),
  };
}
