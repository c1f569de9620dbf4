import {
  Finding,
  findingOf,
  Hit,
  inOrder,
} from '@textloom/plugin-scaffolder-golden-paths-common';
import { checkDockerfiles } from './dockerfiles';
import { checkExpressions, checkPaths, checkSyntax } from './files';
import { checkManifests } from './manifests';
import { checkSecrets } from './secrets';
import { checkResources } from './terraform/checkTerraform';
import { checkSettings } from './terraform/settings';
import { Check, Emitted } from './types';
import { checkWorkflows } from './workflows';

const CHECKS: readonly Check[] = [
  checkPaths,
  checkExpressions,
  checkSyntax,
  checkSecrets,
  checkDockerfiles,
  checkWorkflows,
  checkManifests,
  checkSettings,
  ({ terraform }) => (terraform ? checkResources(terraform) : []),
];

/**
 * What the policy says about what a template has emitted, errors first.
 * @param more what was found by other means.
 */
export function judge(emitted: Emitted, more: readonly Hit[] = []): Finding[] {
  return inOrder(
    [...CHECKS.flatMap(check => check(emitted)), ...more].map(findingOf),
  );
}
