/** Simplified Chinese of `messages/savings.ts`. */
export const savings = {
  'savings.verdict_one': '1 项措施每月可节省约 {{amount}}。',
  'savings.verdict_other': '{{count}} 项措施合计每月可节省约 {{amount}}。',
  'savings.verdictMore':
    '每项都可展开到算式。一项的节省已从下一项中扣除，因此可以相加。',
  'savings.none': '目前没有值得做的事。',
  'savings.noneMore':
    '已检查：Spot、承诺、闲时、存储类别、跨可用区流量、请求与用量、合同。',
  'savings.list': '可采取的措施，按节省排序',
  'savings.perMonth': '每月 {{amount}}',
  'savings.facts': '{{effort}}，{{risk}}',
  'savings.risk.low': '风险小',
  'savings.risk.medium': '风险中等',
  'savings.risk.high': '风险大',
  'savings.basis': '依据{{range}}的数据，每月按 730 小时计算。',
  'savings.arithmetic': '{{amount}} 的算法',
  'savings.line.standard-cost-per-hour':
    '{{nodeGroup}} 按标准价的每小时成本：{{days}} 天共 {{cost}}',
  'savings.line.spot-discount-measured':
    'Spot 折扣，按你为相同实例类型实付的价格测得',
  'savings.line.spot-discount-stated': 'Spot 折扣，取 AWS 公布范围的下限',
  'savings.line.node-cost-per-hour':
    '{{nodeGroup}} 的每小时成本：{{days}} 天共 {{cost}}',
  'savings.line.committed-cost-per-hour':
    '已由承诺覆盖，无论如何都要支付：{{days}} 天共 {{cost}}',
  'savings.line.spot-saving': '同一批节点上 Spot 已可节省的部分',
  'savings.line.off-hours-share':
    '每周 {{weekHours}} 小时中，{{hours}} 个工作小时以外的时间',
  'savings.line.nodes-off':
    '可关闭的节点：共 {{nodes}} 个，至少保留 {{minimum}} 个',
  'savings.line.cpu-request-cost-per-hour':
    '请求的 {{requested}} 核每小时成本：{{days}} 天共 {{cost}}',
  'savings.line.cpu-surplus':
    '超出所需的核数：最多用到 {{peak}}，按目标 {{target}} 需要 {{needed}}',
  'savings.line.memory-surplus-cost-per-hour':
    '超出所需内存的每小时成本：请求 {{requested}} GiB，最多用到 {{peak}}，需要 {{needed}}，占 {{days}} 天 {{cost}} 的 {{percent}}',
  'savings.line.left-by-others': '其他措施之后剩余的节点成本',
  'savings.line.least-cost-per-hour':
    '{{service}} 最便宜一天的每小时成本：{{cost}}，{{from}}至{{to}}',
  'savings.line.right-size-saving': '同一批节点上调整规格可节省的部分',
  'savings.line.commitment-discount-measured':
    '现有承诺的折扣；用量达到 {{breakEven}} 即划算',
  'savings.line.commitment-discount-stated':
    '折扣，取 AWS 公布范围的下限；用量达到 {{breakEven}} 即划算',
  'savings.line.standard-gb': '{{resource}} 中 Standard 类别的 GB 数',
  'savings.line.cold-share-known': '很少读取的部分，按配置',
  'savings.line.cold-share-assumed': '很少读取的部分，为假定值：没有数据说明',
  'savings.line.price-difference': '每 GB 每月的价差，从 {{from}} 到 {{to}}',
  'savings.line.reading': '读取其中 {{percent}}，每 GB {{perGb}}',
  'savings.line.transition':
    '迁移 {{objects}} 个对象，每千个 {{fee}}，分摊到 {{months}} 个月',
  'savings.line.minimum-duration':
    '在 {{days}} 天前删除：{{percent}}，分摊到 {{months}} 个月',
  'savings.line.cross-zone-cost-per-hour':
    '跨可用区流量的每小时成本：{{days}} 天共 {{cost}}',
  'savings.line.avoidable-share-assumed': '可避免的部分，为经验判断',
  'savings.line.contract-committed': '整个合同期的承诺额',
  'savings.line.contract-projected': '照目前的用量，到期时的使用额',
  'savings.line.months-per-term': '折算为每月，合同期 {{days}} 天',
  'savings.line.hours-a-month': '每月小时数',
  'savings.line.monthly-saving': '每月节省',
  'savings.hours': '{{count}} 小时',
  'savings.gb': '{{count}} GB',
  'savings.howTo': '如何实施',
  'savings.explore': '查看成本',
};
