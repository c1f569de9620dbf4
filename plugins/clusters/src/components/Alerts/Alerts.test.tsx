import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  AlertFacts,
  ClusterFacts,
  SourceState,
} from '@textloom/plugin-clusters-common';
import { InMemoryClustersClient } from '@textloom/plugin-clusters-common/testUtils';
import { Locale } from '@textloom/ui';
import { visibleText } from '@textloom/ui/testUtils';
import { englishWords } from '../../__testUtils__/english';
import { NOW, renderElement } from '../../__testUtils__/renderClusters';
import { healthyCluster } from '../../__testUtils__/worlds';
import { AlertsPanel } from './AlertsPanel';

jest.setTimeout(60_000);

const CLUSTER = 'textloom-nonprod';
const ago = (minutes: number) => new Date(NOW - minutes * 60_000).toISOString();

const alert = (name: string, extra: Partial<AlertFacts> = {}): AlertFacts => ({
  fingerprint: name,
  name,
  priority: 'P1',
  state: 'active',
  since: ago(14),
  updatedAt: ago(1),
  labels: { alertname: name, team: 'video' },
  silencedBy: [],
  inhibitedBy: [],
  receivers: ['textloom-pager'],
  ...extra,
});

function world(overrides: Partial<ClusterFacts>): ClusterFacts {
  const facts = healthyCluster(NOW);
  return {
    ...facts,
    sources: [
      ...facts.sources,
      { source: 'alertmanager', state: 'live', at: ago(0) },
    ],
    ...overrides,
  };
}

function show(facts: ClusterFacts, options: { language?: Locale } = {}) {
  const client = new InMemoryClustersClient([facts], () => NOW);
  renderElement(<AlertsPanel cluster={CLUSTER} />, { client, ...options });
  return client;
}

beforeEach(() => {
  jest.spyOn(Date, 'now').mockReturnValue(NOW);
});

const firing = world({
  alerts: [
    alert('QueueBacklog'),
    alert('ApiDown', { priority: 'P0', summary: 'api answers nothing' }),
    alert('Known', { state: 'suppressed', silencedBy: ['s1'] }),
  ],
  silences: [
    {
      id: 's1',
      state: 'active',
      matchers: [
        { name: 'alertname', value: 'Known', isRegex: false, isEqual: true },
      ],
      startsAt: ago(60),
      endsAt: ago(-60),
      createdBy: 'user:default/he-jun',
      comment: 'disk swap',
    },
  ],
});

it('shows the most urgent first and folds what is silenced', async () => {
  show(firing);
  const names = (await screen.findAllByRole('heading', { level: 4 })).map(
    heading => heading.textContent,
  );
  expect(names).toEqual(['ApiDown', 'QueueBacklog', 'Known']);
  expect(screen.getByText('2 fire, most urgent first')).toBeInTheDocument();
  expect(screen.getByText('1 suppressed alert')).toBeInTheDocument();
  expect(screen.getByText('api answers nothing')).toBeInTheDocument();
});

it('silences by chosen labels and says what that hides', async () => {
  const client = show(firing);
  const create = jest.spyOn(client, 'createSilence');
  const buttons = await screen.findAllByRole('button', { name: 'Silence…' });
  await userEvent.click(buttons[0]);
  const dialog = screen.getByRole('dialog', { name: 'Silence ApiDown?' });
  expect(dialog).toHaveAccessibleDescription(/^Hides 1 alert that matches/);
  await userEvent.click(
    within(dialog).getByRole('checkbox', { name: /alertname/ }),
  );
  expect(dialog).toHaveAccessibleDescription(/^Hides 2 alerts.* for 4 hours/);
  await userEvent.click(
    within(dialog).getByRole('button', { name: 'Silence it' }),
  );
  expect(create).not.toHaveBeenCalled();
  const why = within(dialog).getByRole('textbox', { name: 'Why' });
  expect(why).toHaveAccessibleDescription('Say why, in at least 3 characters.');
  await userEvent.type(why, 'planned work');
  await userEvent.selectOptions(within(dialog).getByRole('combobox'), '1 hour');
  await userEvent.click(
    within(dialog).getByRole('button', { name: 'Silence it' }),
  );
  expect(create).toHaveBeenCalledWith(CLUSTER, {
    matchers: [{ name: 'team', value: 'video', isRegex: false, isEqual: true }],
    minutes: 60,
    comment: 'planned work',
  });
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(await screen.findByText('planned work')).toBeInTheDocument();
});

it("keeps the dialog with the server's no", async () => {
  const client = show(firing);
  jest
    .spyOn(client, 'createSilence')
    .mockRejectedValue(new Error('Alertmanager is read-only'));
  await userEvent.click(
    (
      await screen.findAllByRole('button', { name: 'Silence…' })
    )[0],
  );
  await userEvent.type(screen.getByRole('textbox', { name: 'Why' }), 'try it');
  await userEvent.click(screen.getByRole('button', { name: 'Silence it' }));
  expect(
    await screen.findByText('Alertmanager is read-only'),
  ).toBeInTheDocument();
  expect(screen.getByRole('textbox', { name: 'Why' })).toHaveValue('try it');
});

it('ends a silence after a question that counts what it holds back', async () => {
  const client = show(firing);
  const expire = jest.spyOn(client, 'expireSilence');
  await userEvent.click(await screen.findByRole('button', { name: 'End now' }));
  const dialog = screen.getByRole('dialog');
  expect(dialog).toHaveAccessibleDescription('1 alert notifies again at once.');
  await userEvent.click(
    within(dialog).getByRole('button', { name: 'End now' }),
  );
  await waitFor(() => expect(expire).toHaveBeenCalledWith(CLUSTER, 's1'));
  expect(await screen.findByText('No alert is silenced.')).toBeInTheDocument();
});

const withSource = (state: SourceState) => {
  const facts = world({ alerts: [] });
  show({
    ...facts,
    sources: facts.sources.map(status =>
      status.source === 'alertmanager' ? { ...status, state } : status,
    ),
  });
};

it.each([
  ['live', 'No alert fires.'],
  ['stale', 'No alert was firing when Alertmanager was last heard.'],
  [
    'stale',
    'Alertmanager does not answer. What you see is the last known state.',
  ],
] as const)('with a %s source says %s', async (state, words) => {
  withSource(state);
  expect(await screen.findByText(words)).toBeInTheDocument();
});

it.each([
  ['unconfigured', 'Alertmanager is not connected.'],
  ['denied', 'Alertmanager gives no answer.'],
] as const)('with a %s source claims nothing', async (state, words) => {
  withSource(state);
  expect(await screen.findByText(words)).toBeInTheDocument();
  expect(screen.queryByText(/No alert/)).toBeNull();
});

it('is Chinese throughout', async () => {
  show(firing, { language: 'zh' });
  await userEvent.click(
    (
      await screen.findAllByRole('button', { name: '静默…' })
    )[0],
  );
  const words = englishWords(visibleText()).filter(
    word => !/^(P\d|ApiDown|default\/he-jun|user)$/.test(word),
  );
  expect(words).toEqual([]);
});
