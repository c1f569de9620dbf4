import { operationsFindings } from './operationsFindings';
import { workloadFindings } from './workloadFindings';

/** Simplified Chinese of `messages/findings.ts`. */
export const findings = {
  ...workloadFindings,
  ...operationsFindings,
  'finding.node-lost.title': '节点 {{name}} 停止上报',
  'finding.node-lost.explanation':
    'Ready 为 Unknown：控制面收不到它的 kubelet 心跳。',
  'finding.node-lost.advice':
    '到云厂商控制台检查实例；如果没有恢复，排空并替换该节点。',
  'finding.node-not-ready.title': '节点 {{name}} 未就绪',
  'finding.node-not-ready.explanation':
    'kubelet 上报 Ready=False：不再接收新 Pod，已运行的 Pod 5 分钟后被驱逐。',
  'finding.node-not-ready.advice':
    '查看 kubelet 给出的原因；如果不恢复，替换该节点。',
  'finding.node-starting.title': '节点 {{name}} 正在启动',
  'finding.node-starting.explanation': '加入不到 15 分钟，尚未就绪。',
  'finding.node-starting.advice': '等待即可；超过 15 分钟仍未就绪则视为故障。',
  'finding.node-heartbeat-late.title': '节点 {{name}} 心跳迟到',
  'finding.node-heartbeat-late.explanation':
    '至少缺失两次心跳，但仍被视为就绪。',
  'finding.node-heartbeat-late.advice':
    '检查它的网络和负载；心跳继续缺失会被判定为失联。',
  'finding.node-condition.title': '节点 {{name}} 上报 {{condition}}',
  'finding.node-condition.explanation': '该状况处于异常状态。',
  'finding.node-condition.advice':
    '查看上报方的原文；如果不消失，排空并替换该节点。',
  'finding.node-pressure.title': '节点 {{name}} 出现 {{condition}}',
  'finding.node-pressure.explanation':
    'kubelet 资源不足：开始驱逐 Pod，不再接收新 Pod。',
  'finding.node-pressure.advice':
    '在它的 Pod 中找出占用最多的，降低请求或增加节点。',
  'finding.node-condition-unknown.title': '节点 {{name}} 的 {{condition}} 未知',
  'finding.node-condition-unknown.explanation':
    '上报方没有回应，无法判断好坏。',
  'finding.node-condition-unknown.advice':
    '检查该状况的上报程序是否在节点上运行。',
  'finding.node-leaving.title': '节点 {{name}} 按计划退出',
  'finding.node-leaving.explanation':
    '污点宣布它将被移除：Spot 回收、缩容或整合。',
  'finding.node-leaving.advice': '只要 Pod 能在其他节点找到位置，就无需处理。',
  'finding.node-cordoned.title': '节点 {{name}} 已封锁',
  'finding.node-cordoned.explanation': '不再接收新 Pod，已运行的保留。',
  'finding.node-cordoned.advice': '维护结束后解除封锁。',
  'finding.node-drained.title': '节点 {{name}} 已排空',
  'finding.node-drained.explanation': '已封锁，只剩每个节点都有的 Pod。',
  'finding.node-drained.advice': '移除它，或解除封锁后继续使用。',
  'finding.node-cordoned-long.title': '节点 {{name}} 封锁已超过一天',
  'finding.node-cordoned-long.explanation': '它产生费用，却不接收新 Pod。',
  'finding.node-cordoned-long.advice': '解除封锁或移除。',
  'finding.node-flapping.title': '节点 {{name}} 反复失去和恢复 Ready',
  'finding.node-flapping.explanation': '15 分钟内 Ready 变化超过两次。',
  'finding.node-flapping.advice':
    '先封锁，避免 Pod 再调度上来，再检查网络和内存。',
  'finding.node-cpu-high.title': '节点 {{name}} 的 CPU 超过阈值',
  'finding.node-cpu-high.explanation': '节点上的 Pod 争抢 CPU，响应变慢。',
  'finding.node-cpu-high.advice': '分散最忙的 Pod，或让节点组扩容。',
  'finding.node-memory-high.title': '节点 {{name}} 的内存超过阈值',
  'finding.node-memory-high.explanation': '再涨一些，kubelet 就会驱逐 Pod。',
  'finding.node-memory-high.advice': '分散最大的 Pod，或让节点组扩容。',
  'finding.node-pods-high.title': '节点 {{name}} 的 Pod 位几乎用完',
  'finding.node-pods-high.explanation': '即使 CPU 和内存有余，也会拒绝新 Pod。',
  'finding.node-pods-high.advice': '迁移 Pod、提高 Pod 上限，或增加节点。',
  'finding.node-version-skew.title':
    '节点 {{name}} 的 kubelet 与 API server 版本不兼容',
  'finding.node-version-skew.explanation':
    '它是 {{kubelet}}，API server 是 {{server}}；最多可落后 3 个次版本，不能更新。',
  'finding.node-version-skew.advice': '在控制面升级之前先升级节点组。',
  'finding.group-none-ready.title': '{{group}} 没有就绪节点',
  'finding.group-none-ready.explanation': '依赖该节点组的工作负载都无法运行。',
  'finding.group-none-ready.advice':
    '先看各节点的发现，再到云厂商检查节点组的扩缩容。',
  'finding.group-many-unhealthy.title': '{{group}} 的异常节点过多',
  'finding.group-many-unhealthy.explanation':
    '达到这个比例后，自动修复和自动扩缩容会停止。',
  'finding.group-many-unhealthy.advice':
    '寻找共同原因：同一可用区、镜像或版本，然后人工修复。',
  'finding.group-some-unhealthy.title': '{{group}} 有节点不在役',
  'finding.group-some-unhealthy.explanation': '节点组的容量低于应有水平。',
  'finding.group-some-unhealthy.advice': '修复或替换发现中列出的节点。',
  'finding.group-zone-empty.title': '{{group}} 在 {{zone}} 没有就绪节点',
  'finding.group-zone-empty.explanation':
    '绑定该可用区的 Pod 只能等待，跨区分布也失效。',
  'finding.group-zone-empty.advice': '检查该可用区的容量和子网。',
  'finding.group-zone-uneven.title': '{{group}} 在各可用区分布不均',
  'finding.group-zone-uneven.explanation':
    '可用区之间相差超过一个节点，失去一个可用区的影响更大。',
  'finding.group-zone-uneven.advice':
    '重新平衡节点组，或检查某个可用区为何没有节点。',
  'finding.group-no-spare-node.title': '{{group}} 承受不起失去一个节点',
  'finding.group-no-spare-node.explanation':
    '如果最大的节点失效，其余节点放不下现有请求。',
  'finding.group-no-spare-node.advice': '增加一个节点，或降低请求。',
  'finding.group-mixed-versions.title': '{{group}} 运行多个 kubelet 版本',
  'finding.group-mixed-versions.explanation': '升级正在进行，或中途停止。',
  'finding.group-mixed-versions.advice': '完成该节点组的滚动升级。',
  'finding.pods-unschedulable.title': '{{name}} 的 Pod 找不到节点',
  'finding.pods-unschedulable.explanation': '调度器无法放置其中 {{value}} 个。',
  'finding.pods-unschedulable.advice':
    '查看等待调度的 Pod 中的原因：增加此类节点，或降低请求。',
  'finding.hpa-at-maximum.title': '自动扩缩 {{name}} 已达上限',
  'finding.hpa-at-maximum.explanation': '负载再增加时无法增加副本。',
  'finding.hpa-at-maximum.advice': '负载符合预期则提高上限，否则找出负载来源。',
  'finding.cluster-unreachable.title': '{{name}} 没有应答',
  'finding.cluster-unreachable.explanation': '它的节点和 Pod 一概未知。',
  'finding.cluster-unreachable.advice': '检查集群连接的地址、网络和凭据。',
  'finding.cluster-stale.title': '{{name}} 的状态已过时',
  'finding.cluster-stale.explanation': '连接中断，显示的是最后已知的状态。',
  'finding.cluster-stale.advice': '检查 API server 是否应答；连接会自动恢复。',
  'finding.cluster-no-nodes.title': '{{name}} 没有节点',
  'finding.cluster-no-nodes.explanation':
    'API server 有应答，但什么也运行不了。',
  'finding.cluster-no-nodes.advice': '检查节点组能否启动节点并加入集群。',
  'finding.source-missing.title': '{{source}}：没有数据',
  'finding.source-missing.explanation': '这一部分缺失，其余是当前状态。',
  'finding.source-missing.advice':
    '在集群的数据来源中查看需要连接或授权的内容。',
};
