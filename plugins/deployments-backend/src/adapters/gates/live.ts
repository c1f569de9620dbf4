import { Success } from '@textloom/plugin-deployments-common';
import { GateAnswer, GateQuestion } from '../../service/GateChecker';
import { ClusterHealthSource, FiguresSource } from '../../service/ports';

const PROMETHEUS = 'Prometheus';
const HEALTH = {
  healthy: 'passed',
  degraded: 'failed',
  unhealthy: 'failed',
  unknown: 'unknown',
} as const;

/** The value of a query now, against its limits. */
export function sloGate(figures: FiguresSource) {
  return async ({ gate, place }: GateQuestion<'slo'>): Promise<GateAnswer> => {
    const value = await figures.query(place, gate.query);
    if (value === undefined || Number.isNaN(value)) {
      return {
        status: 'unknown',
        source: PROMETHEUS,
        summary: `${gate.name} has no value`,
      };
    }
    const within =
      value <= (gate.max ?? Infinity) && value >= (gate.min ?? -Infinity);
    return {
      status: within ? 'passed' : 'failed',
      source: PROMETHEUS,
      value,
      summary: gate.name,
    };
  };
}

/** Only a healthy cluster takes a deployment. */
export function clusterHealthGate(health: ClusterHealthSource) {
  return async ({
    place,
  }: GateQuestion<'cluster-health'>): Promise<GateAnswer> => {
    const { state, summary, at } = await health.healthOf(place.environment);
    return { status: HEALTH[state], source: 'Clusters', at, summary };
  };
}

/** Whether the same artefacts ran elsewhere for long enough; of several runs the longest counts. */
export function soakGate(
  successesOf: (question: GateQuestion<'soak'>) => Promise<readonly Success[]>,
) {
  return async (question: GateQuestion<'soak'>): Promise<GateAnswer> => {
    const { gate, now } = question;
    const runs = (await successesOf(question)).filter(
      ({ environment }) => environment === gate.environment,
    );
    const longest = Math.max(
      ...runs.map(({ at, until }) => Math.min(until ?? now, now) - at),
    );
    if (runs.length === 0) {
      return {
        status: 'failed',
        source: 'TextLoom Portal',
        summary: `Has not succeeded in ${gate.environment}`,
      };
    }
    const runsNow = runs.some(({ until }) => until === undefined);
    const tooShort = runsNow ? 'running' : 'failed';
    return {
      status: longest >= gate.forMs ? 'passed' : tooShort,
      source: 'TextLoom Portal',
      value: Math.max(0, longest),
      summary: `Ran in ${gate.environment}`,
    };
  };
}
