import { TemplateEntityV1beta3 } from '@backstage/plugin-scaffolder-common';

type Steps = TemplateEntityV1beta3['spec']['steps'];

/** Actions after which something outside the workspace is made or judged. */
const ENDS =
  /^(?:publish:|catalog:register|textloom:(?:check|publish|deliver|undo)|notification:|http:)/;

/** Steps that only write into the workspace: those before the policy is asked, or before anything is made. */
export function renderingSteps(steps: Steps): Steps {
  const end = steps.findIndex(({ action }) => ENDS.test(action));
  return end === -1 ? steps : steps.slice(0, end);
}
