import { ProblemParts, ProblemTexts } from './words';

/** Expected and found figures as a clause, where there are any. */
function figures({ expected, actual }: ProblemParts): string {
  const parts = [
    ...(expected === undefined ? [] : [`应为 ${expected}`]),
    ...(actual === undefined ? [] : [`实际为 ${actual}`]),
  ];
  return parts.length === 0 ? '' : `：${parts.join('，')}`;
}

function of(subject: string | undefined, otherwise: string): string {
  return subject === undefined ? otherwise : ` ${subject} `;
}

function at(subject: string | undefined, otherwise: string): string {
  return subject === undefined ? otherwise : `${subject} `;
}

function note(subject: string | undefined): string {
  return subject === undefined ? '' : `（${subject}）`;
}

/** Chinese sentences of every problem. */
export const PROBLEMS_ZH: ProblemTexts = {
  'aliases-source': {
    what: ({ subject }) =>
      `恢复目标就是源库，或位于源库之内${note(
        subject,
      )}；演练没有触碰任何东西。`,
    next: '为演练设置单独的工作目录和连接。',
  },
  'tool-missing': {
    what: ({ subject }) =>
      `这里没有安装${of(subject, '所需的工具').trimEnd()}。`,
    next: '在门户所在的机器上安装，或在配置中写明其目录。',
  },
  'wrong-version': {
    what: p => `${at(p.subject, '工具')}版本不符${figures(p)}。`,
    next: '安装与源库相同的版本。',
  },
  'runs-as-root': {
    what: () => '门户以 root 身份运行，而该服务器拒绝以 root 启动。',
    next: '把 runAs 设为普通用户，或以普通用户运行门户。',
  },
  denied: {
    what: ({ subject }) =>
      `门户无权读取${of(subject, '演练所需的数据').trimEnd()}。`,
    next: '为演练角色授予读取权限。',
  },
  'source-unreachable': {
    what: ({ subject }) => `${at(subject, '源库')}没有应答。`,
    next: '检查存储是否在运行，以及门户能否连接。',
  },
  'no-backup': {
    what: ({ subject }) => `${at(subject, '')}没有已完成的备份。`,
    next: '先做一次备份，再查明定时备份为何没有运行。',
  },
  'backup-too-old': {
    what: p => `最新的可用备份过旧${figures(p)}。`,
    next: '查明此后为何没有备份，并立即备份一次。',
  },
  'target-outside-window': {
    what: p => `${at(p.subject, '目标时间')}不在可恢复的范围内${figures(p)}。`,
    next: '选择备份结束与归档结束之间的时间。',
  },
  'target-not-found': {
    what: ({ subject }) =>
      `归档中没有${subject ? `恢复点 ${subject}` : '所要的恢复点'}。`,
    next: '选择已有的恢复点，或恢复到最新。',
  },
  'not-enough-space': {
    what: ({ expected, actual }) =>
      `恢复需要${of(expected, '更多空间').trimEnd()}${
        actual ? `，可用空间为 ${actual}` : ''
      }。`,
    next: '清理工作目录，或把它移到更大的磁盘。',
  },
  'target-busy': {
    what: ({ subject }) => `${at(subject, '演练要创建的目标')}已经存在。`,
    next: '清扫任务会在 10 分钟内将其删除，之后再开始。',
  },
  'not-configured': {
    what: ({ subject }) => `${at(subject, '该存储')}尚未配置。`,
    next: '在配置的 restore-drills 下添加。',
  },
  'invalid-target': {
    what: ({ subject }) =>
      `该存储无法恢复到${of(subject, '这个目标').trimEnd()}。`,
    next: '更正演练计划。',
  },
  'not-permitted': {
    what: ({ subject }) =>
      `演练角色无权执行${of(subject, '演练所需的操作').trimEnd()}。`,
    next: '在该角色的策略中允许此操作；配置参考列出了演练所需的权限。',
  },
  'credentials-invalid': {
    what: ({ subject }) =>
      `${at(subject, '')}${
        subject === undefined ? '' : '的'
      }凭证不被接受或已过期。`,
    next: '更新凭证，并检查门户能否代入演练角色。',
  },
  throttled: {
    what: ({ subject }) => `${at(subject, '云服务')}提示请求过于频繁。`,
    next: '几分钟后重试，并查明此账户中还有谁在频繁请求。',
  },
  'backups-off': {
    what: ({ subject }) =>
      `${at(subject, '源库')}没有保留自动备份，因此没有可恢复的时间点。`,
    next: '设置备份保留期，或改用快照恢复。',
  },
  'quota-exceeded': {
    what: p => `${at(p.subject, '账户')}的配额已用完${figures(p)}。`,
    next: '申请提高配额，或删除不再需要的资源。',
  },
  'key-not-accessible': {
    what: ({ subject }) => `加密${of(subject, '源库')}的密钥无法使用。`,
    next: '检查密钥是否已启用，并允许演练角色使用它和创建授权。',
  },
  'wrong-account': {
    what: p => `${at(p.subject, '源库')}位于另一个账户或区域${figures(p)}。`,
    next: '更正存储的账户和区域，或演练所用的角色。',
  },
  'wal-segment-missing': {
    what: ({ subject }) =>
      `归档中缺少 WAL 段${of(subject, '，').trimEnd()}${
        subject ? '，' : ''
      }其后的数据全部丢失。`,
    next: '立即做一次新的基础备份，再查明该段为何没有归档。',
  },
  'wal-segment-damaged': {
    what: ({ subject }) =>
      `WAL 段${of(subject, '')}已损坏，其后的数据全部丢失。`,
    next: '立即做一次新的基础备份，再检查磁盘和归档路径。',
  },
  'backup-damaged': {
    what: p => `${at(p.subject, '备份中的文件')}与写入时不一致${figures(p)}。`,
    next: '立即做一次新的备份，并检查存放旧备份的磁盘。',
  },
  'backup-incomplete': {
    what: ({ subject }) => `备份缺少${of(subject, '文件').trimEnd()}。`,
    next: '立即做一次新的备份，并查明旧备份为何被标为完成。',
  },
  'archive-written-by-target': {
    what: ({ subject }) =>
      `恢复出的服务器向归档写入了${of(subject, '文件').trimEnd()}。`,
    next: '在恢复目标中关闭 archive_mode，并在下次恢复前删除该文件。',
  },
  'rdb-ignored-by-aof': {
    what: () => '服务器读取 AOF 而忽略了 RDB 文件，启动后为空。',
    next: '先关闭 appendonly 恢复，数据就绪后再开启。',
  },
  'markers-lost': {
    what: ({ expected, actual }) =>
      `标记${of(expected, '')}已进入备份库，而恢复的数据${
        actual ? `止于 ${actual}` : '中没有标记'
      }。`,
    next: '检查归档是否有缺口：本已安全的数据没有恢复。',
  },
  'markers-not-contiguous': {
    what: ({ subject }) =>
      `恢复的标记中间缺少${of(subject, '一个').trimEnd()}。`,
    next: '不要信任这份副本：中间缺少事务。',
  },
  'recovered-too-little': {
    what: p => `恢复的数据少于已保存的数据${note(p.subject)}${figures(p)}。`,
    next: '对照归档和日志中恢复结束的位置。',
  },
  'copy-stale': {
    what: p => `副本${of(p.subject, '')}早于应恢复的副本${figures(p)}。`,
    next: '查明最新副本为何没有送达。',
  },
  'rows-differ': {
    what: p => `${at(p.subject, '数据表')}与源库不一致${figures(p)}。`,
    next: '在依赖此备份之前先人工核对。',
  },
  'check-failed': {
    what: p => `检查${of(p.subject, '')}未通过${figures(p)}。`,
    next: '查看检查日志；在查明之前不要依赖此备份。',
  },
  'did-not-start': {
    what: ({ subject }) =>
      `恢复出的服务器没有启动${subject ? `：${subject}` : ''}。`,
    next: '查看服务器日志的末尾。',
  },
  'recovery-ended-early': {
    what: p => `恢复在到达目标之前结束${figures(p)}。`,
    next: '选择更早的目标，或找出归档缺少的部分。',
  },
  'still-read-only': {
    what: () => '恢复出的服务器一直处于只读状态。',
    next: '把 recovery_target_action 设为 promote。',
  },
  'smoke-failed': {
    what: p => `恢复后的首个请求失败${note(p.subject)}${figures(p)}。`,
    next: '查看日志：服务器在运行，但数据或设置无法提供服务。',
  },
  'restored-empty': {
    what: ({ subject }) => `${at(subject, '恢复出的存储')}为空。`,
    next: '检查服务器读取了哪个文件；什么都没有恢复不算恢复。',
  },
  'settings-differ': {
    what: p => `设置${of(p.subject, '')}与源库不一致${figures(p)}。`,
    next: '在恢复目标中设置，或在计划中写明允许不同。',
  },
  'restore-failed': {
    what: ({ subject }) => `恢复出错并结束${subject ? `：${subject}` : ''}。`,
    next: '查看日志的末尾。',
  },
  'rto-missed': {
    what: ({ expected, actual }) =>
      `恢复耗时${of(actual, '过长').trimEnd()}，目标为${of(
        expected,
        '更短',
      ).trimEnd()}。`,
    next: '查看耗时最长的阶段，那里最能节省时间。',
  },
  'rpo-missed': {
    what: ({ expected, actual }) =>
      `最多丢失${of(actual, '过多')}的数据，目标为${of(
        expected,
        '更少',
      ).trimEnd()}。`,
    next: '提高归档频率，并检查一个段需要多久才能送达。',
  },
  'clock-offset': {
    what: ({ actual }) =>
      `源库与门户的时钟相差${of(
        actual,
        '超过 1 秒',
      ).trimEnd()}，无法测量数据丢失。`,
    next: '用 NTP 同步两边的时钟，然后重新开始。',
  },
  'no-markers': {
    what: () => '没有可用于测量的标记，数据丢失多少未知。',
    next: '检查心跳是否在写入，写入几分钟后再开始。',
  },
  'rpa-estimated': {
    what: ({ subject }) =>
      `该存储没有写入标记，数据丢失只能按${
        subject === 'restore-point' ? '恢复点' : '副本时间'
      }估计。`,
    next: '配置心跳即可得到证明。',
  },
  'time-limit': {
    what: ({ expected }) => `演练超过时限${note(expected)}，已被结束。`,
    next: '查看当时运行的步骤；如果只是较慢，把时限提高到 RTO 以上。',
  },
  cancelled: {
    what: () => '演练已取消。',
    next: '可随时重新开始。',
  },
  leftovers: {
    what: ({ subject }) => `演练遗留了${of(subject, '一些东西').trimEnd()}。`,
    next: '清扫任务会继续尝试；查明为何无法删除。',
  },
  errored: {
    what: ({ subject }) =>
      `演练本身出错${note(subject)}，这不能说明备份的好坏。`,
    next: '查看日志，然后重新开始。',
  },
  abandoned: {
    what: ({ subject }) =>
      `后端在运行步骤${of(subject, '')}时三次中断，不再重试。`,
    next: '查明后端为何在此中断，例如内存不足。',
  },
  'control-not-found': {
    what: ({ subject }) =>
      `演练损坏了自己的副本${note(subject)}，但没有任何检查发现。`,
    next: '在检查能发现这种损坏之前，不要信任该存储的通过结果。',
  },
  'control-wrong-finding': {
    what: ({ subject }) =>
      `演练损坏了自己的副本${note(subject)}，但发现的是别的问题。`,
    next: '查看发现的问题：要么检查指错了对象，要么存在真实的损坏。',
  },
};
