import { Config } from '@backstage/config';
import { HOUR, MINUTE } from '@textloom/kernel';
import {
  CONTROLS_OF,
  DrillPlan,
  RecoveryTarget,
  Scenario,
  Schedule,
  Store,
} from '@textloom/plugin-restore-drills-common';
import {
  durationAt,
  durationOr,
  oneOf,
  scenarioOf,
  slugAt,
  wholeAt,
} from './values';

const EVERY = ['month', 'week', 'day'] as const;
const DEFAULTS = {
  schedule: { every: 'month', day: 1, hour: 2 } as Schedule,
  timeLimitMs: 2 * HOUR,
  detectionMs: 5 * MINUTE,
  responseMs: 15 * MINUTE,
  switchMs: MINUTE,
};

/** A plan, and how long after it became known its first drill is due, in milliseconds. */
export interface ConfiguredPlan {
  plan: DrillPlan;
  firstAfterMs?: number;
}

/** The plans of a store: those that it names, or one for each scenario that has a target. */
export function readPlans(config: Config, store: Store): ConfiguredPlan[] {
  const entries = config.getOptionalConfigArray('plans');
  if (!entries) {
    return Object.keys(store.targets).map(name => ({
      plan: planOf(store, scenarioOf(name)),
    }));
  }
  return entries.map(entry => ({
    plan: readPlan(entry, store),
    ...(entry.has('firstAfter') && {
      firstAfterMs: durationAt(entry, 'firstAfter'),
    }),
  }));
}

function planOf(store: Store, scenario: Scenario): DrillPlan {
  const { schedule, timeLimitMs, detectionMs, responseMs, switchMs } = DEFAULTS;
  return {
    id: `${store.id}-${scenario}`,
    store: store.id,
    scenario,
    target: { kind: 'latest' },
    schedule,
    timeLimitMs,
    assumed: { detectionMs, responseMs, switchMs },
  };
}

function readPlan(config: Config, store: Store): DrillPlan {
  const plan = planOf(store, scenarioOf(config.getString('scenario')));
  const controls = CONTROLS_OF[store.kind];
  return {
    ...plan,
    ...(config.has('id') && { id: slugAt(config, 'id') }),
    target: readTarget(config),
    ...(config.has('control') && {
      control: oneOf(config, 'control', controls),
    }),
    ...(config.has('schedule') && {
      schedule: readSchedule(config.getConfig('schedule')),
    }),
    ...(config.has('timeLimit') && {
      timeLimitMs: durationAt(config, 'timeLimit'),
    }),
    assumed: {
      detectionMs: durationOr(
        config,
        'assumed.detection',
        plan.assumed.detectionMs,
      ),
      responseMs: durationOr(
        config,
        'assumed.response',
        plan.assumed.responseMs,
      ),
      switchMs: durationOr(config, 'assumed.switch', plan.assumed.switchMs),
    },
  };
}

/** `latest`, or one of `{time}`, `{name}`, `{lsn}`. */
function readTarget(config: Config): RecoveryTarget {
  const value = config.getOptional('target') ?? 'latest';
  if (value === 'latest') {
    return { kind: 'latest' };
  }
  const target =
    typeof value === 'object' ? config.getConfig('target') : undefined;
  const time = target?.getOptionalString('time');
  if (time !== undefined) {
    const at = Date.parse(time);
    if (Number.isNaN(at) || !/(Z|[+-]\d\d:?\d\d)$/.test(time)) {
      throw new Error(
        `target.time '${time}' must be a time with its offset, as 2026-11-29T10:00:00Z`,
      );
    }
    return { kind: 'time', at };
  }
  const name = target?.getOptionalString('name');
  if (name !== undefined) {
    return { kind: 'name', name };
  }
  const lsn = target?.getOptionalString('lsn');
  if (lsn !== undefined && /^[0-9A-F]{1,8}\/[0-9A-F]{1,8}$/i.test(lsn)) {
    return { kind: 'lsn', lsn };
  }
  throw new Error(
    'target of a plan must be latest, or have one of time, name, lsn',
  );
}

function readSchedule(config: Config): Schedule {
  const every = oneOf(config, 'every', EVERY);
  const hour = wholeAt(config, 'hour', [0, 23]);
  switch (every) {
    case 'month':
      // The 29th is not in every month.
      return { every, hour, day: wholeAt(config, 'day', [1, 28]) };
    case 'week':
      return { every, hour, weekday: wholeAt(config, 'weekday', [0, 6]) };
    default:
      return { every, hour };
  }
}
