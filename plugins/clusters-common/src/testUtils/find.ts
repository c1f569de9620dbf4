import { assessCluster } from '../domain/assess';
import { ClusterFacts } from '../domain/facts';
import { Finding, RuleId } from '../domain/health';
import { History } from '../domain/history';
import { Thresholds } from '../domain/thresholds';
import { AssessedCluster } from '../domain/views';
import { aClusterFacts, TEST_NOW } from './builders';

/** The view of facts that have been so for `forMs` milliseconds, as the rules see it that need time. */
export function viewAfter(
  forMs: number,
  overrides: Partial<ClusterFacts>,
  thresholds?: Thresholds,
): AssessedCluster {
  const live = (now: number) =>
    aClusterFacts({
      ...overrides,
      sources: (overrides.sources ?? aClusterFacts().sources).map(source =>
        source.state === 'live'
          ? { ...source, at: new Date(now).toISOString() }
          : source,
      ),
    });
  let previous: History | undefined;
  for (const now of forMs > 0 ? [TEST_NOW - forMs, TEST_NOW] : [TEST_NOW]) {
    const { view, history } = assessCluster(live(now), {
      now,
      previous,
      thresholds,
    });
    if (now === TEST_NOW) {
      return view;
    }
    previous = history;
  }
  throw new Error('There is always a last moment');
}

/** Findings of one rule in facts that have been so for a while. */
export function findingsOf(
  rule: RuleId,
  overrides: Partial<ClusterFacts>,
  forMs = 0,
): Finding[] {
  return viewAfter(forMs, overrides).list.filter(item => item.rule === rule);
}

/** Severities of one rule's findings. */
export function severities(
  rule: RuleId,
  overrides: Partial<ClusterFacts>,
  forMs = 0,
): string[] {
  return findingsOf(rule, overrides, forMs).map(({ severity }) => severity);
}
