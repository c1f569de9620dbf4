/** Simplified Chinese of `messages/units.ts`. */
export const units = {
  'units.was': '{{unit}}：{{month}}为 {{cost}}。',
  'units.change':
    '{{unit}}：{{month}}为 {{cost}}，与{{before}}相比 {{change}}。',
  'units.unknown': '{{unit}}：未知，没有哪个月同时有成本和数量。',
  'units.none': '没有计数的单位。',
  'units.noneMore':
    '单位成本是一些组件的成本除以它们处理的视频或任务数。数量来自配置指定的文件夹。',
  'units.noneOwn': '没有只由你的组件构成的单位。',
  'units.noneOwnMore':
    '只有分子全部属于你时才能看到单位成本：否则其余部分会透露他人的成本。',
  'units.connect': '如何接入计数',
  'units.basis': '基于{{what}}',
  'units.basisPart': '{{dimension}} {{values}}',
  'units.allCosts': '全部成本',
  'units.coverage':
    '{{month}}已出账的 {{days}} 天中有 {{covered}} 天同时有成本和数量；没有数量的日子两边都不计入。',
  'units.trend': '各月{{unit}}',
  'units.month': '月份',
  'units.cost': '成本',
  'units.count': '数量',
  'units.perUnit': '单位成本',
  'units.noneCounted': '数量为零',
  'units.noPoints': '尚无同时有成本和数量的月份。',
  'units.explore': '查看成本',
  'units.running': '至今',
};
