import {
  Finding,
  Freshness,
  HealthState,
  PendingGroup,
  RuleId,
  SourceName,
  SourceStatus,
} from '@textloom/plugin-clusters-common';
import { formatCount } from '@textloom/ui';
import { waitsFor } from '../presentation/pending';
import { Message, message } from '../text/message';
import { findingTitle } from '../text/findingText';

const COMPONENTS_NAMED = 4;

/** Number of nodes that a rule names, by group; nodes without a group count under the empty name. */
export function nodesByGroup(
  findings: Finding[],
  rule: RuleId,
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const finding of findings) {
    if (finding.rule === rule) {
      const group = finding.group ?? '';
      counts.set(group, (counts.get(group) ?? 0) + 1);
    }
  }
  return counts;
}

function outOfService(
  counts: Map<string, number>,
  keys: {
    one: 'verdict.lost' | 'verdict.notReady';
    many: 'verdict.lostAcross' | 'verdict.notReadyAcross';
  },
): Message | undefined {
  const groups = [...counts.keys()];
  if (groups.length === 0 || (groups.length === 1 && groups[0] === '')) {
    return undefined;
  }
  if (groups.length === 1) {
    return message(keys.one, {
      group: groups[0],
      count: counts.get(groups[0]) ?? 0,
    });
  }
  const count = [...counts.values()].reduce((sum, n) => sum + n, 0);
  return message(keys.many, { count, groups: groups.length });
}

/** The sentence about nodes and groups that are out, worst cause first. */
export function nodesOutMessage(findings: Finding[]): Message | undefined {
  const empty = findings.find(finding => finding.rule === 'group-none-ready');
  if (empty) {
    return message('verdict.noneReady', {
      group: empty.group ?? empty.object.name,
    });
  }
  return (
    outOfService(nodesByGroup(findings, 'node-lost'), {
      one: 'verdict.lost',
      many: 'verdict.lostAcross',
    }) ??
    outOfService(nodesByGroup(findings, 'node-not-ready'), {
      one: 'verdict.notReady',
      many: 'verdict.notReadyAcross',
    })
  );
}

const pendingKeys = {
  memory: 'verdict.pendingMemory',
  cpu: 'verdict.pendingCpu',
  node: 'verdict.pendingNode',
} as const;

/** How many pods wait for what, the most first. */
export function pendingMessages(pending: PendingGroup[]): Message[] {
  const counts = new Map<keyof typeof pendingKeys, number>();
  for (const group of pending) {
    const cause = waitsFor(group);
    counts.set(cause, (counts.get(cause) ?? 0) + group.count);
  }
  return [...counts.entries()]
    .sort(([, a], [, b]) => b - a)
    .map(([cause, count]) => message(pendingKeys[cause], { count }));
}

/** Which catalog components sit on what is affected. */
export function hurtMessage(components: string[]): Message[] {
  const names = [...new Set(components)];
  if (names.length === 0) return [];
  const more = names.length - COMPONENTS_NAMED;
  return [
    more > 0
      ? message('verdict.hurtMore', {
          components: { names: names.slice(0, COMPONENTS_NAMED) },
          count: more,
        })
      : message('verdict.hurt', { components: { names } }),
  ];
}

/** How long the state has lasted; nothing for a healthy one. */
export function sinceMessage(state: HealthState, since?: string): Message[] {
  if (!since || state === 'healthy') return [];
  return [message(`verdict.since.${state}`, { age: { since } })];
}

/** How many nodes are in service. */
export function inServiceMessage(ready: number, total: number): Message {
  const number = formatCount(total);
  if (ready < total) {
    return message('verdict.someInService', {
      ready: formatCount(ready),
      total: number,
    });
  }
  return total === 2
    ? message('verdict.bothInService')
    : message('verdict.allInService', { count: total, number });
}

/** Whether a source's facts are current. */
export function isLive(sources: SourceStatus[], name: SourceName): boolean {
  return sources.some(
    status => status.source === name && status.state === 'live',
  );
}

/** Whether a source ever answered; its facts may be the last known ones. */
export function isConnected(
  sources: SourceStatus[],
  name: SourceName,
): boolean {
  return sources.some(
    status =>
      status.source === name &&
      (status.state === 'live' || status.state === 'stale'),
  );
}

/** How old facts are that are not live, or nothing when there never were any. */
export function staleMessages(freshness: Freshness): Message[] {
  return freshness.at
    ? [message('verdict.staleAge', { age: { since: freshness.at } })]
    : [];
}

/** Why a source is not live, as a sentence; without a name, why nodes are not known. */
export function problemMessage(
  sources: SourceStatus[],
  name?: SourceName,
): Message[] {
  const wanted: SourceName[] = name ? [name] : ['api', 'nodes'];
  const broken = sources.find(
    status => wanted.includes(status.source) && status.problem,
  );
  return broken?.problem ? [message(`problem.${broken.problem}`)] : [];
}

/** The title of a finding as a whole sentence. */
export function findingSentence(finding: Finding): Message {
  return message('verdict.finding', { title: findingTitle(finding) });
}
