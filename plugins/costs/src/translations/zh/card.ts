/** Simplified Chinese of `messages/card.ts`. */
export const card = {
  'card.title': '成本',
  'card.open': '探索',
  'card.none': '本月账单中没有属于它的费用。',
  'card.noneText':
    '费用通过标签 textloom:component、规则或其 Pod 的份额归属于它。',
  'card.toDate': '{{month}}至{{day}}',
  'card.change': '与此前同期相比',
  'card.forecast': '本月预测',
  'card.environments': '按环境',
  'card.noEnvironment': '无环境',
  'card.trend': '每日成本，{{range}}',
  'card.anomaly': '{{name}}：比预期多 {{amount}}',
  'card.anomalyDown': '{{name}}：比预期少 {{amount}}',
  'card.since': '自{{day}}起',
  'card.next': '下一步',
};
