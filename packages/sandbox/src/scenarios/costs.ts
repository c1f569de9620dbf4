import { Scenario, ScenarioError, ScenarioRun } from './types';

/** The bills are of both clusters: a scenario changes them from the one that pays for production. */
const PAYER = 'textloom-prod';

function runOf(
  name: string,
  billing: unknown,
  change: (on: boolean) => string,
): ScenarioRun {
  if (!billing) {
    throw new ScenarioError('There are no bills in this sandbox');
  }
  if (name !== PAYER) {
    throw new ScenarioError(`The bill is changed from ${PAYER}`);
  }
  const target = change(true);
  return {
    target,
    stop: () => {
      change(false);
    },
  };
}

export const costSpike: Scenario = {
  id: 'cost-spike',
  title: { en: 'Costs jump', zh: '费用突增' },
  effect: {
    en: 'AWS delivers the open month again: yesterday textloom-api wrote 880 GB of debug logs, about $600.',
    zh: 'AWS 重新交付未结月份的账单：昨天 textloom-api 写了 880 GB 调试日志，约 600 美元。',
  },
  lookAt: {
    en: 'Costs, Anomalies: within two minutes one of textloom-api. The strip says that the month was restated.',
    zh: '费用的“异常”页：两分钟内出现 textloom-api 的异常。对账条会说明该月已重述。',
  },
  defaultCluster: PAYER,
  start: ({ name, billing }) =>
    runOf(name, billing, on => billing?.spike(on) ?? ''),
};

export const restatedMonth: Scenario = {
  id: 'restated-month',
  title: { en: 'A closed month is restated', zh: '已结月份被重述' },
  effect: {
    en: 'AWS delivers a closed month again: traffic of CloudFront that it had counted twice on eleven days, about $130, is gone.',
    zh: 'AWS 重新交付一个已结月份的账单：CloudFront 在十一天里重复计数的流量（约 130 美元）被扣除。',
  },
  lookAt: {
    en: 'Costs, Reconciliation: the month has a new version and what changed; the difference to the bill stays zero.',
    zh: '费用的“对账”页：该月有新版本并列出变化；与账单的差额始终为零。',
  },
  defaultCluster: PAYER,
  start: ({ name, billing }) =>
    runOf(name, billing, on => billing?.restate(on) ?? ''),
};
