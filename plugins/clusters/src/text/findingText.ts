import {
  Finding,
  RuleId,
  SIGNAL_IDS,
  SourceName,
} from '@textloom/plugin-clusters-common';
import { Message, message, Param } from './message';
import { shortNodeName } from './names';

const SOURCES: Record<SourceName, true> = {
  api: true,
  nodes: true,
  pods: true,
  leases: true,
  metrics: true,
  hpas: true,
  events: true,
  workloads: true,
  budgets: true,
  vpas: true,
  autoscaler: true,
  karpenter: true,
  prometheus: true,
  alertmanager: true,
  eks: true,
};

const OUTSIDE = ['prometheus', 'alertmanager', 'eks'];

/** Rules whose figures only repeat their title, as in "0 now, limit 1". */
const TITLE_SAYS_ALL: ReadonlySet<RuleId> = new Set([
  'group-none-ready',
  'group-zone-empty',
  'cluster-no-nodes',
  'node-version-skew',
]);

function isSourceName(name: string): name is SourceName {
  return Object.hasOwn(SOURCES, name);
}

function sourceOf(finding: TitledFinding): Param {
  const name = String(finding.params.source ?? finding.object.name);
  return isSourceName(name) ? message(`source.${name}`) : name;
}

function signalOf(finding: TitledFinding): Param {
  const id = SIGNAL_IDS.find(signal => signal === finding.params.signal);
  return message(id ? `signal.${id}` : 'signals.unnamed');
}

/** The part of a finding that its title needs; recorded ones have no more. */
export type TitledFinding = Pick<Finding, 'rule' | 'object' | 'params'> &
  Partial<Pick<Finding, 'group' | 'value' | 'threshold'>>;

/** Parameters that every text of a rule can rely on, whatever the rule gave. */
function paramsOf(finding: TitledFinding): Record<string, Param> {
  const { object, group, value, threshold } = finding;
  return {
    condition: object.name,
    zone: object.name,
    kubelet: '',
    server: '',
    addon: object.name,
    ...finding.params,
    name: shortNodeName(object.name),
    group: group ?? object.name,
    source: sourceOf(finding),
    signal: signalOf(finding),
    value: value ? { figure: value } : '',
    threshold: threshold ? { figure: threshold } : '',
  };
}

/** What a finding says in its first line. */
export function findingTitle(finding: TitledFinding): Message {
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

function problemOf(finding: Finding): Message[] {
  const { problem } = finding;
  if (!problem) return [];
  const name = String(finding.params.source ?? finding.object.name);
  return OUTSIDE.includes(name)
    ? [message(`outsideProblem.${problem}`, { source: sourceOf(finding) })]
    : [message(`problem.${problem}`)];
}

/** Title, explanation with value and threshold, and advice of a finding. */
export function findingText(finding: Finding): FindingText {
  const params = paramsOf(finding);
  return {
    title: findingTitle(finding),
    explanation: [
      message(`finding.${finding.rule}.explanation`, params),
      ...measured(finding),
      ...problemOf(finding),
    ],
    advice: message(`finding.${finding.rule}.advice`, params),
  };
}
