/** Rules on what Terraform will make. */
export const terraform = {
  'rule.store-not-encrypted.title': '存储没有静态加密，或没有使用平台的密钥',
  'rule.store-not-encrypted.why':
    '拿到磁盘、快照或副本的人就能读取内容；没有自己的密钥，谁也无法切断。',
  'rule.store-not-encrypted.fix': '开启加密，并指定平台的 KMS 密钥。',
  'rule.transit-not-encrypted.title': '数据在网络上传输时没有 TLS',
  'rule.transit-not-encrypted.why': '传输途中的任何人都能读取和篡改。',
  'rule.transit-not-encrypted.fix':
    '强制 TLS：重定向 HTTP，拒绝明文连接，并在存储桶策略中写明 aws:SecureTransport。',
  'rule.listener-old-tls.title': '监听器接受 1.3 之前的 TLS，或没有指定策略',
  'rule.listener-old-tls.why':
    '旧版本有已知的弱点，而 AWS 默认的策略允许它们。',
  'rule.listener-old-tls.fix':
    '设置 TLS 1.3 策略，例如 ELBSecurityPolicy-TLS13-1-3-2021-06。',
  'rule.ingress-open.title': '整个互联网可以从 443 以外的端口进入',
  'rule.ingress-open.why': '在那里监听的一切几分钟内就会被发现和试探。',
  'rule.ingress-open.fix':
    '对 0.0.0.0/0 和 ::/0 只开放 443；80 只用于负载均衡器的重定向。',
  'rule.endpoint-public.title': '平台的一个端点是公开的',
  'rule.endpoint-public.why': '集群的 API 或数据库就只靠密码保护。',
  'rule.endpoint-public.fix': '保持私有，或写明可以访问的地址。',
  'rule.bucket-public.title': '没有什么阻止存储桶变成公开',
  'rule.bucket-public.why': '一条错误的策略或访问列表就会公开全部内容。',
  'rule.bucket-public.fix':
    '加一个四项都为 true 的 aws_s3_bucket_public_access_block。',
  'rule.metadata-v1.title': '机器响应旧的实例元数据协议',
  'rule.metadata-v1.why': 'Web 应用上的伪造请求就能读到机器的角色。',
  'rule.metadata-v1.fix':
    '在启动模板中设置 metadata_options.http_tokens = "required"。',
  'rule.key-no-rotation.title': '密钥从不轮换',
  'rule.key-no-rotation.why': '同一版本的密钥所保护的数据会无限增长。',
  'rule.key-no-rotation.fix': '设置 enable_key_rotation = true。',
  'rule.iam-everything.title': '策略允许对一切资源做一切操作',
  'rule.iam-everything.why': '拿到这个角色的人就拥有整个账号。',
  'rule.iam-everything.fix': '写明需要的操作和资源。',
  'rule.tags-missing.title': '缺少用来查找成本和负责人的标签',
  'rule.tags-missing.why': '没有标签的资源，在账单和故障中都无人负责。',
  'rule.tags-missing.fix': '在 provider 的 default_tags 中设置这些标签。',
  'rule.deletion-unprotected.title': '一条命令就能删除生产环境',
  'rule.deletion-unprotected.why':
    '一次失误或一个被盗的角色就会让数据永远消失。',
  'rule.deletion-unprotected.fix': '开启删除保护，并保留最终快照。',
  'rule.backup-short.title': '备份保留不到一周，或根本没有',
  'rule.backup-short.why': '周一发现的错误，可能是上周一造成的。',
  'rule.backup-short.fix':
    '生产环境的自动备份至少保留 7 天，其他环境至少 1 天。',
  'rule.backup-plan-missing.title': '没有备份计划覆盖生产环境的存储',
  'rule.backup-plan-missing.why': '数据库被删除时，自动备份也随之消失。',
  'rule.backup-plan-missing.fix': '加一个选中这些存储的 aws_backup_plan。',
  'rule.backup-copy-missing.title': '没有备份被复制到另一个区域',
  'rule.backup-copy-missing.why': '失去一个区域时，它的备份也一起失去。',
  'rule.backup-copy-missing.fix':
    '加一个 copy_action，复制到另一个区域的备份库。',
  'rule.zones-few.title': '生产环境没有分布在三个可用区',
  'rule.zones-few.why': '失去一个可用区就会失去一半，甚至全部。',
  'rule.zones-few.fix': '使用三个可用区，保存数据的资源使用 Multi-AZ。',
  'rule.cluster-logs-missing.title': '集群的控制平面不写日志',
  'rule.cluster-logs-missing.why': '出事之后没人说得清谁做了什么。',
  'rule.cluster-logs-missing.fix':
    '开启 api、audit、authenticator、controllerManager 和 scheduler。',
  'rule.flow-logs-missing.title': '网络不保留流日志',
  'rule.flow-logs-missing.why': '出事之后没人说得清谁和谁通过信。',
  'rule.flow-logs-missing.fix': '为 VPC 加一个 aws_flow_log。',
  'rule.trail-incomplete.title': '对 AWS API 的调用没有完整记录',
  'rule.trail-incomplete.why':
    '没有覆盖所有区域、带摘要的记录，入侵者就不留痕迹。',
  'rule.trail-incomplete.fix':
    '加一个带 is_multi_region_trail 和 enable_log_file_validation 的 aws_cloudtrail。',
  'rule.spot-in-production.title': '在开发和测试之外使用了 Spot',
  'rule.spot-in-production.why': 'AWS 可能在两分钟内收回这样的机器。',
  'rule.spot-in-production.fix': '预发布和生产环境使用 ON_DEMAND。',
  'rule.name-beyond-limits.title': 'AWS 会拒绝这个名称',
  'rule.name-beyond-limits.why': 'apply 会中途失败，平台只建成一部分。',
  'rule.name-beyond-limits.fix': '缩短名称，或只用 AWS 在此处接受的字符。',
  'rule.instance-type-unknown.title': 'AWS 没有这种实例类型',
  'rule.instance-type-unknown.why': 'apply 会中途失败，平台只建成一部分。',
  'rule.instance-type-unknown.fix':
    '选择存在的类型，例如 c5.2xlarge 或 db.r5.2xlarge。',
  'rule.region-unknown.title': 'AWS 没有这个区域',
  'rule.region-unknown.why': '在那里什么都建不了。',
  'rule.region-unknown.fix': '选择存在的区域，例如 ap-southeast-1。',
};

/** Rules on the settings of environments. */
export const settings = {
  'rule.settings-invalid.title': '环境的一项设置不合适',
  'rule.settings-invalid.why': 'Terraform 会拒绝它，或建出没人想要的东西。',
  'rule.settings-invalid.fix': '改正这个值。',
  'rule.network-invalid.title': '这个地址段不能用作 AWS 的私有网络',
  'rule.network-invalid.why':
    'VPC 需要 RFC 1918 中 /16 到 /28 的地址段，平台还要给 Pod 留出空间。',
  'rule.network-invalid.fix': '使用私有地址段，例如 10.40.0.0/16。',
  'rule.network-overlap.title': '地址段重叠',
  'rule.network-overlap.why':
    '地址相同的网络永远无法互连，重新编址就意味着重建。',
  'rule.network-overlap.fix': '给每个环境单独的地址段。',
  'rule.budget-exceeded.title': '估算超过了环境的预算',
  'rule.budget-exceeded.why': '预算告警会在第一个月响起，以后每个月都响。',
  'rule.budget-exceeded.fix': '选择更小的规格，或商定另一个预算。',
};
