import { act, fireEvent, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderPart } from '../../__testUtils__/renderPart';
import { DataColumn, DataTableProps } from './columns';
import { DataTable } from './DataTable';

interface Row {
  name: string;
  pods?: number;
}

const columns: DataColumn<Row>[] = [
  { id: 'name', header: 'Node', cell: row => row.name, sortValue: r => r.name },
  {
    id: 'pods',
    header: 'Pods',
    cell: row => row.pods ?? '–',
    sortValue: row => row.pods,
    align: 'end',
  },
  { id: 'note', header: 'Note', cell: () => 'x' },
];

const three: Row[] = [
  { name: 'n2', pods: 5 },
  { name: 'n1', pods: 9 },
  { name: 'n3' },
];

const table = (rows: Row[], props: Partial<DataTableProps<Row>> = {}) => (
  <DataTable
    label="Nodes"
    columns={columns}
    rows={rows}
    rowId={row => row.name}
    rowHref={row => `/nodes/${row.name}`}
    {...props}
  />
);

const names = () =>
  screen.getAllByRole('rowheader').map(cell => cell.textContent);

it('is a table with row headers that are links', () => {
  renderPart(table(three));
  expect(screen.getByRole('table', { name: 'Nodes' })).toBeInTheDocument();
  expect(screen.getAllByRole('columnheader')).toHaveLength(3);
  const header = screen.getByRole('rowheader', { name: 'n1' });
  expect(within(header).getByRole('link')).toHaveAttribute('href', '/nodes/n1');
});

it('sorts by a header, says so, and turns on the second press', async () => {
  const onSortChange = jest.fn();
  renderPart(table(three, { onSortChange }));
  const pods = screen.getByRole('columnheader', { name: /Pods/ });
  expect(pods).toHaveAttribute('aria-sort', 'none');
  expect(names()).toEqual(['n2', 'n1', 'n3']);

  await userEvent.click(within(pods).getByRole('button'));
  expect(pods).toHaveAttribute('aria-sort', 'ascending');
  expect(names()).toEqual(['n2', 'n1', 'n3']);
  await userEvent.click(within(pods).getByRole('button'));
  expect(pods).toHaveAttribute('aria-sort', 'descending');
  expect(names()).toEqual(['n1', 'n2', 'n3']);
  expect(onSortChange).toHaveBeenLastCalledWith({
    column: 'pods',
    direction: 'descending',
  });
  expect(
    screen.getByRole('columnheader', { name: 'Note' }),
  ).not.toHaveAttribute('aria-sort');
});

it('keeps rows where they are while the pointer is inside', async () => {
  const sort = { column: 'pods', direction: 'ascending' } as const;
  const { update } = renderPart(table(three, { defaultSort: sort }));
  const moved: Row[] = [
    { name: 'n2', pods: 99 },
    { name: 'n1', pods: 9 },
    { name: 'n3' },
  ];
  await userEvent.hover(screen.getByRole('table'));
  update(table(moved, { defaultSort: sort }));
  expect(names()).toEqual(['n2', 'n1', 'n3']);
  expect(screen.getByText('99')).toBeInTheDocument();

  await userEvent.click(screen.getByRole('button', { name: /update order/ }));
  expect(names()).toEqual(['n1', 'n2', 'n3']);
  expect(screen.queryByRole('button', { name: /update order/ })).toBeNull();
});

it('takes the new order once pointer and focus are gone', async () => {
  const { update } = renderPart(table(three));
  const wrap = screen.getByRole('table').parentElement!;
  fireEvent.pointerEnter(wrap);
  update(table([...three].reverse()));
  expect(names()).toEqual(['n2', 'n1', 'n3']);
  fireEvent.pointerLeave(wrap);
  expect(names()).toEqual(['n3', 'n1', 'n2']);
});

it('moves by j and k from name to name', async () => {
  renderPart(table(three));
  act(() => screen.getByRole('link', { name: 'n2' }).focus());
  await userEvent.keyboard('jj');
  expect(screen.getByRole('link', { name: 'n3' })).toHaveFocus();
  await userEvent.keyboard('jk');
  expect(screen.getByRole('link', { name: 'n1' })).toHaveFocus();
});

it('says the count, of how many when filtered', () => {
  const { update } = renderPart(table(three));
  expect(screen.getByRole('status')).toHaveTextContent('3 rows');
  update(table(three, { total: 1204 }));
  expect(screen.getByRole('status')).toHaveTextContent('3 of 1,204');
});

it('counts with the noun of its rows', () => {
  const countWords: DataTableProps<Row>['countWords'] = ({ shown, total }) =>
    total === undefined ? `${shown} nodes` : `${shown} of ${total} nodes`;
  const { update } = renderPart(table(three, { countWords, total: 3 }));
  expect(screen.getByRole('status')).toHaveTextContent(/^3 nodes$/);
  update(table(three, { countWords, total: 41 }));
  expect(screen.getByRole('status')).toHaveTextContent(/^3 of 41 nodes$/);
});

it('leaves the count of nothing to screen readers where words stand for it', () => {
  const { container, update } = renderPart(table([], { total: 3 }));
  const silent = () => container.querySelector('[data-silent]');
  expect(silent()).toBeNull();
  update(table([], { total: 3, empty: 'No node matches "x".' }));
  expect(silent()).toContainElement(screen.getByRole('status'));
});

it('shows what stands for no rows', () => {
  renderPart(table([], { empty: 'No node matches "memory".' }));
  expect(screen.getByText(/No node matches/)).toBeInTheDocument();
});

it('draws two hundred rows first and the rest on demand', async () => {
  const many = Array.from({ length: 450 }, (_, i) => ({ name: `n${i}` }));
  renderPart(table(many));
  expect(names()).toHaveLength(200);
  fireEvent.click(screen.getByRole('button', { name: 'Show 200 more' }));
  expect(names()).toHaveLength(400);
  fireEvent.click(screen.getByRole('button', { name: 'Show 50 more' }));
  expect(names()).toHaveLength(450);
  expect(screen.getByRole('status')).toHaveTextContent('450 rows');
});
