import { Problem } from '@textloom/plugin-restore-drills-common';
import { DrillDriver, DrillProblem } from './ports';

/** The driver of a store that cannot be reached as it is configured: it says why, and has made nothing. */
export function unconnected(problem: Problem): DrillDriver {
  const refuse = async (): Promise<never> => {
    throw new DrillProblem(problem);
  };
  return {
    probe: refuse,
    freeze: refuse,
    plan: refuse,
    provision: refuse,
    restore: refuse,
    recover: refuse,
    verify: refuse,
    smoke: refuse,
    markers: refuse,
    teardown: async () => [],
    leftovers: async () => [],
  };
}
