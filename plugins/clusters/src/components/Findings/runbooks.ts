import { Finding, runbookOf } from '@textloom/plugin-clusters-common';

/** Where the portal's own documentation is published. */
const DOCS = '/docs/default/component/textloom-portal';

/** Address of the page that says what to do about a finding; undefined where none is written. */
export function runbookLink(
  finding: Pick<Finding, 'rule' | 'params'>,
): string | undefined {
  const page = runbookOf(finding);
  return page && `${DOCS}/${page}`;
}
