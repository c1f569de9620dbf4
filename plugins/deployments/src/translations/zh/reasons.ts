/** Simplified Chinese of `messages/reasons.ts`. */
export const reasons = {
  'reason.not-human': '只有人可以决定，{{actor}} 不是人。',
  'reason.proof-too-old':
    '此操作需要最近 {{maxMinutes}} 分钟内的登录，请重新登录。',
  'reason.not-in-group': '{{who}} 不在所要求的小组中：{{group}}。',
  'reason.is-requester': '由 {{who}} 提出。',
  'reason.is-author': '{{who}} 编写了 {{all}} 个提交中的 {{own}} 个。',
  'reason.is-builder': '由 {{who}} 构建。',
  'reason.is-sponsor': '{{who}} 是构建者 {{bot}} 的责任人。',
  'reason.already-seated': '{{who}} 已在级别 {{level}} 占有席位。',
  'reason.already-voted': '{{who}} 已在本级投票。',
  'reason.level-not-open': '级别 {{before}} 完成后级别 {{level}} 才开放。',
  'reason.level-complete': '级别 {{level}} 的席位已满。',
  'reason.no-such-level': '这里没有级别 {{level}}。',
  'reason.fingerprint-changed':
    '将要运行的内容已从 {{given}} 变为 {{current}}，请重新查看后再决定。',
  'reason.wrong-state': '当前状态为「{{state}}」，不允许此操作。',
  'reason.expired': '已于 {{at}} 过期。',
  'reason.frozen': '{{freeze}} 冻结一切变更至 {{until}}：{{reason}}',
  'reason.gate-not-passed': '{{gate}}：{{status}}。{{summary}}',
  'reason.approvals-missing': '级别 {{level}} 还缺 {{missing}} 人。',
  'reason.group-missing': '级别 {{level}} 需要一位 {{group}} 的成员。',
  'reason.vote-lapsed': '{{who}} 在级别 {{level}} 的投票已失效：所属小组有变。',
  'reason.rejected': '{{who}} 已拒绝。',
  'reason.baseline-changed':
    '现在运行的（{{running}}）与比较时的（{{baseline}}）不同。',
  'reason.baseline-unknown': '无法观察 {{environment}} 中运行的内容。',
  'reason.not-soaked': '{{version}} 在 {{environment}} 运行的时间还不够。',
  'reason.older-than-running': '{{proposed}} 早于已在运行的 {{running}}。',
  'reason.ref-not-allowed': '{{ref}} 的版本不进入 {{environment}}。',
  'reason.denied-release':
    '{{version}} 曾在 {{environment}} 被回滚，需由人重新放行。',
  'reason.environment-busy':
    '该服务的另一次部署正在 {{environment}} 运行（{{proposal}}）。',
  'reason.unsatisfiable':
    '级别 {{level}} 中 {{group}} 的席位无人可任。{{people}}',
  'reason.no-incident': '没有 {{severities}} 级别的未结事故。',
  'reason.review-overdue': '团队欠一次紧急放行的复核，期限 {{due}}。',
  'reason.still-soaking': '保持 {{weight}}% 至 {{soakEndsAt}}。',
  'reason.outside-limits': '新版本的{{figure}}为 {{value}}，阈值为 {{limit}}。',
  'reason.no-such-environment': '策略中没有环境 {{environment}}。',
  'reason.never-succeeded': '{{target}} 从未在此成功。',
  'reason.vote-needed-elsewhere':
    '级别 {{level}} 只有 {{who}} 能任，这一票要留给那里。',
  'reason.not-yours': '不能由 {{who}} 收回。',
  'reason.own-review': '{{who}} 进行了紧急放行，须由他人复核。',
  'reason.wrong-step': '步骤须依次进行，下一步是 {{expected}}。',
  'reason.stale-token': '已由门户的另一个副本接手。',
  'reason.paused': '{{who}} 已暂停。',
  'reason.not-permitted': '缺少权限 {{permission}}。',
};
