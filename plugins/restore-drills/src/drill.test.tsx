import { act, fireEvent, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  DrillView,
  LogLine,
  RestoreDrillsSignal,
} from '@textloom/plugin-restore-drills-common';
import {
  aDrillView,
  InMemoryRestoreDrillsClient,
  SAMPLE_DRILLS,
  sampleAnswers,
  TEST_NOW,
} from '@textloom/plugin-restore-drills-common/testUtils';
import { HandSignals } from '@textloom/ui/testUtils';
import {
  FIRST_SIGHT,
  renderRestoreDrills,
} from './__testUtils__/renderRestoreDrills';

jest.setTimeout(60_000);

beforeEach(() => {
  jest.spyOn(Date, 'now').mockReturnValue(TEST_NOW);
});

const phases = () =>
  screen.findByRole('list', { name: 'Steps of the drill' }, FIRST_SIGHT);

async function show(
  sample: keyof typeof SAMPLE_DRILLS,
  change: (view: DrillView) => DrillView = view => view,
) {
  const view = change(aDrillView(SAMPLE_DRILLS[sample]));
  const { id } = view.drill;
  const signals = new HandSignals<RestoreDrillsSignal>();
  const answers = sampleAnswers();
  const client = new InMemoryRestoreDrillsClient({
    ...answers,
    drills: { ...answers.drills, [id]: view },
  });
  renderRestoreDrills({
    client,
    signals,
    path: `/restore-drills/drills/${id}`,
  });
  await phases();
  return { client, signals, id };
}

const figure = (label: string) => screen.getByText(label).parentElement!;

it('shows a passed drill with time and loss, and how both came about', async () => {
  await show('passed');
  expect(
    screen.getByRole('heading', { name: /^Service would be back in/ }),
  ).toBeVisible();
  expect([...(await phases()).children].map(step => step.textContent)).toEqual(
    expect.arrayContaining([expect.stringMatching(/^RestorePassed/)]),
  );
  expect(figure('Time to recover')).toHaveTextContent('RTO 1 h');
  expect(figure('Data lost, at most')).toHaveTextContent('RPO 15 min');
  const loss = screen.getByRole('region', { name: 'How much was lost' });
  expect(loss).toHaveTextContent('Newest marker without a hole');
  expect(loss).toHaveTextContent('no number is missing');
  const time = screen.getByRole('table', { name: 'How the time is made up' });
  expect(time).toHaveTextContent('Until somebody notices');
  expect(time).toHaveTextContent('assumed');
  const owners = screen.getByRole('list', { name: 'Whose time it was' });
  expect(owners.children).toHaveLength(3);
  expect(screen.getByText(/^Chain verified, \d+ events$/)).toBeVisible();
});

it('leads from a figure to how it came about', async () => {
  await show('passed');
  const [time, loss] = screen.getAllByRole('link', { name: 'how?' });
  expect(document.querySelector(time.getAttribute('href')!)).toHaveTextContent(
    'How the time is made up',
  );
  expect(document.querySelector(loss.getAttribute('href')!)).toHaveTextContent(
    'How much was lost',
  );
});

it('names the lost segment of a failed drill, and takes an acknowledgement with a reason', async () => {
  const { client, id } = await show('failed');
  expect(
    screen.getByRole('heading', { name: /000000010000000000000031/ }),
  ).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Acknowledge…' }));
  const dialog = within(await screen.findByRole('dialog'));
  const confirm = dialog.getByRole('button', { name: 'Acknowledge' });
  await userEvent.click(confirm);
  expect(dialog.getByText('Say why.')).toBeVisible();
  expect(client.calls).toEqual([]);
  await userEvent.type(dialog.getByRole('textbox'), 'archive is mended');
  await userEvent.click(confirm);
  expect(client.calls[0]).toMatchObject({
    method: 'acknowledge',
    args: [id, { reason: 'archive is mended' }],
  });
});

it('follows a running drill, and cancels it', async () => {
  const { client, signals, id } = await show('running');
  const running = [...(await phases()).children].find(
    step => step.getAttribute('aria-current') === 'step',
  )!;
  expect(running).toHaveTextContent(/^RestoreRunning/);
  expect(figure('Restored')).toHaveTextContent('769 MBof 1.2 GB');
  expect(figure('Time to recover')).toHaveTextContent('measured at the end');
  await userEvent.click(
    screen.getByRole('button', { name: 'Cancel the drill…' }),
  );
  const dialog = within(await screen.findByRole('dialog'));
  await userEvent.click(
    dialog.getByRole('button', { name: 'Cancel the drill' }),
  );
  expect(client.calls[0]).toMatchObject({ method: 'cancel', args: [id, {}] });
  const { drill } = SAMPLE_DRILLS.cancelled;
  client.set({
    drills: {
      [id]: { ...aDrillView(SAMPLE_DRILLS.cancelled), drill: { ...drill, id } },
    },
  });
  act(() => signals.send({ drill: id }));
  expect(
    await screen.findByRole('heading', { name: /^Cancelled by/ }),
  ).toBeVisible();
});

it('gives the reason of the server where the reader may not', async () => {
  await show('running', view => ({
    ...view,
    cancel: { ok: false, reason: 'no-permission' },
  }));
  expect(
    screen.getByRole('button', { name: 'Cancel the drill…' }),
  ).toHaveAccessibleDescription(/You may not do this/);
});

it('says that the chain is broken', async () => {
  await show('passed', view => ({
    ...view,
    chain: { state: 'broken', sequence: 4 },
  }));
  expect(screen.getByText('The chain is broken at event 4')).toBeVisible();
});

it('marks what was lost beyond the limit', async () => {
  await show('passed', view => ({
    ...view,
    drill: { ...view.drill, target: { rtoMs: 1_000, rpoMs: 1_000 } },
  }));
  expect(figure('Time to recover')).toHaveTextContent('over RTO 1 s');
});

describe('evidence', () => {
  const made: { href: string; download: string; target: string }[] = [];
  const blobs: Blob[] = [];

  beforeEach(() => {
    made.length = 0;
    blobs.length = 0;
    // jsdom has neither object URLs nor downloads.
    Object.assign(URL, {
      createObjectURL: (blob: Blob) => `blob:${blobs.push(blob)}`,
      revokeObjectURL: () => {},
    });
    jest
      .spyOn(HTMLAnchorElement.prototype, 'click')
      .mockImplementation(function keep(this: HTMLAnchorElement) {
        const { href, download, target } = this;
        made.push({ href, download, target });
      });
  });
  afterEach(() => jest.restoreAllMocks());

  it('is saved as a file, and the report opens in a tab of its own', async () => {
    const { id } = await show('passed');
    fireEvent.click(
      screen.getByRole('button', { name: 'Download the evidence' }),
    );
    await screen.findByRole('button', { name: 'Download the evidence' });
    await act(async () => {});
    expect(made[0]).toMatchObject({
      href: 'blob:1',
      download: `${id}.evidence.json`,
    });
    fireEvent.click(screen.getByRole('button', { name: 'Open the report' }));
    await act(async () => {});
    expect(made[1]).toMatchObject({ href: 'blob:2', target: '_blank' });
    expect(blobs.map(({ type }) => type)).toEqual([
      'application/json',
      'text/html;charset=utf-8',
    ]);
  });

  it('says that it could not be fetched', async () => {
    const { client } = await show('passed');
    client.fail('getReport', new Error('no report'));
    fireEvent.click(screen.getByRole('button', { name: 'Open the report' }));
    expect(await screen.findByText('It could not be fetched.')).toBeVisible();
    expect(made).toEqual([]);
  });
});

describe('log', () => {
  const lines = (from: number, count: number): LogLine[] =>
    Array.from({ length: count }, (_, n) => ({
      line: from + n,
      at: TEST_NOW,
      step: 'restore',
      text: `said ${from + n}`,
    }));

  /** jsdom lays nothing out: the box is 100 px high over 1000 px of lines. */
  function lay(box: HTMLElement, scrollTop: number) {
    Object.defineProperties(box, {
      scrollHeight: { configurable: true, value: 1_000 },
      clientHeight: { configurable: true, value: 100 },
      scrollTop: { configurable: true, writable: true, value: scrollTop },
    });
    fireEvent.scroll(box);
  }

  it('follows only at its end, else says how much came', async () => {
    const view = aDrillView(SAMPLE_DRILLS.running);
    const { id } = view.drill;
    const client = new InMemoryRestoreDrillsClient({
      ...sampleAnswers(),
      drills: { [id]: view },
      logs: { [id]: lines(1, 3) },
    });
    renderRestoreDrills({ client, path: `/restore-drills/drills/${id}` });
    expect(await screen.findByText('said 3', {}, FIRST_SIGHT)).toBeVisible();
    const box = screen.getByRole('log', { name: 'Log' });
    lay(box, 0);
    client.set({ logs: { [id]: lines(1, 5) } });
    const more = await screen.findByRole('button', {
      name: '2 new lines below',
    });
    expect(box.scrollTop).toBe(0);
    await userEvent.click(more);
    expect(box.scrollTop).toBe(1_000);
    expect(screen.queryByRole('button', { name: /below$/ })).toBeNull();
  });

  it('reads a long log of an ended drill to its end', async () => {
    const view = aDrillView(SAMPLE_DRILLS.passed);
    const { id } = view.drill;
    const client = new InMemoryRestoreDrillsClient({
      ...sampleAnswers(),
      drills: { [id]: view },
      logs: { [id]: lines(1, 1_201) },
    });
    renderRestoreDrills({ client, path: `/restore-drills/drills/${id}` });
    expect(await screen.findByText('said 1201', {}, FIRST_SIGHT)).toBeVisible();
    expect(screen.getByText('said 1')).toBeVisible();
  });
});
