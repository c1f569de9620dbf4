/** Words of the printed report that are in no other place. */
export interface Labels {
  lang: string;
  title: string;
  sandbox: string;
  targets: string;
  target: string;
  measured: string;
  met: string;
  how: string;
  rto: string;
  rpo: string;
  yes: string;
  no: string;
  noTarget: string;
  notMeasured: string;
  between: (lower: string, upper: string) => string;
  problems: string;
  steps: string;
  step: string;
  attempt: string;
  state: string;
  began: string;
  took: string;
  source: string;
  bytes: string;
  time: string;
  phase: string;
  who: string;
  sums: (technical: string, declared: string, full: string) => string;
  polling: (ms: string) => string;
  loss: string;
  lossMarkers: (figures: {
    failedAt: string;
    last: string;
    sentAt: string;
    next?: string;
  }) => string;
  lossPoint: (failedAt: string, point: string) => string;
  expected: (seq: string, last: string) => string;
  frozen: string;
  failedAt: string;
  backup: string;
  completedAt: string;
  archive: string;
  files: (count: number, bytes: string) => string;
  until: string;
  digest: string;
  checks: string;
  check: string;
  blocking: string;
  method: string;
  wanted: string;
  found: string;
  tools: string;
  leftOut: string;
  clock: string;
  clockOffset: (offset: string, uncertainty: string) => string;
  takenDown: string;
  removed: string;
  leftovers: string;
  nothing: string;
  people: string;
  startedBy: string;
  cancelledBy: string;
  plan: string;
  store: string;
  scenario: string;
  control: string;
  evidence: string;
  number: string;
  issuedAt: string;
  hash: string;
  previousHash: string;
  publicKey: string;
  signature: string;
  events: (count: number) => string;
  verify: string;
  verifyHow: string;
}

const EN: Labels = {
  lang: 'en',
  title: 'Restore drill',
  sandbox: 'Made in a sandbox: it proves nothing of production.',
  targets: 'Targets against what was measured',
  target: 'Target',
  measured: 'Measured',
  met: 'Met',
  how: 'How it was obtained',
  rto: 'Time to recover (RTO)',
  rpo: 'Data lost (RPO)',
  yes: '✓ yes',
  no: '✕ no',
  noTarget: 'no target',
  notMeasured: 'not measured',
  between: (lower, upper) => `${lower} to ${upper}`,
  problems: 'What was found, and what to do next',
  steps: 'Timeline',
  step: 'Step',
  attempt: 'Attempt',
  state: 'State',
  began: 'Began (UTC)',
  took: 'Took',
  source: 'Source',
  bytes: 'Bytes',
  time: 'How the time to recover adds up',
  phase: 'Part',
  who: 'Whose time',
  sums: (technical, declared, full) =>
    `Technical: ${technical}. With the response: ${declared}. In full, which is compared with the target: ${full}.`,
  polling: ms => `Looking whether the store was ready may have added ${ms}.`,
  loss: 'How the loss was worked out',
  lossMarkers: ({ failedAt, last, sentAt, next }) =>
    `The failure was simulated at ${failedAt}. The newest marker that came back without a hole is ${last}, sent at ${sentAt}: the loss is at most the time between the two.${
      next === undefined
        ? ' No later marker was acknowledged, so that it may also be nothing.'
        : ` The next one, which did not come back, was acknowledged at ${next}: the loss is at least the time from there.`
    } All times are of the portal's clock.`,
  lossPoint: (failedAt, point) =>
    `The failure was simulated at ${failedAt}; the newest data that came back is of ${point}. Without markers this is an estimate.`,
  expected: (seq, last) =>
    `By what had reached the repository, marker ${seq} had to come back; ${last} did.`,
  frozen: 'What could be used (frozen at the failure)',
  failedAt: 'Simulated failure',
  backup: 'Backup',
  completedAt: 'Complete since',
  archive: 'Archive',
  files: (count, bytes) => `${count} files, ${bytes}`,
  until: 'Without a gap until',
  digest: 'SHA-256 of this list',
  checks: 'Checks of the restored data',
  check: 'Check',
  blocking: 'Blocking',
  method: 'Method',
  wanted: 'Expected',
  found: 'Found',
  tools: 'Tools',
  leftOut: 'Left out, since not installed',
  clock: 'Clocks',
  clockOffset: (offset, uncertainty) =>
    `the store's clock differs by ${offset} ± ${uncertainty}`,
  takenDown: 'Taken down',
  removed: 'Removed',
  leftovers: 'Left behind',
  nothing: 'nothing',
  people: 'Who and what',
  startedBy: 'Started by',
  cancelledBy: 'Cancelled by',
  plan: 'Plan',
  store: 'Store',
  scenario: 'Scenario',
  control: 'Negative control',
  evidence: 'Evidence',
  number: 'Number in the chain',
  issuedAt: 'Issued at',
  hash: 'SHA-256',
  previousHash: 'SHA-256 of the one before',
  publicKey: 'Public key (Ed25519)',
  signature: 'Signature',
  events: count => `${count} events, each with the hash of the one before`,
  verify: 'Verify it without the portal',
  verifyHow:
    'Export the evidence of this drill as a file. In a checkout of the portal, with the public key that you have from elsewhere:',
};

const ZH: Labels = {
  lang: 'zh-CN',
  title: '恢复演练',
  sandbox: '在沙盒中完成：不能证明生产环境。',
  targets: '目标与实测',
  target: '目标',
  measured: '实测',
  met: '达到',
  how: '数据来源',
  rto: '恢复时间（RTO）',
  rpo: '数据丢失（RPO）',
  yes: '✓ 是',
  no: '✕ 否',
  noTarget: '无目标',
  notMeasured: '未测得',
  between: (lower, upper) => `${lower} 至 ${upper}`,
  problems: '发现的问题与下一步',
  steps: '时间线',
  step: '步骤',
  attempt: '次数',
  state: '状态',
  began: '开始（UTC）',
  took: '用时',
  source: '来源',
  bytes: '字节',
  time: '恢复时间的构成',
  phase: '部分',
  who: '归属',
  sums: (technical, declared, full) =>
    `技术用时：${technical}。加上响应：${declared}。与目标比较的全程用时：${full}。`,
  polling: ms => `轮询就绪状态最多可能多计 ${ms}。`,
  loss: '丢失量的推算',
  lossMarkers: ({ failedAt, last, sentAt, next }) =>
    `模拟故障发生于 ${failedAt}。恢复出的连续标记中最新的是 ${last}，发送于 ${sentAt}：丢失不超过两者之间的时间。${
      next === undefined
        ? '之后没有已确认的标记，因此也可能没有丢失。'
        : `未恢复出的下一个标记于 ${next} 得到确认：丢失不少于从那时起的时间。`
    }所有时间均取自门户的时钟。`,
  lossPoint: (failedAt, point) =>
    `模拟故障发生于 ${failedAt}；恢复出的最新数据属于 ${point}。没有标记，此为估计。`,
  expected: (seq, last) =>
    `按已到达仓库的内容，标记 ${seq} 应当恢复；实际恢复到 ${last}。`,
  frozen: '可用的内容（故障时冻结）',
  failedAt: '模拟故障',
  backup: '备份',
  completedAt: '完成于',
  archive: '归档',
  files: (count, bytes) => `${count} 个文件，${bytes}`,
  until: '无缺口至',
  digest: '此清单的 SHA-256',
  checks: '恢复数据的校验',
  check: '校验',
  blocking: '必须通过',
  method: '方法',
  wanted: '应为',
  found: '实为',
  tools: '工具',
  leftOut: '因未安装而略过',
  clock: '时钟',
  clockOffset: (offset, uncertainty) =>
    `存储的时钟相差 ${offset} ± ${uncertainty}`,
  takenDown: '拆除',
  removed: '已移除',
  leftovers: '残留',
  nothing: '无',
  people: '人员与对象',
  startedBy: '发起者',
  cancelledBy: '取消者',
  plan: '计划',
  store: '存储',
  scenario: '场景',
  control: '反向对照',
  evidence: '证据',
  number: '链中编号',
  issuedAt: '签发于',
  hash: 'SHA-256',
  previousHash: '前一份的 SHA-256',
  publicKey: '公钥（Ed25519）',
  signature: '签名',
  events: count => `${count} 个事件，每个都带有前一个的哈希`,
  verify: '脱离门户验证',
  verifyHow:
    '将本次演练的证据导出为文件。在门户的代码检出目录中，使用您从别处取得的公钥：',
};

export const LABELS: Record<'en' | 'zh', Labels> = { en: EN, zh: ZH };
