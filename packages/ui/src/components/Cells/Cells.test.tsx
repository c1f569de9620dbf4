import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderPart } from '../../__testUtils__/renderPart';
import { CellItem } from './Cell';
import { Cells, CellsLegend } from './Cells';

const node = (id: string, extra: Partial<CellItem> = {}): CellItem => ({
  id,
  label: `${id}, Ready, memory 54%`,
  status: 'ok',
  fill: 0.54,
  href: `/nodes/${id}`,
  ...extra,
});

const groups = [
  { id: 'a', label: 'zone 1a', items: [node('n1'), node('n2')] },
  { id: 'b', label: 'zone 1b', items: [] },
  { id: 'c', label: 'zone 1c', items: [node('n3')] },
];

it('is one tab stop whose arrows reach every cell', async () => {
  renderPart(<Cells label="Nodes of workers" groups={groups} />);
  const whole = screen.getByRole('group', { name: 'Nodes of workers' });
  const links = within(whole).getAllByRole('link');
  expect(links.map(link => link.tabIndex)).toEqual([0, -1, -1]);

  await userEvent.tab();
  while (document.activeElement !== links[0]) await userEvent.tab();
  await userEvent.keyboard('{ArrowRight}{ArrowRight}');
  expect(links[2]).toHaveFocus();
  expect(links.map(link => link.tabIndex)).toEqual([-1, -1, 0]);
  await userEvent.keyboard('{Home}');
  expect(links[0]).toHaveFocus();
  await userEvent.tab();
  expect(whole).not.toContainElement(document.activeElement as HTMLElement);
});

it('keeps its tab stop when the focused cell goes away', async () => {
  const { update } = renderPart(<Cells label="Nodes" groups={groups} />);
  act(() => screen.getByRole('link', { name: /n3/ }).focus());
  update(<Cells label="Nodes" groups={groups.slice(0, 2)} />);
  const links = screen.getAllByRole('link', { name: /memory/ });
  expect(links.map(link => link.tabIndex)).toEqual([0, -1]);
});

it('names each cell in full and leads to it', () => {
  renderPart(<Cells label="Nodes" groups={groups} />);
  expect(
    screen.getByRole('link', { name: 'n2, Ready, memory 54%' }),
  ).toHaveAttribute('href', '/nodes/n2');
  expect(screen.getByRole('group', { name: 'zone 1b' })).toBeInTheDocument();
});

it('is a button without address', async () => {
  const onPress = jest.fn();
  const items = [node('n1', { href: undefined, onPress })];
  renderPart(<Cells label="Nodes" groups={[{ ...groups[0], items }]} />);
  await userEvent.click(screen.getByRole('button', { name: /n1/ }));
  expect(onPress).toHaveBeenCalledTimes(1);
});

it('draws no level for an unknown figure', () => {
  const items = [node('n1', { fill: undefined }), node('n2', { fill: 1.4 })];
  renderPart(<Cells label="Nodes" groups={[{ ...groups[0], items }]} />);
  const level = (name: RegExp) =>
    screen.getByRole('link', { name }).querySelector('.tl-cell__fill');
  expect(level(/n1/)).toBeNull();
  expect(level(/n2/)).toHaveStyle({ blockSize: '100%' });
});

it.each([
  [60, 'normal'],
  [61, 'small'],
])('with %d cells they are %s', (count, size) => {
  const items = Array.from({ length: count }, (_, i) => node(`n${i}`));
  renderPart(<Cells label="Nodes" groups={[{ ...groups[0], items }]} />);
  expect(screen.getByRole('group', { name: 'Nodes' })).toHaveAttribute(
    'data-size',
    size,
  );
});

it('says in its legend what each picture means', () => {
  renderPart(
    <CellsLegend
      items={[
        { status: 'ok', label: 'Ready' },
        { status: 'failed', label: 'Not ready' },
      ]}
    />,
  );
  expect(screen.getAllByRole('listitem').map(li => li.textContent)).toEqual([
    'Ready',
    'Not ready',
  ]);
});
