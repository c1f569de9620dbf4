import { Planned } from '@textloom/plugin-scaffolder-backend-module-golden-paths';
import {
  Estimate,
  estimatePlan,
  PlatformSettings,
  readSettings,
  Resource,
} from '@textloom/plugin-scaffolder-golden-paths-common';

/** Settings are variables of the root, all of them. */
export function settingsOf(variables: Planned['variables']): PlatformSettings {
  const { settings, problems } = readSettings(variables);
  if (!settings) {
    throw new Error(JSON.stringify(problems));
  }
  return settings;
}

/** What planned resources cost, with as much stored as the settings expect. */
export const estimated = (
  resources: readonly Resource[],
  { region, object_storage: objects, efs }: PlatformSettings,
): Estimate =>
  estimatePlan(resources, {
    region,
    objectGib: objects.expected_gib,
    fileGib: efs.expected_gib,
  });
