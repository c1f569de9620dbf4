import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { NOW, renderElement } from '../../__testUtils__/renderClusters';
import { healthyCluster } from '../../__testUtils__/worlds';
import { AlertsPanel } from './AlertsPanel';

jest.setTimeout(60_000);

// In a file of its own: the app remembers decisions of the tests before.
it('says why an alert may not be silenced and a silence not be ended', async () => {
  jest.spyOn(Date, 'now').mockReturnValue(NOW);
  const at = new Date(NOW).toISOString();
  const facts = healthyCluster(NOW);
  renderElement(<AlertsPanel cluster={facts.name} />, {
    allowed: false,
    facts: [
      {
        ...facts,
        sources: [
          ...facts.sources,
          { source: 'alertmanager', state: 'live', at },
        ],
        alerts: [
          {
            fingerprint: 'f1',
            name: 'ApiDown',
            priority: 'P0',
            state: 'active',
            since: at,
            updatedAt: at,
            labels: { alertname: 'ApiDown' },
            silencedBy: [],
            inhibitedBy: [],
            receivers: [],
          },
        ],
        silences: [
          {
            id: 's1',
            state: 'active',
            matchers: [],
            startsAt: at,
            endsAt: new Date(NOW + 60_000).toISOString(),
            createdBy: 'user:default/he-jun',
            comment: 'disk swap',
          },
        ],
      },
    ],
  });
  await screen.findByText(/^You may not end silences\./);
  const button = screen.getByRole('button', { name: 'Silence…' });
  expect(button).toHaveAccessibleDescription(/clusters\.silence\.create; SRE/);
  await userEvent.click(button);
  await userEvent.click(screen.getByRole('button', { name: 'End now' }));
  expect(screen.queryByRole('dialog')).toBeNull();
});
