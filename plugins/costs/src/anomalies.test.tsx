import { NotAllowedError } from '@backstage/errors';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  anAnomalies,
  anAnomaly,
  CostsAnswers,
  InMemoryCostsClient,
  sampleAnswers,
  TEST_NOW,
} from '@textloom/plugin-costs-common/testUtils';
import { FIRST_SIGHT, renderCosts } from './__testUtils__/renderCosts';

jest.setTimeout(60_000);

beforeEach(() => {
  jest.spyOn(Date, 'now').mockReturnValue(TEST_NOW);
});

const ID = 'anomaly-cdn-2026-11-17';

function show(path = '/costs/anomalies', answers: CostsAnswers = {}) {
  const client = new InMemoryCostsClient({ ...sampleAnswers(), ...answers });
  renderCosts({ client, path });
  return client;
}

const opened = () =>
  screen.findByRole('table', { name: 'What carries it' }, FIRST_SIGHT);

it('opens on what is open, with who, since when, and what was before', async () => {
  show();
  expect(
    await screen.findByText(
      'Since 17 Nov CDN and egress cost $412.18 more than was to be expected.',
      {},
      FIRST_SIGHT,
    ),
  ).toBeVisible();
  const open = within(screen.getByRole('region', { name: 'Open' }));
  expect(open.getByRole('listitem')).toHaveTextContent(
    /Open.*CDN and egress.*Experience · Since 17 Nov, \+191\.7%.*textloom-worker 2\.8\.0 was deployed.*\+\$412\.18/,
  );
  const past = within(screen.getByRole('region', { name: 'Ended or judged' }));
  expect(past.getByRole('listitem')).toHaveTextContent(
    /Planned.*Media storage/,
  );
});

it('opens one in place: days, drivers to Explore, causes to their proposal', async () => {
  show();
  await userEvent.click(
    await screen.findByRole('button', { name: 'Open it' }, FIRST_SIGHT),
  );
  const rows = within(await opened()).getAllByRole('row');
  expect(rows[1]).toHaveTextContent(/InterZone-Out.*Meter.*\+\$398\.02/);
  expect(
    within(rows[1]).getByRole('link', { name: 'InterZone-Out' }),
  ).toHaveAttribute('href', expect.stringMatching(/explore\?from=2026-11-17/));
  expect(
    screen.getByRole('img', {
      name: 'Cost per day of CDN and egress: $627.18 where $215.00 was to be expected, 17–21 Nov.',
    }),
  ).toBeInTheDocument();
  expect(
    screen.getAllByText(/deployed: textloom-worker 2\.8\.0/).length,
  ).toBeGreaterThan(0);
});

it('is restored open from the address, and keeps what was said of it', async () => {
  show('/costs/anomalies?anomaly=anomaly-s3-2026-11-12');
  await opened();
  expect(screen.getByText(/Planned, said media-lead on/)).toBeVisible();
  expect(screen.getByText('Lifecycle move to Glacier.')).toBeVisible();
});

it('says that an anomaly of a link is not among those that are seen', async () => {
  show('/costs/anomalies?anomaly=gone');
  await userEvent.click(
    await screen.findByRole('button', { name: 'Show all' }, FIRST_SIGHT),
  );
  expect(
    screen.queryByText('This anomaly is not among those that you see.'),
  ).toBeNull();
});

it('is judged with a note, once', async () => {
  const client = show(`/costs/anomalies?anomaly=${ID}`);
  await opened();
  await userEvent.click(
    screen.getByRole('button', { name: 'Say what it is…' }),
  );
  const dialog = within(await screen.findByRole('dialog'));
  await userEvent.selectOptions(dialog.getByLabelText('It is'), 'planned');
  await userEvent.type(dialog.getByLabelText('Note'), ' Cutover. ');
  await userEvent.click(dialog.getByRole('button', { name: 'Say so' }));
  await screen.findByRole('button', { name: 'Say what it is…' });
  expect(client.asked('giveFeedback')).toEqual([
    ID,
    { value: 'planned', note: 'Cutover.' },
  ]);
});

it("shows the server's no in the dialog, and keeps what was typed", async () => {
  const client = show(`/costs/anomalies?anomaly=${ID}`);
  client.fail('giveFeedback', new NotAllowedError('you cannot'));
  await opened();
  await userEvent.click(
    screen.getByRole('button', { name: 'Say what it is…' }),
  );
  const dialog = within(await screen.findByRole('dialog'));
  await userEvent.type(dialog.getByLabelText('Note'), 'Cutover');
  await userEvent.click(dialog.getByRole('button', { name: 'Say so' }));
  expect(await dialog.findByText('The portal said no.')).toBeVisible();
  expect(dialog.getByLabelText('Note')).toHaveValue('Cutover');
});

it('shows a thousand of them', async () => {
  show('/costs/anomalies', {
    anomalies: anAnomalies({
      anomalies: Array.from({ length: 1000 }, (_, index) =>
        anAnomaly({ id: `a-${index}`, impact: String(index) }),
      ),
    }),
  });
  expect(
    await screen.findByText('999 other anomalies are open.', {}, FIRST_SIGHT),
  ).toBeVisible();
});

it('says when there are none', async () => {
  show('/costs/anomalies', { anomalies: anAnomalies({ anomalies: [] }) });
  expect(
    await screen.findByText('No anomaly is open.', {}, FIRST_SIGHT),
  ).toBeVisible();
  expect(screen.getByText('None yet.')).toBeVisible();
});
