import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderPart } from '../../__testUtils__/renderPart';
import { StackedBars } from './StackedBars';

const format = (value: string) => `$${value}`;
const bars = (onSave?: () => void) => (
  <StackedBars
    label="Costs rose on 2 Nov"
    bucketLabel="Day"
    buckets={[
      { id: '2026-11-01', label: '1 Nov' },
      { id: '2026-11-02', label: '2 Nov' },
      { id: '2026-11-03', label: '3 Nov' },
    ]}
    series={[
      { id: 'render', label: 'Render', colour: 1, values: ['10.1', '20.2'] },
      { id: 'credit', label: 'Credits', colour: 2, values: ['-1', undefined] },
    ]}
    forecast={{ '2026-11-03': { amount: '18', low: '15', high: '22' } }}
    forecastLabel="forecast"
    limit={{ value: '17', label: 'budget $17' }}
    markers={[
      {
        id: 'a',
        bucket: '2026-11-02',
        kind: 'anomaly',
        label: 'Render doubled',
        href: '/anomaly',
      },
      { id: 'b', bucket: '2026-10-30', kind: 'event', label: 'earlier' },
    ]}
    today="2026-11-02"
    format={format}
    formatAxis={value => `$${value}`}
    onSave={onSave}
  />
);

async function drawn(container: HTMLElement) {
  await waitFor(() =>
    expect(container.querySelector('.tl-chart__svg')).not.toBeNull(),
  );
}

const legend = () =>
  screen.getAllByRole('listitem').map(({ textContent }) => textContent);

it('draws layers, what is foreseen with its range, the limit, markers and today', async () => {
  const { container } = renderPart(bars());
  await drawn(container);
  const count = (selector: string) =>
    container.querySelectorAll(selector).length;
  expect(count('.tl-bars__bar rect')).toBe(3);
  expect(count('.tl-bars__hatched')).toBe(1);
  expect(count('.tl-bars__whisker')).toBe(1);
  expect(count('.tl-bars__limit')).toBe(1);
  expect(screen.getByText('budget $17')).toBeVisible();
  // A marker outside of the bars is told, not drawn.
  expect(count('.tl-bars__marker')).toBe(1);
  expect(count('.tl-bars__today')).toBe(1);
  expect(screen.getByRole('img')).toHaveAccessibleName('Costs rose on 2 Nov');
  expect(screen.getByRole('link', { name: 'Render doubled' })).toHaveAttribute(
    'href',
    '/anomaly',
  );
});

it('sums its layers exactly, the top of the stack on top', async () => {
  const { container } = renderPart(bars());
  await drawn(container);
  expect(legend().slice(0, 3)).toEqual([
    'Credits $-1',
    'Render $30.3',
    'Total $29.3',
  ]);
});

it('reads values by arrow keys and stops at both ends', async () => {
  const { container } = renderPart(bars());
  await drawn(container);
  const slider = screen.getByRole('slider', { name: 'Day' });
  const told = () => slider.getAttribute('aria-valuetext');
  slider.focus();
  await userEvent.keyboard('{ArrowLeft}');
  expect(told()).toBe('3 Nov, forecast $18');
  await userEvent.keyboard('{ArrowLeft}');
  expect(told()).toBe('2 Nov, total $20.2 · Render $20.2 · Credits –');
  await userEvent.keyboard('{Home}{ArrowLeft}');
  expect(told()).toBe('1 Nov, total $9.1 · Render $10.1 · Credits $-1');
  await userEvent.keyboard('{End}{ArrowRight}');
  expect(told()).toBe('3 Nov, forecast $18');
  await userEvent.keyboard('{Escape}');
  expect(told()).toBe('Total $29.3 · Render $30.3 · Credits $-1');
});

it('shows the same rows as a table, newest first, and saves them', async () => {
  const onSave = jest.fn();
  renderPart(bars(onSave));
  await userEvent.click(await screen.findByRole('button', { name: 'Table' }));
  const rows = within(screen.getByRole('table')).getAllByRole('row');
  expect(rows).toHaveLength(4);
  expect(rows[1]).toHaveTextContent('3 Nov');
  expect(rows[1]).toHaveTextContent('$18 forecast, $15 to $22');
  expect(rows[3]).toHaveTextContent('$9.1');
  await userEvent.click(screen.getByRole('button', { name: 'Save as CSV' }));
  expect(onSave).toHaveBeenCalledTimes(1);
  await userEvent.click(screen.getByRole('button', { name: 'Chart' }));
  expect(screen.getByRole('img')).toBeInTheDocument();
});

it('says that nothing is known where there is no bar', async () => {
  const { container } = renderPart(
    <StackedBars
      label="No data"
      bucketLabel="Day"
      buckets={[]}
      series={[{ id: 'a', label: 'A', colour: 1, values: [] }]}
      format={format}
      formatAxis={String}
    />,
  );
  await drawn(container);
  expect(legend()).toEqual(['A –', 'Total –']);
  screen.getByRole('slider').focus();
  await userEvent.keyboard('{ArrowLeft}');
  expect(screen.getByRole('slider')).toHaveAttribute(
    'aria-valuetext',
    'Total – · A –',
  );
});

it('has picture and table on paper, and one of them again afterwards', async () => {
  const { container } = renderPart(bars());
  await drawn(container);
  expect(screen.queryByRole('table')).toBeNull();
  fireEvent(window, new Event('beforeprint'));
  expect(screen.getByRole('table')).toBeInTheDocument();
  expect(screen.getByRole('img')).toBeInTheDocument();
  fireEvent(window, new Event('afterprint'));
  expect(screen.queryByRole('table')).toBeNull();
});
