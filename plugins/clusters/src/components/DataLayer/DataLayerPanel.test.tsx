import { screen, within } from '@testing-library/react';
import {
  SIGNAL_IDS,
  SignalSummary,
  SloSummary,
} from '@textloom/plugin-clusters-common';
import { NOW, renderElement } from '../../__testUtils__/renderClusters';
import { SignalsCard } from '../Signals/SignalsCard';
import { systemOf, worstFirst } from '../Signals/systems';
import { SloPanel } from '../Slos/SloPanel';
import { SourcesCard } from '../Sources/SourcesCard';
import { DataLayerPanel } from './DataLayerPanel';

jest.setTimeout(60_000);

beforeEach(() => {
  jest.spyOn(Date, 'now').mockReturnValue(NOW);
});

const at = new Date(NOW - 12_000).toISOString();
const signal = (
  id: SignalSummary['signal'],
  subject: string,
  extra: Partial<SignalSummary>,
): SignalSummary => ({
  signal: id,
  subject,
  value: 1,
  unit: 'count',
  at,
  ...extra,
});

const signals = [
  signal('postgres-connections', 'pg-0', {
    value: 61,
    unit: 'percent',
    limit: { value: 80, bad: 'above' },
  }),
  signal('postgres-lag', 'pg-1', {
    value: 7.25,
    unit: 'seconds',
    limit: { value: 5, bad: 'above' },
    severity: 'degraded',
  }),
  signal('certificate-expiry', 'api-tls', {
    value: 86_400 * 3,
    unit: 'seconds',
    limit: { value: 86_400 * 7, bad: 'below' },
    severity: 'warning',
  }),
];

it('gives every signal a system', () => {
  expect(new Set(SIGNAL_IDS.map(systemOf)).size).toBe(10);
  expect(systemOf('queue-wait')).toBe('work');
  expect(systemOf('video-success')).toBe('business');
});

it('puts the worst first, and those without finding by name', () => {
  const named = (id: SignalSummary['signal'], severity?: 'critical' | 'info') =>
    signal(id, 'x', { severity });
  expect(
    worstFirst([
      named('redis-memory'),
      named('minio-free', 'info'),
      named('istio-5xx'),
      named('istio-p99', 'critical'),
    ]).map(entry => entry.signal),
  ).toEqual(['istio-p99', 'minio-free', 'istio-5xx', 'redis-memory']);
});

it('shows each value against its limit and names what is not measured', async () => {
  renderElement(
    <DataLayerPanel
      signals={signals}
      sources={[{ source: 'prometheus', state: 'live', at }]}
    />,
    {},
  );
  const card = await screen.findByRole('region', { name: 'PostgreSQL' });
  expect(card).toHaveTextContent('1 signal beyond its limit');
  const rows = within(card).getAllByRole('row').slice(1);
  expect(rows[0]).toHaveTextContent(
    /Replication lag.*pg-1.*7\.3 s.*at most 5 s.*Beyond limit.*12 s/,
  );
  expect(rows[1]).toHaveTextContent(
    /Connections used.*pg-0.*61%.*at most 80%.*Within limit/,
  );
  expect(
    screen.getByRole('region', { name: 'Certificates' }),
  ).toHaveTextContent(/3 days.*at least 7 days/);
  expect(
    screen.getByText(/^Not measured: PgBouncer, Redis, MinIO, Istio\./),
  ).toBeInTheDocument();
});

it('says how to connect Prometheus, and draws no empty card', async () => {
  renderElement(
    <>
      <DataLayerPanel
        sources={[{ source: 'prometheus', state: 'unconfigured' }]}
      />
      <SignalsCard systems={['api']} signals={signals} />
    </>,
    {},
  );
  expect(
    await screen.findByText('Prometheus is not connected.'),
  ).toBeInTheDocument();
  expect(screen.getByText(/prometheus in clusters\.sources/)).toBeVisible();
  expect(screen.queryByRole('region', { name: 'Measured' })).toBeNull();
});

it('counts what is not connected not as missing, and says how to connect it', async () => {
  renderElement(
    <SourcesCard
      sources={[
        { source: 'api', state: 'live', at },
        { source: 'eks', state: 'unconfigured' },
        { source: 'prometheus', state: 'error', problem: 'timeout' },
      ]}
    />,
    {},
  );
  expect(await screen.findByText('1 source is missing')).toBeInTheDocument();
  expect(screen.getByText('Not connected')).toBeInTheDocument();
  expect(screen.getByText(/region and name under eks/)).toBeInTheDocument();
  expect(
    screen.getByText('Prometheus did not answer in time.'),
  ).toBeInTheDocument();
});

const slo = (title: string, extra: Partial<SloSummary>): SloSummary => ({
  id: title,
  title,
  objective: 0.9995,
  windowDays: 30,
  ...extra,
});

it('shows the objective in danger first; without data it is unknown', async () => {
  renderElement(
    <SloPanel
      slos={[
        slo('Sign-in', {}),
        slo('Upload', { budgetLeft: 0.62, good: 0.9998, burnRate: 0.44 }),
        slo('Render', {
          budgetLeft: -0.2,
          burnRate: 14.42,
          severity: 'critical',
        }),
      ]}
    />,
    {},
  );
  const items = (await screen.findAllByRole('listitem')).map(
    item => item.textContent,
  );
  expect(items[0]).toMatch(/^Render.*budget spent, 20% over.*14\.4 times/);
  expect(items[1]).toMatch(
    /^Upload99.95% over 30 days.*62% of the budget left/,
  );
  expect(items[1]).toContain('99.98% good so far');
  expect(items[2]).toMatch(/^Sign-in.*no events measured/);
});
