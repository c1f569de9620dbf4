import { error, RuleWords, warning } from './words';

/** Rules on workflows of GitHub Actions. */
export const WORKFLOWS = {
  'workflow-action-branch': error(
    'An action is used by branch',
    'Whoever can push to that branch runs code with the secrets of the workflow.',
    'Name the commit of the action, with its version as a comment.',
  ),
  'workflow-action-tag': warning(
    'An action is used by tag',
    'A tag can be moved to other code.',
    'Name the commit of the action, with its version as a comment.',
  ),
  'workflow-permissions': error(
    'The workflow does not limit its token',
    'Without permissions its token may write wherever the repository allows.',
    'Set permissions: contents: read at the top, and more only in the job that needs it.',
  ),
  'workflow-write-all': error(
    'The workflow has all permissions',
    'A single compromised action can change code, packages and releases.',
    'Name the permissions that the job needs.',
  ),
  'workflow-injection': error(
    'A script contains text that strangers write',
    'The title of a pull request can then run as a command.',
    'Hand it over as an environment variable, and quote that.',
  ),
} satisfies Record<string, RuleWords>;
