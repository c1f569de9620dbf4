import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HistoryView } from '@textloom/plugin-clusters-common';
import { InMemoryClustersClient } from '@textloom/plugin-clusters-common/testUtils';
import { useLocation } from 'react-router-dom';
import { Locale } from '@textloom/ui';
import { NOW, renderElement } from '../../__testUtils__/renderClusters';
import { healthyCluster } from '../../__testUtils__/worlds';
import { ChartCard } from '../Charts/ChartCard';
import { HistoryPanel } from './HistoryPanel';

jest.setTimeout(60_000);

const CLUSTER = 'textloom-nonprod';
const ago = (minutes: number) => new Date(NOW - minutes * 60_000).toISOString();
const node = { kind: 'Node', name: 'ip-10-20-32-53' } as const;

const past: Partial<HistoryView> = {
  healthyShare: 0.9712,
  spans: [
    { state: 'healthy', from: ago(1440), to: ago(400), rules: [] },
    { state: 'gap', from: ago(400), to: ago(390), rules: [] },
    {
      state: 'degraded',
      from: ago(390),
      to: ago(340),
      rules: [{ rule: 'node-lost', severity: 'degraded', object: node }],
    },
    { state: 'healthy', from: ago(340), rules: [] },
  ],
  findings: [
    {
      id: 'node-lost/1',
      rule: 'node-lost',
      severity: 'degraded',
      object: node,
      params: {},
      evidence: 'Node.status.conditions[Ready]',
      from: ago(390),
      to: ago(340),
    },
  ],
};

const Where = () => <p data-testid="where">{useLocation().search}</p>;

function show(view: Partial<HistoryView>, language: Locale = 'en') {
  const client = new InMemoryClustersClient([healthyCluster(NOW)], () => NOW);
  client.setHistory(view);
  renderElement(
    <>
      <Where />
      <HistoryPanel cluster={CLUSTER} />
    </>,
    { client, language },
  );
  return client;
}

beforeEach(() => {
  jest.spyOn(Date, 'now').mockReturnValue(NOW);
});

it('says the share, names gaps, and tells for a moment what held and why', async () => {
  show(past);
  expect(
    await screen.findByText('Healthy 97% of the watched time'),
  ).toBeInTheDocument();
  const strip = screen.getByRole('group', { name: 'Health of Cluster' });
  expect(
    within(strip).getByRole('button', { name: /^Not watched, / }),
  ).toBeInTheDocument();
  await userEvent.click(
    within(strip).getByRole('button', { name: /^Degraded, / }),
  );
  const moment = screen.getByRole('region', { name: 'What held at' });
  expect(moment).toHaveTextContent('Node ip-10-20-32-53 stopped reporting');
  expect(moment).toHaveTextContent('Node.status.conditions[Ready]');
  expect(screen.getByTestId('where')).toHaveTextContent(
    `?at=${encodeURIComponent(ago(390))}`,
  );
  await userEvent.keyboard('{ArrowLeft}');
  expect(
    screen.getByText('The portal did not watch then, so nothing is known.'),
  ).toBeInTheDocument();
});

it('lists the times that were not healthy, each a way to its moment', async () => {
  show({ ...past, findings: [] });
  const times = await screen.findByRole('region', {
    name: 'Times that were not healthy',
  });
  await userEvent.click(
    within(times).getByRole('button', { name: /stopped reporting/ }),
  );
  expect(
    screen.getByRole('region', { name: 'What held at' }),
  ).toHaveTextContent('Node ip-10-20-32-53 stopped reporting');
  await userEvent.click(screen.getByRole('button', { name: 'All times' }));
  expect(screen.queryByRole('region', { name: 'What held at' })).toBeNull();
});

it('asks for the range of the address and says when nothing was watched', async () => {
  const client = show({});
  const ask = jest.spyOn(client, 'getHistory');
  expect(
    await screen.findByText('Nothing was watched in this range.'),
  ).toBeInTheDocument();
  await userEvent.click(screen.getByRole('button', { name: '7 days' }));
  expect(ask).toHaveBeenCalledWith(CLUSTER, {
    from: ago(7 * 1440),
    to: ago(0),
    group: undefined,
  });
  expect(screen.getByTestId('where')).toHaveTextContent('?range=7d');
});

it('is Chinese', async () => {
  show(past, 'zh');
  expect(
    await screen.findByText('有监测的时间中 97% 健康'),
  ).toBeInTheDocument();
});

it('draws a chart with a sentence, or says that its source is not connected', async () => {
  const facts = healthyCluster(NOW);
  const client = new InMemoryClustersClient(
    [
      {
        ...facts,
        sources: [...facts.sources, { source: 'prometheus', state: 'live' }],
      },
      {
        ...facts,
        name: 'bare',
        sources: [
          ...facts.sources,
          { source: 'prometheus', state: 'unconfigured' },
        ],
      },
    ],
    () => NOW,
  );
  client.setSeries([
    {
      id: 'cpu',
      points: [
        { at: ago(60), value: 91 },
        { at: ago(1), value: 42 },
      ],
    },
  ]);
  renderElement(
    <>
      <ChartCard cluster={CLUSTER} chart="cpu" />
      <ChartCard cluster="bare" chart="memory" />
    </>,
    { client },
  );
  expect(
    await screen.findByRole('img', {
      name: /^CPU used of textloom-nonprod: 42% now, highest 91%, /,
    }),
  ).toBeInTheDocument();
  expect(
    await screen.findByText('Prometheus is not connected.'),
  ).toBeInTheDocument();
});
