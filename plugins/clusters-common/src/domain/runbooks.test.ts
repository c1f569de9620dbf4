import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { RuleId } from './health';
import { runbookOf } from './runbooks';
import { SIGNAL_IDS } from './signals/signalId';

const DOCS = join(__dirname, '../../../../docs');
const pageExists = (page: string) => existsSync(join(DOCS, `${page}.md`));

describe('runbookOf', () => {
  it.each<[RuleId, string]>([
    ['node-lost', 'runbooks/node-lost'],
    ['workload-crash-loop', 'runbooks/workload-not-healthy'],
    ['vpa-request-low', 'runbooks/autoscaling'],
    ['group-eks-issue', 'runbooks/eks-health'],
    ['alert-firing', 'runbooks/alerts'],
  ])('%s: %s, which is written', (rule, page) => {
    expect(runbookOf({ rule, params: {} })).toBe(page);
    expect(pageExists(page)).toBe(true);
  });

  it('leads from signals to pages that are written', () => {
    const pages = SIGNAL_IDS.flatMap(
      signal => runbookOf({ rule: 'signal-limit', params: { signal } }) ?? [],
    );
    expect(pages.length).toBeGreaterThan(15);
    expect(pages.filter(page => !pageExists(page))).toEqual([]);
  });
});
