import { GatePolicy } from '@textloom/plugin-deployments-common';
import { Say } from './say';

/** What a gate is called. */
export function gateName(gate: GatePolicy, say: Say): string {
  switch (gate.kind) {
    case 'slo':
    case 'http':
      return say(`gate.${gate.kind}`, { name: gate.name });
    case 'soak':
      return say('gate.soak', { environment: gate.environment });
    default:
      return say(`gate.${gate.kind}`);
  }
}

/** What a gate asks for; undefined where its name says all. */
export function gateLimit(gate: GatePolicy, say: Say): string | undefined {
  switch (gate.kind) {
    case 'coverage':
      return say('gateLimit.coverage', { min: gate.min });
    case 'image-scan':
      return say('gateLimit.image-scan', {
        critical: gate.maxCritical,
        high: gate.maxHigh,
      });
    case 'slo':
      if (gate.max !== undefined) {
        return say('gateLimit.sloMax', { max: gate.max });
      }
      return gate.min === undefined
        ? undefined
        : say('gateLimit.sloMin', { min: gate.min });
    case 'soak':
      return say('gateLimit.soak', { duration: say.duration(gate.forMs) });
    default:
      return undefined;
  }
}
