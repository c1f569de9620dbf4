import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderPart } from '../../__testUtils__/renderPart';
import { Chart } from './Chart';

const at = (minute: number) =>
  new Date(Date.UTC(2026, 10, 25, 8, minute)).toISOString();

const chart = (
  <Chart
    label="CPU of workers rose to 82%, above 70%"
    from={at(0)}
    to={at(30)}
    format={value => `${value}%`}
    limit={{ value: 70, label: 'limit 70%' }}
    markers={[{ at: at(15), label: 'workers degraded' }]}
    lines={[
      {
        id: 'cpu',
        label: 'CPU',
        colour: 1,
        points: [
          { at: at(0), value: 40 },
          { at: at(10), value: 50 },
          { at: at(20) },
          { at: at(25), value: 80 },
          { at: at(30), value: 82 },
        ],
      },
    ]}
  />
);

const legend = () => screen.getAllByRole('listitem')[0].textContent;

async function drawn(container: HTMLElement) {
  await waitFor(() =>
    expect(container.querySelector('.tl-chart__svg')).not.toBeNull(),
  );
}

it('draws limit, marker, end dot, and a gap where nothing was measured', async () => {
  const { container } = renderPart(chart);
  await drawn(container);
  const path = container.querySelector('.tl-chart__line path');
  expect(path?.getAttribute('d')?.match(/M/g)).toHaveLength(2);
  expect(container.querySelectorAll('.tl-chart__line circle')).toHaveLength(1);
  expect(container.querySelector('.tl-chart__limit')).toHaveTextContent(
    'limit 70%',
  );
  expect(container.querySelector('.tl-chart__marker')).toHaveTextContent(
    'workers degraded',
  );
  expect(legend()).toBe('CPU 82%');
});

it('reads values by arrow keys and stops at both ends', async () => {
  const { container } = renderPart(chart);
  await drawn(container);
  const slider = screen.getByRole('slider', { name: 'Moment' });
  slider.focus();
  const told = () => slider.getAttribute('aria-valuetext');
  await userEvent.keyboard('{ArrowLeft}');
  expect(told()).toMatch(/CPU 82%$/);
  await userEvent.keyboard('{ArrowLeft}{ArrowLeft}');
  expect(told()).toMatch(/CPU –$/);
  await userEvent.keyboard('{Home}{ArrowLeft}');
  expect(told()).toMatch(/CPU 40%$/);
  expect(legend()).toBe('CPU 40%');
  await userEvent.keyboard('{End}{ArrowRight}');
  expect(told()).toMatch(/CPU 82%$/);
  await userEvent.keyboard('{Escape}');
  expect(told()).toBe('CPU 82%');
});

it('shows the same rows as a table, newest first', async () => {
  renderPart(chart);
  await userEvent.click(screen.getByRole('button', { name: 'Table' }));
  const rows = within(screen.getByRole('table')).getAllByRole('row');
  expect(rows).toHaveLength(6);
  expect(rows[1]).toHaveTextContent('82%');
  expect(rows[3]).toHaveTextContent('–');
  await userEvent.click(screen.getByRole('button', { name: 'Chart' }));
  expect(screen.getByRole('img')).toBeInTheDocument();
});

it('says that nothing is known when there is no point', async () => {
  const { container } = renderPart(
    <Chart
      label="No data"
      from={at(0)}
      to={at(30)}
      format={String}
      lines={[{ id: 'a', label: 'A', colour: 2, points: [] }]}
    />,
  );
  await drawn(container);
  expect(legend()).toBe('A –');
  const slider = screen.getByRole('slider');
  slider.focus();
  await userEvent.keyboard('{ArrowLeft}');
  expect(slider).toHaveAttribute('aria-valuetext', 'A –');
});
