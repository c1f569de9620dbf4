/** Rules on files, Dockerfiles, workflows and the catalog. */
export const files = {
  'rule.path-unsafe.title': '路径在某些系统上不安全',
  'rule.path-unsafe.why':
    '控制字符、反斜杠和开头的连字符会被命令行和其他系统当成别的意思。',
  'rule.path-unsafe.fix': '文件名只用字母、数字、点、连字符和下划线。',
  'rule.symlink.title': '文件是符号链接',
  'rule.symlink.why': '链接可以指向仓库之外，读它的人就会读写那里的内容。',
  'rule.symlink.fix': '直接放入文件本身。',
  'rule.file-too-large.title': '文件大于 1 MiB',
  'rule.file-too-large.why': '仓库会永久保留它的每个版本。',
  'rule.file-too-large.fix': '大文件放到对象存储。',
  'rule.too-many-files.title': '文件超过 2,000 个，或总量超过 10 MiB',
  'rule.too-many-files.why': '模板生成这么多内容，多半是误复制了什么。',
  'rule.too-many-files.fix': '去掉工具生成的内容，例如 node_modules。',
  'rule.secret-in-file.title': '文件里有密钥',
  'rule.secret-in-file.why': '能读仓库的人都能使用它，而且历史里会一直保留。',
  'rule.secret-in-file.fix': '删除它并使该密钥失效，改为从环境变量读取。',
  'rule.file-not-rendered.title': '文件没有被渲染',
  'rule.file-not-rendered.why': '文件名仍以 .njk 结尾，没有工具会读它。',
  'rule.file-not-rendered.fix': '在模板中渲染它：templateFileExtension: .njk。',
  'rule.expression-left.title': '文件里残留了模板表达式',
  'rule.expression-left.why':
    '它本该变成一个值，读取文件的工具会把它当成文字。',
  'rule.expression-left.fix': '让骨架文件的名称以 .njk 结尾。',
  'rule.syntax-invalid.title': '文件无法解析',
  'rule.syntax-invalid.why': '读取它的每个工具都会拒绝。',
  'rule.syntax-invalid.fix':
    '改正语法；某个值可能需要引号，可用过滤器 dump 加上。',
  'rule.field-empty.title': '必须有值的字段是空的',
  'rule.field-empty.why': '模板不认识的值会渲染成空。',
  'rule.field-empty.fix': '检查模板中该值的拼写。',
  'rule.dockerfile-root.title': '镜像以 root 运行',
  'rule.dockerfile-root.why':
    '突破进程的人就拥有了容器，而且集群会拒绝这个 Pod。',
  'rule.dockerfile-root.fix':
    '在最后一个阶段末尾写 USER 和数字，例如 USER 10001。',
  'rule.dockerfile-user-name.title': '镜像的用户是名称',
  'rule.dockerfile-user-name.why': 'Kubernetes 无法从名称判断它不是 root。',
  'rule.dockerfile-user-name.fix': '使用用户的编号：USER 10001。',
  'rule.dockerfile-single-stage.title': '镜像只用一个阶段构建',
  'rule.dockerfile-single-stage.why': '编译器和包管理器会留在运行的镜像里。',
  'rule.dockerfile-single-stage.fix':
    '在一个阶段构建，用 COPY --from 把结果复制到另一个阶段。',
  'rule.dockerfile-base.title': '基础镜像没有版本',
  'rule.dockerfile-base.why': '同一个提交明天会构建出不同的镜像。',
  'rule.dockerfile-base.fix': '写明基础镜像的版本或摘要。',
  'rule.dockerfile-secret.title': 'Dockerfile 里设置了密钥',
  'rule.dockerfile-secret.why': '它会留在镜像的层里。',
  'rule.dockerfile-secret.fix':
    '构建时用 RUN --mount=type=secret，运行时用环境变量。',
  'rule.dockerfile-remote-script.title': '构建时运行了来自网络的脚本',
  'rule.dockerfile-remote-script.why': '控制那个地址的人就控制了镜像。',
  'rule.dockerfile-remote-script.fix':
    '安装有版本的软件包，或核对所下载内容的摘要。',
  'rule.dockerfile-healthcheck.title': '镜像没有 HEALTHCHECK',
  'rule.dockerfile-healthcheck.why':
    '在 Kubernetes 之外，没有人会发现进程卡住。',
  'rule.dockerfile-healthcheck.fix': '加上 HEALTHCHECK，使用存活检查的路径。',
  'rule.workflow-action-branch.title': 'Action 按分支引用',
  'rule.workflow-action-branch.why':
    '能推送该分支的人就能用工作流的密钥运行代码。',
  'rule.workflow-action-branch.fix': '写明 Action 的提交，并用注释注明版本。',
  'rule.workflow-action-tag.title': 'Action 按标签引用',
  'rule.workflow-action-tag.why': '标签可以被移到别的代码上。',
  'rule.workflow-action-tag.fix': '写明 Action 的提交，并用注释注明版本。',
  'rule.workflow-permissions.title': '工作流没有限制它的令牌',
  'rule.workflow-permissions.why':
    '没有 permissions 时，令牌可以写仓库允许的任何地方。',
  'rule.workflow-permissions.fix':
    '在顶部设置 permissions: contents: read，只在需要的任务里放宽。',
  'rule.workflow-write-all.title': '工作流拥有全部权限',
  'rule.workflow-write-all.why':
    '一个被攻破的 Action 就能改动代码、软件包和发布。',
  'rule.workflow-write-all.fix': '逐项写明任务需要的权限。',
  'rule.workflow-injection.title': '脚本里有陌生人写的文字',
  'rule.workflow-injection.why': '拉取请求的标题可能被当成命令执行。',
  'rule.workflow-injection.fix': '通过环境变量传入，并给它加引号。',
  'rule.catalog-info-missing.title': '没有 catalog-info.yaml',
  'rule.catalog-info-missing.why': '目录无法登记这个组件。',
  'rule.catalog-info-missing.fix': '在仓库顶层加入 catalog-info.yaml。',
  'rule.catalog-info-invalid.title': '目录会拒绝这个实体',
  'rule.catalog-info-invalid.why': '组件不会出现，也不会有人得到通知。',
  'rule.catalog-info-invalid.fix': '改正该字段，参见目录的描述文件格式。',
  'rule.catalog-owner.title': '组件的负责人不是一个组',
  'rule.catalog-owner.why': '告警、成本和审批都会找它的负责人。',
  'rule.catalog-owner.fix':
    '把 spec.owner 设为一个组，例如 group:default/video-platform。',
  'rule.name-taken.title': '目录里已经有这个名称的实体',
  'rule.name-taken.why': '目录会保留先来的那个，新的永远不会出现。',
  'rule.name-taken.fix': '换一个名称。',
};

/** Rules on what the chart makes. */
export const kubernetes = {
  'rule.helm-missing.title': '找不到 Helm，没有检查 Chart',
  'rule.helm-missing.why': '部署之前不知道 Chart 会生成什么。',
  'rule.helm-missing.fix':
    '在门户所在的机器安装 Helm，或设置 goldenPaths.helm。',
  'rule.chart-broken.title': 'Chart 无法渲染',
  'rule.chart-broken.why': '它的任何内容都无法部署。',
  'rule.chart-broken.fix': '阅读 Helm 的说明，改正 Chart 或它的值。',
  'rule.pod-root.title': '容器可能以 root 运行',
  'rule.pod-root.why': '突破容器的人在节点上就是 root。',
  'rule.pod-root.fix': '设置 securityContext.runAsNonRoot: true。',
  'rule.pod-writable-root.title': '容器可以写自己的文件系统',
  'rule.pod-writable-root.why': '攻击者可以留下工具。',
  'rule.pod-writable-root.fix':
    '设置 readOnlyRootFilesystem: true，需要写文件的地方挂载 emptyDir。',
  'rule.pod-privileges.title': '容器可能获得特权',
  'rule.pod-privileges.why': '特权模式、能力和提权都通向容器之外。',
  'rule.pod-privileges.fix':
    '设置 allowPrivilegeEscalation: false，并丢弃所有能力。',
  'rule.pod-host.title': 'Pod 使用了宿主机',
  'rule.pod-host.why': '宿主机网络和路径绕过集群的所有隔离。',
  'rule.pod-host.fix': '去掉 hostNetwork、hostPID、hostIPC 和 hostPath。',
  'rule.pod-no-requests.title': '容器没有请求 CPU 或内存',
  'rule.pod-no-requests.why':
    '调度器会超额安排节点，HPA 也没有可以衡量的基准。',
  'rule.pod-no-requests.fix':
    '设置 resources.requests.cpu 和 resources.requests.memory。',
  'rule.pod-no-limits.title': '容器没有内存上限',
  'rule.pod-no-limits.why': '一次泄漏就会拖垮整个节点。',
  'rule.pod-no-limits.fix': '设置 resources.limits.memory。',
  'rule.pod-no-probes.title': '容器没有就绪或存活探针',
  'rule.pod-no-probes.why':
    '流量会到达无法应答的 Pod，卡住的 Pod 也会一直留着。',
  'rule.pod-no-probes.fix': '设置 readinessProbe 和 livenessProbe。',
  'rule.image-mutable.title': '镜像使用会移动的标签',
  'rule.image-mutable.why':
    '同一次部署的两个 Pod 可能运行不同的代码，回滚也找不回旧版本。',
  'rule.image-mutable.fix': '用摘要或版本指明镜像。',
  'rule.workload-no-spread.title': 'Pod 没有分散到各个可用区',
  'rule.workload-no-spread.why': '一个可用区就能让它们全部停止。',
  'rule.workload-no-spread.fix':
    '按 topology.kubernetes.io/zone 设置 topologySpreadConstraints。',
  'rule.workload-no-pdb.title': '排空节点时没有什么能保住 Pod',
  'rule.workload-no-pdb.why': '更新节点可能同时停掉全部 Pod。',
  'rule.workload-no-pdb.fix': '加一个选中这些 Pod 的 PodDisruptionBudget。',
  'rule.workload-no-network-policy.title': '没有 NetworkPolicy 选中这些 Pod',
  'rule.workload-no-network-policy.why':
    '集群里每个 Pod 都能访问它们，它们也能访问一切。',
  'rule.workload-no-network-policy.fix':
    '加一个 NetworkPolicy，只放行需要的流量。',
  'rule.network-policy-open.title': 'NetworkPolicy 放行了所有来源',
  'rule.network-policy-open.why': '没有来源的规则会放行每个 Pod 和地址。',
  'rule.network-policy-open.fix': '写明流量可以从哪里来。',
  'rule.hpa-bounds.title': 'HPA 的上下限不合适',
  'rule.hpa-bounds.why':
    '生产环境少于两个 Pod 时，更新期间会一个都没有；上下限相等就不会伸缩。',
  'rule.hpa-bounds.fix': '生产环境设置 2 ≤ minReplicas < maxReplicas。',
  'rule.hpa-missing.title': '生产环境的 Pod 不会伸缩',
  'rule.hpa-missing.why': '负载上升时 Pod 数量不变，直到被压垮。',
  'rule.hpa-missing.fix': '为工作负载加一个 HorizontalPodAutoscaler。',
  'rule.hpa-and-replicas.title': '工作负载由 HPA 伸缩，却又设置了 replicas',
  'rule.hpa-and-replicas.why': '每次同步都会把 Pod 数量改回去。',
  'rule.hpa-and-replicas.fix': '由 HPA 管理时不要写 replicas。',
  'rule.mesh-not-strict.title': 'Pod 接受没有双向 TLS 的流量',
  'rule.mesh-not-strict.why': '集群里任何 Pod 都能读取它，或冒充别的 Pod。',
  'rule.mesh-not-strict.fix':
    '为这些 Pod 加一个 mode 为 STRICT 的 PeerAuthentication。',
  'rule.jwt-not-required.title': '没有令牌的请求会被放行',
  'rule.jwt-not-required.why':
    'RequestAuthentication 只拒绝错误的令牌，没有令牌的请求会通过。',
  'rule.jwt-not-required.fix':
    '为同样的 Pod 加一个要求 requestPrincipals 的 AuthorizationPolicy。',
  'rule.secret-in-chart.title': 'Chart 里有带值的 Secret',
  'rule.secret-in-chart.why': '这些值在 Git 里，也在每份渲染的清单里。',
  'rule.secret-in-chart.fix':
    '使用 ExternalSecret。如果程序只能从 Secret 读取普通配置，请在注解 textloom.ai/not-secret 里说明。',
};
