import { Hit, Resource } from '@textloom/plugin-scaffolder-golden-paths-common';
import { checkAccount } from './account';
import { checkDurability } from './durability';
import { checkEncryption } from './encryption';
import { checkExposure } from './exposure';
import { checkNames } from './names';
import { Broken, Estate, TerraformCheck } from './types';

const CHECKS: readonly TerraformCheck[] = [
  checkEncryption,
  checkExposure,
  checkDurability,
  checkAccount,
  checkNames,
];

/** What the rules on Terraform say about resources; `file` names what has no place of its own. */
export function checkResources(estate: Estate, file = '.'): Hit[] {
  return CHECKS.flatMap(check => check(estate)).map(broken =>
    hitOf(broken, file),
  );
}

/** What the rules say about the resources of a plan. */
export const checkPlanned = (
  resources: readonly Resource[],
  file = 'plan.json',
): Hit[] => checkResources({ resources, partial: false }, file);

function hitOf(
  { rule, resource, attribute, detail }: Broken,
  file: string,
): Hit {
  const { address, place } = resource;
  const line = (attribute && place?.lines?.[attribute]) || place?.line;
  return {
    rule,
    file: place?.file ?? file,
    ...(line !== undefined && { line }),
    subject: detail === undefined ? address : `${address}, ${detail}`,
  };
}
