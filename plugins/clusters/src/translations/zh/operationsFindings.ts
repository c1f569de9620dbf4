/** Simplified Chinese of `messages/operationsFindings.ts`. */
export const operationsFindings = {
  'finding.zone-down.title': '可用区 {{zone}} 停机',
  'finding.zone-down.explanation': '其中没有任何节点就绪。',
  'finding.zone-down.advice':
    '查看云厂商的状态页面；让其他可用区接管，不要在其中排空。',
  'finding.zone-partial.title': '可用区 {{zone}} 正在失去节点',
  'finding.zone-partial.explanation': '超过一半的节点未就绪。',
  'finding.zone-partial.advice': '查找整个可用区的原因：网络、容量或云厂商。',
  'finding.group-no-spare-zone.title': '{{group}} 承受不起失去一个可用区',
  'finding.group-no-spare-zone.explanation':
    '如果失去一个可用区，其余节点加上节点数上限仍允许新增的节点，也放不下现有请求。',
  'finding.group-no-spare-zone.advice':
    '提高节点数上限，在其他可用区增加节点，或降低请求。',
  'finding.group-below-desired.title': '{{group}} 的就绪节点少于期望',
  'finding.group-below-desired.explanation':
    '就绪节点少于期望数量，已超过 15 分钟。',
  'finding.group-below-desired.advice':
    '检查正在启动的实例和伸缩组的活动记录。',
  'finding.group-join-failure.title': '{{group}} 的节点没有加入集群',
  'finding.group-join-failure.explanation':
    '已请求实例，但出现在集群中的节点少于期望。',
  'finding.group-join-failure.advice':
    '检查实例的角色、子网、安全组和启动日志。',
  'finding.group-at-maximum.title': '{{group}} 已达上限，仍有 Pod 等待',
  'finding.group-at-maximum.explanation': '有 Pod 等待它，但它不能再增加节点。',
  'finding.group-at-maximum.advice': '提高上限，或降低请求。',
  'finding.group-autoscaler.title': '集群自动扩缩暂停了 {{group}}',
  'finding.group-autoscaler.explanation':
    '它要等一段时间才会再次尝试增加节点。',
  'finding.group-autoscaler.advice': '查看它的原文：容量、配额或启动失败。',
  'finding.group-eks-status.title': 'EKS 报告 {{group}} 状态异常',
  'finding.group-eks-status.explanation': '托管节点组的状态不是活动。',
  'finding.group-eks-status.advice': '查看 EKS 给出的问题。',
  'finding.group-eks-issue.title': 'EKS 报告 {{group}} 有问题',
  'finding.group-eks-issue.explanation': '它与我们所见并列，可能就是原因。',
  'finding.group-eks-issue.advice': '按 EKS 对该代码的建议处理。',
  'finding.group-image-behind.title': '{{group}} 的节点运行不同的镜像',
  'finding.group-image-behind.explanation':
    '节点镜像的更新正在进行，或中途停止。',
  'finding.group-image-behind.advice': '完成该节点组的更新。',
  'finding.nodepool-not-ready.title': '节点池 {{name}} 未就绪',
  'finding.nodepool-not-ready.explanation': 'Karpenter 不会从中增加节点。',
  'finding.nodepool-not-ready.advice':
    '查看它的状况；多数情况是节点类配置有误。',
  'finding.nodeclaim-drifted.title': '{{name}} 已偏离模板',
  'finding.nodeclaim-drifted.explanation': 'Karpenter 将替换该节点。',
  'finding.nodeclaim-drifted.advice': '只要 Pod 能找到位置，就无需处理。',
  'finding.cluster-eks-status.title': 'EKS 报告 {{name}} 不是活动状态',
  'finding.cluster-eks-status.explanation': '控制面正在变更，或已失败。',
  'finding.cluster-eks-status.advice':
    '做任何变更之前，先查看 EKS 给出的问题。',
  'finding.cluster-eks-issue.title': 'EKS 报告 {{name}} 有问题',
  'finding.cluster-eks-issue.explanation': '涉及控制面或其网络。',
  'finding.cluster-eks-issue.advice': '按 EKS 对该代码的建议处理。',
  'finding.cluster-addon.title': '附加组件 {{addon}} 异常',
  'finding.cluster-addon.explanation': 'EKS 未能安装或更新它，或它已降级。',
  'finding.cluster-addon.advice': '查看它的问题；最常见的原因是设置冲突。',
  'finding.cluster-upgrade-insight.title': '存在升级障碍',
  'finding.cluster-upgrade-insight.explanation':
    'EKS 发现了下一个 Kubernetes 版本不再允许的内容。',
  'finding.cluster-upgrade-insight.advice': '升级之前先修复。',
  'finding.cluster-no-spare-node.title': '{{name}} 承受不起失去一个节点',
  'finding.cluster-no-spare-node.explanation':
    '其余节点放不下全部 Pod 的请求。',
  'finding.cluster-no-spare-node.advice': '增加一个节点，或降低请求。',
  'finding.cluster-no-spare-zone.title': '{{name}} 承受不起失去一个可用区',
  'finding.cluster-no-spare-zone.explanation':
    '其他可用区放不下全部 Pod 的请求。',
  'finding.cluster-no-spare-zone.advice': '在其他可用区增加节点，或降低请求。',
  'finding.api-server-slow.title': '{{name}} 的 API server 应答缓慢',
  'finding.api-server-slow.explanation': '部署、扩缩和本页面都在等它。',
  'finding.api-server-slow.advice':
    '查找大量 list 的客户端，并检查控制面的规格。',
  'finding.alert-firing.title': '告警 {{name}} 正在触发',
  'finding.alert-firing.explanation': 'Alertmanager 正在通知接收方。',
  'finding.alert-firing.advice': '按该告警的处置手册执行。',
  'finding.slo-burn.title': '{{name}} 的错误预算消耗过快',
  'finding.slo-burn.explanation': '按此速度，窗口结束前就会违反目标。',
  'finding.slo-burn.advice': '找出变化；在减缓之前停止有风险的发布。',
  'finding.signal-limit.title': '{{name}} 的{{signal}}超出阈值',
  'finding.signal-limit.explanation': '测量值越过了为它设定的阈值。',
  'finding.signal-limit.advice': '查看处置手册，了解含义和调整方法。',
  'finding.signal-missing.title': '{{name}} 的{{signal}}不再有测量值',
  'finding.signal-missing.explanation': '之前有数据，现在没有；无法断定正常。',
  'finding.signal-missing.advice': '检查导出程序和 Prometheus 的抓取。',
};
