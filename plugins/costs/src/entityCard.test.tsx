import { EntityProvider } from '@backstage/plugin-catalog-react';
import { NotAllowedError } from '@backstage/errors';
import { screen } from '@testing-library/react';
import {
  anEntityCost,
  CostsAnswers,
  InMemoryCostsClient,
  sampleAnswers,
  TEST_NOW,
} from '@textloom/plugin-costs-common/testUtils';
import { Locale } from '@textloom/ui';
import { visibleText } from '@textloom/ui/testUtils';
import { englishWords } from './__testUtils__/english';
import { renderElement } from './__testUtils__/renderCosts';
import { EntityCard } from './components/EntityCard/EntityCard';

jest.setTimeout(60_000);

const WORKER = 'component:default/textloom-worker';

beforeEach(() => {
  jest.spyOn(Date, 'now').mockReturnValue(TEST_NOW);
});

function show(answers: CostsAnswers = {}, language: Locale = 'en') {
  const client = new InMemoryCostsClient({ ...sampleAnswers(), ...answers });
  renderElement(
    <EntityProvider
      entity={{
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Component',
        metadata: { name: 'textloom-worker' },
      }}
    >
      <EntityCard />
    </EntityProvider>,
    { client, language },
  );
  return client;
}

it('shows cost, trend, forecast, unit cost, what is odd and the next step', async () => {
  const client = show();
  expect(await screen.findByText('$6,214.08')).toBeVisible();
  expect(client.asked('getEntity')?.[0]).toBe(WORKER);
  expect(screen.getByText('+6.2%')).toBeVisible();
  expect(screen.getByRole('link', { name: '$8,827' })).toHaveAttribute(
    'href',
    expect.stringMatching(/^\/costs\/forecast\?filter=component/),
  );
  expect(screen.getByText('$0.0137')).toBeVisible();
  expect(
    screen.getByRole('img', { name: 'Cost per day, 1–21 Nov' }),
  ).toBeVisible();
  expect(
    screen.getByRole('link', {
      name: 'textloom-worker: $412.18 more than was to be expected',
    }),
  ).toHaveAttribute(
    'href',
    '/costs/anomalies?anomaly=anomaly-worker-2026-11-17',
  );
  expect(
    screen.getByRole('link', { name: 'Right-size textloom-priority-worker' }),
  ).toBeVisible();
  expect(screen.getByRole('link', { name: 'Explore' })).toHaveAttribute(
    'href',
    expect.stringMatching(/^\/costs\/explore\?.*groupBy=service/),
  );
});

it('says how costs come to it when there are none', async () => {
  show({ entities: { [WORKER]: anEntityCost({ daily: [] }) } });
  expect(
    await screen.findByText('Nothing of this month’s bill is of it.'),
  ).toBeVisible();
});

it('says so of an entity that the costs do not know', async () => {
  show({ entities: {} });
  expect(
    await screen.findByText('Nothing of this month’s bill is of it.'),
  ).toBeVisible();
});

it('shows nothing to who may not see it', async () => {
  const client = new InMemoryCostsClient();
  client.fail('getEntity', new NotAllowedError('not yours'));
  renderElement(
    <EntityProvider
      entity={{
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Component',
        metadata: { name: 'textloom-worker' },
      }}
    >
      <EntityCard />
    </EntityProvider>,
    { client },
  );
  expect(await screen.findByText('You cannot see costs.')).toBeVisible();
  expect(screen.queryByText('$6,214.08')).toBeNull();
});

it('has no English in Chinese', async () => {
  show({}, 'zh');
  await screen.findByText('$6,214.08');
  expect(englishWords(visibleText())).toEqual([]);
});
