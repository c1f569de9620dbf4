import { ReactElement } from 'react';
import { screen } from '@testing-library/react';
import axe from 'axe-core';
import { renderPart } from './__testUtils__/renderPart';
import {
  ActionButton,
  Cells,
  CellsHead,
  CellsLegend,
  Chart,
  CopyLink,
  DataTable,
  Diff,
  Explain,
  Figures,
  FilterField,
  Freshness,
  Ladder,
  Loading,
  Meter,
  MeterLegend,
  Page,
  PageBar,
  PageState,
  PageTitle,
  PhaseBar,
  RangePicker,
  Rail,
  SelectField,
  ShareBar,
  Since,
  Spark,
  Split,
  StackedBars,
  StateStrip,
  StatusLabel,
  Surface,
  Tabs,
  TextLink,
  Timeline,
  Verdict,
} from '.';

const at = new Date(Date.now() - 14 * 60_000).toISOString();
const zones = [
  {
    id: 'a',
    label: '1a',
    items: [
      { id: 'n1', label: '甲', status: 'ok', fill: 0.5, href: '/n1' },
      { id: 'n2', label: '乙', status: 'failed', onPress: () => {} },
    ] as const,
  },
].map(zone => ({ ...zone, items: [...zone.items] }));

const rows = [{ id: '甲' }, { id: '乙' }];

/** Every part once, with Chinese words from outside. */
const everything: ReactElement = (
  <Page
    bar={
      <PageBar crumbs={[{ label: '集群', href: '/' }, { label: '甲' }]}>
        <Freshness state="live" at={new Date().toISOString()} />
        <Freshness state="stale" at={at} />
        <Freshness state="never" />
        <CopyLink />
      </PageBar>
    }
  >
    <PageTitle
      name="集群甲"
      status={
        <StatusLabel intent="caution" variant="chip">
          已降级
        </StatusLabel>
      }
      facts={['三个可用区']}
      actions={[{ label: '静默', onPress: () => {} }]}
    />
    <Tabs
      label="视图"
      current="a"
      items={[
        { id: 'a', label: '健康', href: '/a' },
        { id: 'b', label: '告警', href: '/b', count: 3 },
      ]}
    />
    <RangePicker
      label="时间范围"
      options={[{ id: 'a', label: '三小时' }]}
      value="a"
      onChange={() => {}}
    />
    <StateStrip
      label="健康历史"
      segments={[
        { id: '1', intent: 'caution', from: at, to: at, label: '降级' },
      ]}
      onSelect={() => {}}
    />
    <Chart
      label="内存升至八成"
      from={at}
      to={new Date().toISOString()}
      format={String}
      limit={{ value: 3, label: '阈值 3' }}
      lines={[
        { id: 'a', label: '内存', colour: 1, points: [{ at, value: 2 }] },
      ]}
    />
    <StackedBars
      label="成本上升"
      bucketLabel="日期"
      buckets={[
        { id: '1', label: '1日' },
        { id: '2', label: '2日' },
      ]}
      series={[{ id: 'a', label: '渲染', colour: 1, values: ['2'] }]}
      forecast={{ '2': { amount: '3', low: '2', high: '4' } }}
      markers={[{ id: 'm', bucket: '1', kind: 'event', label: '部署' }]}
      format={String}
      formatAxis={String}
    />
    <ShareBar label="已用一半" share={0.5} ahead={0.8} mark={0.6} />
    <Explain label="构成">规则</Explain>
    <FilterField label="筛选" value="" onChange={() => {}} />
    <SelectField
      label="状态"
      options={[{ value: '', label: '全部' }]}
      value=""
      onChange={() => {}}
    />
    <PhaseBar
      label="步骤"
      phases={[
        { id: 'a', title: '恢复', intent: 'active', word: '进行中', fill: 0.4 },
      ]}
    />
    <Spark label="上升" values={[1, 2]} />
    <Diff before="旧" after="新" />
    <Verdict intent="caution" sentence="失去一个节点。" detail="已降级。" />
    <Figures
      label="容量"
      items={[{ id: 'a', label: '内存', note: '无数据', intent: 'unknown' }]}
    />
    <Split
      side={
        <Surface title="事件">
          <Timeline
            label="事件列表"
            items={[{ id: '1', at, intent: 'active', sentence: '开始排空' }]}
          />
        </Surface>
      }
    >
      <Surface
        title="节点组"
        action={<CellsLegend items={[{ status: 'ok', label: '就绪' }]} />}
        footer={<MeterLegend />}
      >
        <Ladder
          label="放量"
          rungs={[
            {
              id: '1',
              mark: '25%',
              fill: 0.5,
              parts: [
                {
                  id: '1',
                  title: '一级',
                  intent: 'waiting',
                  word: '等待中',
                  seats: [{ id: '1', words: '还缺一人' }],
                },
              ],
            },
          ]}
        />
        <CellsHead groups={zones} />
        <Cells label="节点" groups={zones} />
        <Meter label="内存" used={0.5} requested={0.9} limit={0.8} />
        <Meter label="处理器" />
        <Rail label="节点数" min={1} desired={4} max={4} />
        <Rail label="固定" min={2} desired={2} max={2} />
        <Since at={at} ago />
        <TextLink href="https://grafana.test">面板</TextLink>
      </Surface>
    </Split>
    <DataTable
      label="等待中"
      columns={[
        { id: 'n', header: '名称', cell: r => r.id, sortValue: r => r.id },
        { id: 'w', header: '原因', cell: () => '内存不足' },
      ]}
      rows={rows}
      rowId={row => row.id}
      rowHref={row => `/${row.id}`}
      rowIntent={() => 'critical'}
      total={1204}
    />
    <PageState
      kind="error"
      title="指标未应答"
      onRetry={() => {}}
      retryAt={Date.now() + 20_000}
      requestId="8104"
    >
      节点仍为实时。
    </PageState>
    <PageState kind="stale" title="最后已知状态" />
    <PageState kind="denied" title="无权查看" />
    <Loading shape="page" />
    <ActionButton label="批准" disabledReason="本人提交不可自批。" />
  </Page>
);

it('has no accessibility finding', async () => {
  const { container } = renderPart(everything, { language: 'zh' });
  await screen.findByText('复制链接');
  const { violations, passes } = await axe.run(container, {
    // Needs layout, which this environment lacks; the contrast of all tokens has its own test.
    rules: { 'color-contrast': { enabled: false } },
  });
  expect(
    violations.map(({ id, nodes }) => [id, nodes.map(node => node.html)]),
  ).toEqual([]);
  expect(passes.length).toBeGreaterThan(10);
});

it('leaves no English in a Chinese page, also where only a screen reader looks', async () => {
  const { container } = renderPart(everything, { language: 'zh' });
  await screen.findByText('复制链接');
  const page = container.querySelector('.tl-page')!;
  const spoken = [...page.querySelectorAll('*')].flatMap(element =>
    ['aria-label', 'title', 'placeholder']
      .map(name => element.getAttribute(name))
      .concat(
        [...element.childNodes].map(n => (n.nodeType === 3 ? n.nodeValue : '')),
      ),
  );
  const words = spoken.flatMap(text => text?.match(/[a-z]{2,}/gi) ?? []);
  expect(words.filter(word => word !== 'UTC')).toEqual([]);
});
