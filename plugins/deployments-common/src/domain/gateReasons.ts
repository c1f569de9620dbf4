import { canonicalJson } from '@textloom/kernel';
import { GateResult } from './gates';
import { GatePolicy } from './policy';
import { Reason } from './reasons';
import { because } from './refuse';

/** Two clocks may differ by this much, milliseconds. */
const SKEW_MS = 60_000;

/** Name of a gate within its environment: its kind, and its name or environment where it has one. */
export function gateId(gate: GatePolicy): string {
  switch (gate.kind) {
    case 'slo':
    case 'http':
      return `${gate.kind}:${gate.name}`;
    case 'soak':
      return `${gate.kind}:${gate.environment}`;
    default:
      return gate.kind;
  }
}

/**
 * Why gates hold a step. A gate passes only by a result for exactly its rules that says `passed` and is not too old;
 * everything else does not. The soak in another environment is judged by the recorded successes instead.
 */
export function gateReasons(
  gates: readonly GatePolicy[],
  results: readonly GateResult[],
  now: number,
): Reason[] {
  return gates.flatMap(gate => {
    if (gate.kind === 'soak') {
      return [];
    }
    const id = gateId(gate);
    const result = results.find(candidate => candidate.id === id);
    const status = statusOf(gate, result, now);
    return status === 'passed'
      ? []
      : [
          because('gate-not-passed', {
            gate: id,
            status,
            summary: result?.summary ?? '',
          }),
        ];
  });
}

function statusOf(
  gate: Exclude<GatePolicy, { kind: 'soak' }>,
  result: GateResult | undefined,
  now: number,
): string {
  if (!result) {
    return 'unknown';
  }
  if (result.status === 'passed' && !isCurrent(gate, result, now)) {
    return 'stale';
  }
  return result.status === 'passed' && contradicts(gate, result.value)
    ? 'failed'
    : result.status;
}

function isCurrent(
  gate: GatePolicy & { maxAgeMs?: number },
  result: GateResult,
  now: number,
): boolean {
  const age = now - result.fetchedAt;
  return (
    age >= -SKEW_MS &&
    age <= (gate.maxAgeMs ?? Number.MAX_SAFE_INTEGER) &&
    canonicalJson(result.policy) === canonicalJson(gate)
  );
}

/** A value that is outside the gate's own limits, whatever the source calls it. */
function contradicts(
  gate: Exclude<GatePolicy, { kind: 'soak' }>,
  value: number | undefined,
): boolean {
  if (value === undefined) {
    return false;
  }
  if (gate.kind === 'coverage') {
    return !(value >= gate.min);
  }
  if (gate.kind === 'slo') {
    return (
      Number.isNaN(value) ||
      (gate.max !== undefined && value > gate.max) ||
      (gate.min !== undefined && value < gate.min)
    );
  }
  return false;
}
