import { Config, readDurationFromConfig } from '@backstage/config';
import { durationToMilliseconds } from '@backstage/types';
import {
  Scenario,
  SCENARIOS,
  Store,
} from '@textloom/plugin-restore-drills-common';

const SLUG = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/** A name in lower-case letters, digits and hyphens. */
export function slugAt(config: Config, key: string): string {
  const value = config.getString(key);
  if (!SLUG.test(value)) {
    throw new Error(
      `${key} '${value}' must be lower-case letters, digits and hyphens, at most 63`,
    );
  }
  return value;
}

/** One of some words. */
export function oneOf<T extends string>(
  config: Config,
  key: string,
  words: readonly T[],
): T {
  const value = config.getString(key);
  const word = words.find(one => one === value);
  if (!word) {
    throw new Error(`${key} '${value}' must be one of ${words.join(', ')}`);
  }
  return word;
}

/** A whole number between two others, both included. */
export function wholeAt(
  config: Config,
  key: string,
  [from, to]: readonly [number, number],
): number {
  const value = config.getNumber(key);
  if (!Number.isInteger(value) || value < from || value > to) {
    throw new Error(`${key} must be a whole number from ${from} to ${to}`);
  }
  return value;
}

/** A duration in milliseconds, greater than nothing. */
export function durationAt(config: Config, key: string): number {
  const ms = durationToMilliseconds(readDurationFromConfig(config, { key }));
  if (!(ms > 0)) {
    throw new Error(`${key} must be longer than nothing`);
  }
  return ms;
}

/** As {@link durationAt}, or a default where it is not set. Nothing at all may be set here. */
export function durationOr(
  config: Config | undefined,
  key: string,
  otherwise: number,
): number {
  return config?.has(key)
    ? durationToMilliseconds(readDurationFromConfig(config, { key }))
    : otherwise;
}

/** Targets by scenario. */
export function readTargets(config: Config | undefined): Store['targets'] {
  const targets: Store['targets'] = {};
  for (const name of config?.keys() ?? []) {
    const scenario = scenarioOf(name);
    const target = config?.getConfig(name) as Config;
    targets[scenario] = {
      rtoMs: durationAt(target, 'rto'),
      rpoMs: durationAt(target, 'rpo'),
    };
  }
  return targets;
}

export function scenarioOf(name: string): Scenario {
  const scenario = SCENARIOS.find(one => one === name);
  if (!scenario) {
    throw new Error(
      `'${name}' is no scenario; there are ${SCENARIOS.join(', ')}`,
    );
  }
  return scenario;
}
