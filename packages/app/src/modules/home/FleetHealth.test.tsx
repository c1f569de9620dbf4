import { screen } from '@testing-library/react';
import homePlugin from '@backstage/plugin-home/alpha';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { ClusterSummary } from '@textloom/plugin-clusters-common';
import { renderPortal, session } from '../../__testUtils__/renderPortal';

jest.setTimeout(60_000);

const healthy = (title: string): ClusterSummary => {
  const figure = { allocatable: 1 };
  return {
    name: title,
    title,
    state: 'healthy',
    freshness: { state: 'live' },
    zones: [],
    nodes: { ready: 2, total: 2 },
    groups: { healthy: 1, total: 1 },
    findings: { info: 0, warning: 0, degraded: 0, critical: 0, unknown: 0 },
    capacity: { cpu: figure, memory: figure, pods: figure },
    sources: [],
  };
};

it.each([
  [1, 'The cluster is healthy.'],
  [2, 'Both clusters are healthy.'],
  [3, 'All 3 clusters are healthy.'],
])('says naturally that %d are healthy', async (count, sentence) => {
  localStorage.setItem('textloom.sandbox.role', 'sre');
  renderPortal({
    plugins: [catalogPlugin, homePlugin],
    answers: {
      '/api/auth/sandbox/refresh': (role: string) => session(role),
      '/api/clusters/fleet': {
        generatedAt: '2026-03-02T12:00:00.000Z',
        clusters: Array.from({ length: count }, (_, n) => healthy(`c${n}`)),
      },
    },
  });
  expect(
    await screen.findByText(sentence, {}, { timeout: 30_000 }),
  ).toBeVisible();
});
