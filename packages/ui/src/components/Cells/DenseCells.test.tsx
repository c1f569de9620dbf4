import { act, fireEvent, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useLocation } from 'react-router-dom';
import { renderPart } from '../../__testUtils__/renderPart';
import { CellItem } from './Cell';
import { Cells } from './Cells';

const cells = (prefix: string, count: number): CellItem[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `${prefix}${index}`,
    label: `${prefix}${index}, Ready`,
    status: index % 7 === 0 ? 'failed' : 'ok',
    fill: (index % 11) / 10,
    href: `/nodes/${prefix}${index}`,
  }));

const Where = () => <p data-testid="where">{useLocation().pathname}</p>;

const zones = (count: number) => [
  { id: 'a', label: '1a', items: cells('a', count) },
  { id: 'b', label: '1b', items: cells('b', count) },
];

it('has one tab stop for hundreds of cells, and arrows over groups', () => {
  const { container, update } = renderPart(
    <Cells label="Nodes" groups={zones(200)} />,
  );
  const whole = screen.getByRole('group', { name: 'Nodes' });
  expect(whole).toHaveAttribute('data-size', 'dense');
  const stops = () => container.querySelectorAll('.tl-cells [tabindex="0"]');
  const links = whole.querySelectorAll<HTMLElement>('[data-cell]');
  expect(links).toHaveLength(400);
  expect(stops()).toHaveLength(1);
  act(() => links[199].focus());
  fireEvent.keyDown(links[199], { key: 'ArrowRight' });
  expect(links[200]).toHaveFocus();
  expect(stops()).toHaveLength(1);
  expect(stops()[0]).toBe(links[200]);
  fireEvent.keyDown(links[200], { key: 'End' });
  expect(links[399]).toHaveFocus();
  update(<Cells label="Nodes" groups={zones(190)} />);
  expect(stops()).toHaveLength(1);
});

it('names and opens each cell', async () => {
  renderPart(
    <>
      <Where />
      <Cells label="Nodes" groups={zones(151)} />
    </>,
  );
  const zone = screen.getByRole('group', { name: '1b' });
  const cell = within(zone).getByText((_, element) =>
    Boolean(element?.matches('[data-cell="b77"]')),
  );
  expect(cell).toHaveAttribute('href', '/nodes/b77');
  expect(cell).toHaveAttribute('aria-label', 'b77, Ready');
  expect(cell).toHaveTextContent('×');
  await userEvent.click(cell);
  expect(screen.getByTestId('where')).toHaveTextContent('/nodes/b77');
});

it('presses cells without address', async () => {
  const onPress = jest.fn();
  const items = cells('a', 301).map(item => ({
    ...item,
    href: undefined,
    onPress: () => onPress(item.id),
  }));
  const { container } = renderPart(
    <Cells label="Nodes" groups={[{ id: 'a', label: '1a', items }]} />,
  );
  await userEvent.click(container.querySelector('[data-cell="a5"]')!);
  expect(onPress).toHaveBeenCalledWith('a5');
});
