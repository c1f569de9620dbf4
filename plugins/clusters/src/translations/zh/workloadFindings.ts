/** Simplified Chinese of `messages/workloadFindings.ts`. */
export const workloadFindings = {
  'finding.workload-rollout-stuck.title': '{{name}} 的发布停滞',
  'finding.workload-rollout-stuck.explanation':
    '新 Pod 没有在发布期限内就绪，旧 Pod 继续服务。',
  'finding.workload-rollout-stuck.advice':
    '查看新 Pod 未就绪的原因，再修复或回滚。',
  'finding.workload-unavailable.title': '{{name}} 没有就绪的 Pod',
  'finding.workload-unavailable.explanation':
    '它应当运行，却没有任何 Pod 在服务。',
  'finding.workload-unavailable.advice':
    '先看它的 Pod 原文；若刚发布过，先回滚。',
  'finding.workload-short.title': '{{name}} 的就绪 Pod 少于应有数量',
  'finding.workload-short.explanation': '超过 15 分钟以较低容量提供服务。',
  'finding.workload-short.advice': '查找等待或反复重启的 Pod。',
  'finding.workload-crash-loop.title': '{{name}} 的 Pod 反复崩溃',
  'finding.workload-crash-loop.explanation':
    '容器每次启动后很快退出，Kubernetes 逐次延长重启间隔。',
  'finding.workload-crash-loop.advice': '查看容器上次退出前的日志。',
  'finding.workload-oom-killed.title': '{{name}} 的 Pod 因内存被终止',
  'finding.workload-oom-killed.explanation': '容器用量超过其内存上限。',
  'finding.workload-oom-killed.advice':
    '按实际需要提高上限，或找出增长的部分。',
  'finding.workload-image-pull.title': '{{name}} 的镜像无法拉取',
  'finding.workload-image-pull.explanation': '镜像到达之前 Pod 一直等待。',
  'finding.workload-image-pull.advice': '检查镜像名称、镜像仓库及其凭据。',
  'finding.daemonset-coverage.title': '部分节点缺少 {{name}}',
  'finding.daemonset-coverage.explanation':
    '应当运行它的节点超过 10 分钟没有运行。',
  'finding.daemonset-coverage.advice':
    '检查它未容忍的污点，以及没有空间的节点。',
  'finding.daemonset-misscheduled.title': '{{name}} 运行在不该运行的节点上',
  'finding.daemonset-misscheduled.explanation':
    '它的选择器或容忍已不再匹配这些节点。',
  'finding.daemonset-misscheduled.advice': '删除这些 Pod，或修正选择器。',
  'finding.hpa-metric-missing.title': '自动扩缩 {{name}} 读不到指标',
  'finding.hpa-metric-missing.explanation': '无论负载如何，副本数都保持不变。',
  'finding.hpa-metric-missing.advice': '检查它查询的指标服务或适配器。',
  'finding.hpa-cannot-scale.title': '自动扩缩 {{name}} 无法调整目标',
  'finding.hpa-cannot-scale.explanation': '它无法读取或修改副本数。',
  'finding.hpa-cannot-scale.advice': '检查目标是否存在、是否允许扩缩。',
  'finding.vpa-request-low.title': '{{name}} 的请求低于实际需要',
  'finding.vpa-request-low.explanation':
    '推荐值高于当前请求；Pod 用量超过请求时，节点可能耗尽。',
  'finding.vpa-request-low.advice': '把请求提高到推荐值。',
  'finding.vpa-request-high.title': '{{name}} 的请求高于实际需要',
  'finding.vpa-request-high.explanation': '预留并付费的空间没有被使用。',
  'finding.vpa-request-high.advice': '把请求降低到推荐值。',
  'finding.vpa-no-recommendation.title': '{{name}} 没有推荐值',
  'finding.vpa-no-recommendation.explanation':
    '垂直自动扩缩的数据不足，或找不到它的 Pod。',
  'finding.vpa-no-recommendation.advice':
    '检查目标是否存在、推荐组件是否运行。',
  'finding.pdb-blocks-drain.title': '中断预算 {{name}} 不允许任何中断',
  'finding.pdb-blocks-drain.explanation':
    '所有 Pod 都必须保留，排空其节点会一直等待。',
  'finding.pdb-blocks-drain.advice': '增加一个副本，或让预算允许一次中断。',
  'finding.pdb-broken.title': '中断预算 {{name}} 未被满足',
  'finding.pdb-broken.explanation': '健康的 Pod 少于要求，已超过 15 分钟。',
  'finding.pdb-broken.advice': '修复它的 Pod；在此之前不允许排空。',
};
