import { Finding, RuleId, SourceName } from '@textloom/plugin-clusters-common';
import { Message, message, Param } from './message';
import { shortNodeName } from './names';

const SOURCES: SourceName[] = [
  'api',
  'nodes',
  'pods',
  'leases',
  'metrics',
  'hpas',
  'events',
];

/** Rules whose figures only repeat their title, as in "0 now, limit 1". */
const TITLE_SAYS_ALL: ReadonlySet<RuleId> = new Set([
  'group-none-ready',
  'group-zone-empty',
  'cluster-no-nodes',
  'node-version-skew',
]);

function isSourceName(name: string): name is SourceName {
  return SOURCES.some(source => source === name);
}

function sourceOf(finding: Finding): Param {
  const name = String(finding.params.source ?? finding.object.name);
  return isSourceName(name) ? message(`source.${name}`) : name;
}

/** Parameters that every text of a rule can rely on, whatever the rule gave. */
function paramsOf(finding: Finding): Record<string, Param> {
  const { object, group, value, threshold } = finding;
  return {
    condition: object.name,
    zone: object.name,
    kubelet: '',
    server: '',
    ...finding.params,
    name: shortNodeName(object.name),
    group: group ?? object.name,
    source: sourceOf(finding),
    value: value ? { figure: value } : '',
    threshold: threshold ? { figure: threshold } : '',
  };
}

/** What a finding says in its first line. */
export function findingTitle(finding: Finding): Message {
  return message(`finding.${finding.rule}.title`, paramsOf(finding));
}

/** A finding as messages; Kubernetes' own words stay in the finding. */
export interface FindingText {
  title: Message;
  /** What it means, then the value against its limit. */
  explanation: Message[];
  advice: Message;
}

function measured(finding: Finding): Message[] {
  const { rule, value, threshold } = finding;
  const comparable = value && threshold && value.unit === threshold.unit;
  if (!comparable || TITLE_SAYS_ALL.has(rule)) return [];
  return [
    message('findings.measured', {
      value: { figure: value },
      threshold: { figure: threshold },
    }),
  ];
}

/** Title, explanation with value and threshold, and advice of a finding. */
export function findingText(finding: Finding): FindingText {
  const params = paramsOf(finding);
  return {
    title: findingTitle(finding),
    explanation: [
      message(`finding.${finding.rule}.explanation`, params),
      ...measured(finding),
      ...(finding.problem ? [message(`problem.${finding.problem}`)] : []),
    ],
    advice: message(`finding.${finding.rule}.advice`, params),
  };
}
