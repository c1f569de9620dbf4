/** Simplified Chinese of `messages/contracts.ts`. */
export const contracts = {
  'contracts.noticeIn_one':
    '须在{{day}}之前通知 {{vendor}}，还有 {{count}} 天。',
  'contracts.noticeIn_other':
    '须在{{day}}之前通知 {{vendor}}，还有 {{count}} 天。',
  'contracts.noticeToday': '今天须通知 {{vendor}}。',
  'contracts.endsIn_one':
    '与 {{vendor}} 的合同于{{day}}结束，还有 {{count}} 天。',
  'contracts.endsIn_other':
    '与 {{vendor}} 的合同于{{day}}结束，还有 {{count}} 天。',
  'contracts.endsToday': '与 {{vendor}} 的合同今天结束。',
  'contracts.renews': '逾期将自动续约。',
  'contracts.ends': '到期自动结束；在此之前须决定接替者。',
  'contracts.more_one': '另有 {{count}} 份合同近期需要决定。',
  'contracts.more_other': '另有 {{count}} 份合同近期需要决定。',
  'contracts.overrun': '{{vendor}} 到期时将比承诺多用 {{amount}}。',
  'contracts.calm': '未来 {{days}} 天没有合同需要决定。',
  'contracts.calmNext': '下一个日期是{{day}}，{{vendor}}。',
  'contracts.none': '没有已知的合同。',
  'contracts.noneMore':
    '合同写在配置中：供应商、服务、负责人、期限、通知期和承诺金额。',
  'contracts.noneOwn': '你的组没有负责的合同。',
  'contracts.connect': '如何添加合同',
  'contracts.list': '合同',
  'contracts.listNote':
    '日期最近的在前。实色：已用承诺，斜纹：到期时，竖线：已过时间',
  'contracts.state.running': '进行中',
  'contracts.state.notice-soon': '{{day}}前决定',
  'contracts.state.notice-passed': '通知期已过',
  'contracts.state.ended': '已结束',
  'contracts.state.not-started': '未开始',
  'contracts.used': '{{used}} / {{committed}}',
  'contracts.bar': '{{vendor}}：期限过去 {{elapsed}}，已用承诺 {{used}}',
  'contracts.projectedOver':
    '按最近 30 天，到期为 {{projected}}，超出 {{amount}}。',
  'contracts.projectedUnder':
    '按最近 30 天，到期为 {{projected}}，剩余 {{amount}} 未用。',
  'contracts.projectedEqual':
    '按最近 30 天，到期为 {{projected}}，与承诺一致。',
  'contracts.wasOver': '使用了 {{used}}，超出 {{amount}}。',
  'contracts.wasUnder': '使用了 {{used}}，比承诺少 {{amount}}。',
  'contracts.wasEqual': '使用了 {{used}}，与承诺一致。',
  'contracts.notStarted': '{{day}}之前没有用量。',
  'contracts.otherCurrency': '以 {{currency}} 计：选择该币种以查看用量。',
  'contracts.term': '{{from}} 至 {{to}}',
  'contracts.autoRenews_one': '未提前 {{count}} 天通知则自动续约',
  'contracts.autoRenews_other': '未提前 {{count}} 天通知则自动续约',
  'contracts.noRenewal': '自动结束',
  'contracts.noticeWas': '通知期限为{{day}}：{{end}}之后续约。',
  'contracts.alternatives': '值得比较：{{names}}。',
  'contracts.explore': '查看其账单',
};
