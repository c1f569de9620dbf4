import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ClustersSignal } from '@textloom/plugin-clusters-common';
import { InMemoryClustersClient } from '@textloom/plugin-clusters-common/testUtils';
import { NOW, renderClusters } from './__testUtils__/renderClusters';
import { HandSignals } from '@textloom/ui/testUtils';
import { degradedCluster } from './__testUtils__/badDays';
import { healthyCluster } from './__testUtils__/worlds';

/** The page is loaded on demand, which takes a while on a busy machine. */
const FIRST_SIGHT = { timeout: 30_000 };

jest.setTimeout(60_000);

const PROD = { name: 'textloom-prod', title: 'textloom-prod' };

function setup() {
  const client = new InMemoryClustersClient(
    [healthyCluster(NOW, PROD)],
    () => NOW,
  );
  const asked = jest.spyOn(client, 'getCluster');
  const signals = new HandSignals<ClustersSignal>();
  renderClusters({ client, signals, path: '/clusters/textloom-prod' });
  return { client, asked, signals };
}

let now = NOW;
beforeEach(() => {
  now = NOW;
  jest.spyOn(Date, 'now').mockImplementation(() => now);
});

describe('live updates', () => {
  it('fetches again when its cluster changed, and only then', async () => {
    const { client, asked, signals } = setup();
    await screen.findByRole('table', { name: 'Node groups' }, FIRST_SIGHT);
    const before = asked.mock.calls.length;

    act(() => signals.send({ cluster: 'another', revision: 7 }));
    act(() => signals.send({ cluster: 'textloom-prod', revision: 1 }));
    expect(asked.mock.calls.length).toBe(before);

    client.setFacts([degradedCluster(NOW)]);
    act(() => signals.send({ cluster: 'textloom-prod', revision: 2 }));
    expect(
      await screen.findByText(/The workers group lost a node\./),
    ).toBeVisible();
    expect(asked.mock.calls.length).toBe(before + 1);
  });

  it('answers a storm of changes with few requests, the last one after the storm', async () => {
    const { asked, signals } = setup();
    await screen.findByRole('table', { name: 'Node groups' }, FIRST_SIGHT);
    const before = asked.mock.calls.length;
    act(() => {
      for (let revision = 2; revision < 102; revision++) {
        signals.send({ cluster: 'textloom-prod', revision });
      }
    });
    await waitFor(() => expect(asked.mock.calls.length).toBe(before + 2));
  });

  it('does not reorder groups under the pointer', async () => {
    const { client, signals } = setup();
    const table = await screen.findByRole(
      'table',
      { name: 'Node groups' },
      FIRST_SIGHT,
    );
    const names = () =>
      screen
        .getAllByRole('rowheader')
        .map(row => row.textContent?.match(/^[a-z]+/)?.[0])
        .filter(name => ['api', 'workers'].includes(name ?? ''));
    expect(names()).toEqual(['api', 'workers']);

    await userEvent.hover(table);
    client.setFacts([degradedCluster(NOW)]);
    act(() => signals.send({ cluster: 'textloom-prod', revision: 2 }));
    const update = await screen.findByRole('button', { name: /update order/ });
    expect(names()).toEqual(['api', 'workers']);

    await userEvent.click(update);
    expect(names()).toEqual(['workers', 'api']);
  });

  it('keeps the last answer when the service falls silent, but nothing stays healthy', async () => {
    const { client, asked, signals } = setup();
    await screen.findByRole('table', { name: 'Node groups' }, FIRST_SIGHT);
    expect(screen.getAllByText('Healthy').length).toBeGreaterThan(0);
    asked.mockRejectedValue(new TypeError('Failed to fetch'));
    now = NOW + 90_000;
    act(() => signals.send({ cluster: 'textloom-prod', revision: 9 }));
    expect(
      await screen.findByText(/What you see is the last answer/),
    ).toBeVisible();
    await waitFor(() =>
      expect(screen.queryByText('Healthy')).not.toBeInTheDocument(),
    );
    expect(
      screen.getByRole('table', { name: 'Node groups' }),
    ).toBeInTheDocument();
    expect(client).toBeDefined();
  });
});
